import { formatCount, formatMoment } from '../../../platform/html/format.ts'
import { type Content, type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { digest, keyValues, tag } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import type { EntryList } from '../explorer.ts'
import type { LogHealth, WitnessKey } from '../health.ts'
import { delayText } from './delay.ts'
import { entryTable, findForm } from './entries.ts'
import { daysCard, shareText, witnessStrip } from './health-pictures.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

const text = { zh, en }

function moment({ language }: View, at: Date | string | null, otherwise: string): Content {
  if (at === null) return otherwise
  const iso = typeof at === 'string' ? at : at.toISOString()
  return html`<time datetime="${iso}">${formatMoment(iso, language)}</time>`
}

function stateBanner(view: View, log: LogHealth): Html {
  const t = text[view.language]
  const why = log.state === 'closed' ? log.reason : log.alarm
  const good = log.state === 'open' && log.alarm === null && log.publishedAt !== null
  const ago = log.publishedAt && delayText(log.asOf.getTime() - log.publishedAt.getTime(), view.language)
  const heading =
    log.state === 'closed' ? t.closed : log.alarm !== null ? t.alarm : log.publishedAt ? t.healthy : t.waiting
  return html`<section class="verdict ${good ? 'valid' : 'cannot_check'}"><p class="verdict-mark" aria-hidden="true">${good ? '✓' : '!'}</p><div><h2>${heading}</h2>${
    log.state === 'closed' && html`<p>${t.closedNote}</p>`
  }${why && html`<p>${t.closedWhy}<span lang="zh-CN">${why}</span></p>`}${
    log.publishedAt &&
    html`<p class="muted">${t.publishedAt(formatMoment(log.publishedAt.toISOString(), view.language), ago ?? '')}</p>`
  }</div></section>`
}

function gauges({ language }: View, log: LogHealth): Html {
  const t = text[language]
  const ms = (value: number | undefined) => (value === undefined ? t.none : delayText(value, language))
  const age = log.publishedAt ? log.asOf.getTime() - log.publishedAt.getTime() : undefined
  const figures: [string, string][] = [
    [t.size, formatCount(log.size)],
    [t.pending, formatCount(log.pending)],
    [t.age, ms(age)],
    [t.delayHalf, ms(log.delay?.p50)],
    [t.delayMost, ms(log.delay?.p99)],
  ]
  return html`<dl class="gauges">${figures.map(([name, figure]) => html`<div><dt>${name}</dt><dd>${figure}</dd></div>`)}</dl><p class="muted gauges-note">${
    log.delay ? t.delayNote(formatCount(log.delay.entries)) : t.delayNone
  }</p>`
}

/** Which algorithms the signatures on the newest checkpoint are of. */
function coverage({ language }: View, { witnesses, publishedAt, size }: LogHealth): Content {
  if (publishedAt === null) return null
  const t = text[language]
  const signed = (algorithm: WitnessKey['algorithm']) => {
    const count = witnesses.filter(({ keys }) => keys.some((k) => k.algorithm === algorithm && k.signedNewest)).length
    return t.signedBy(algorithm, count, witnesses.length)
  }
  return html`<p>${t.newestSigned(formatCount(size), signed('Ed25519'), signed('ML-DSA-44'))}</p>`
}

/** A key of ML-DSA-44 is longer than anybody reads: it is folded away. */
function witnessKey(
  { language }: View,
  { algorithm, keyId, vkey, signedNewest }: WitnessKey,
  published: boolean,
): Html {
  const t = text[language]
  const sign = published && (signedNewest ? tag(t.signedNewest, 'good') : tag(t.unsignedNewest, 'wait'))
  const key = html`<code>${vkey}</code>`
  return html`<p><strong>${algorithm}</strong> <code>${keyId}</code> ${sign}</p>${
    vkey.length > 200 ? html`<details><summary>${t.wholeKey}</summary>${key}</details>` : html`<p>${key}</p>`
  }`
}

function witnessCard(view: View, log: LogHealth): Html {
  const t = text[view.language]
  if (log.witnesses.length === 0)
    return html`<section class="card"><h2>${t.witnesses}</h2><p class="alert wait">${t.noWitnesses}</p></section>`
  return html`<section class="card" id="witnesses"><h2>${t.witnesses}</h2><p>${t.witnessLead(log.quorum, log.witnesses.length)}</p>${coverage(view, log)}<table class="list witnesses"><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.lastAt}</th><th scope="col">${t.share24h}</th><th scope="col">${t.share30d}</th><th scope="col">${t.witnessKey}</th></tr></thead><tbody>${log.witnesses.map(
    (witness) =>
      html`<tr><td>${witness.name}</td><td data-label="${t.lastAt}" class="nowrap">${moment(view, witness.lastAt, t.never)}</td><td data-label="${t.share24h}">${shareText(witness.last24h)}</td><td data-label="${t.share30d}"><span>${shareText(witness.last30d)} ${witnessStrip(view, witness)}</span></td><td data-label="${t.witnessKey}"><div>${witness.keys.length === 0 ? t.none : witness.keys.map((key) => witnessKey(view, key, log.publishedAt !== null))}</div></td></tr>`,
  )}</tbody></table><p class="muted">${t.stripNote}${view.language === 'en' && ' '}${t.witnessSample}</p></section>`
}

function authorityCard(view: View, { authorities }: LogHealth): Html {
  const t = text[view.language]
  if (authorities.length === 0)
    return html`<section class="card"><h2>${t.authorities}</h2><p>${t.noAuthorities}</p></section>`
  return html`<section class="card"><h2>${t.authorities}</h2><p>${t.authorityLead}</p><table class="list"><thead><tr><th scope="col">${t.authorities}</th><th scope="col">${t.authorityLast}</th><th scope="col">${t.authorityState}</th></tr></thead><tbody>${authorities.map(
    (authority) =>
      html`<tr><td>${authority.name}</td><td data-label="${t.authorityLast}" class="nowrap">${moment(view, authority.lastAt, t.neverStamped)}</td><td data-label="${t.authorityState}">${
        authority.error === '' ? tag(t.authorityFine, 'good') : t.authorityAway
      }</td></tr>`,
  )}</tbody></table></section>`
}

function keyCard(view: View, { keys }: LogHealth): Html {
  const t = text[view.language]
  return html`<section class="card"><h2>${t.keys}</h2><p>${t.keysLead}</p><table class="list"><thead><tr><th scope="col">${t.keyTree}</th><th scope="col">${t.keyId}</th><th scope="col">${t.keyFrom}</th><th scope="col">${t.keyUntil}</th></tr></thead><tbody>${keys.map(
    (key) =>
      html`<tr><td>${t.keyTrees[key.tree]}</td><td data-label="${t.keyId}"><code>${key.keyId}</code></td><td data-label="${t.keyFrom}" class="nowrap">${moment(view, key.from, '')}</td><td data-label="${t.keyUntil}" class="nowrap">${
        key.until === null ? tag(t.keyCurrent, 'good') : moment(view, key.until, '')
      }</td></tr>`,
  )}</tbody></table></section>`
}

/** The log's condition, who watches over it, and the way to its entries. */
export function logPage(view: View, log: LogHealth, newest: EntryList, missing: string | null): Page {
  const t = text[view.language]
  return {
    title: t.title,
    description: t.lead,
    place: 'log',
    islands: ['page'],
    ...(missing !== null && { status: 404, unlisted: true }),
    body: html`<div class="wide"><header class="page-head"><h1>${t.title}</h1><p class="lead">${t.lead}</p></header>
${stateBanner(view, log)}
${gauges(view, log)}
<section class="card" id="entries"><h2>${t.find}</h2>${findForm(view, missing ?? '', missing !== null)}${
      newest.items.length > 0 &&
      html`<h3>${t.newest}</h3>${entryTable(view, newest)}<p class="actions"><a class="button quiet" href="/log/entries">${t.newestAll}</a></p>`
    }</section>
${daysCard(view, log)}
${witnessCard(view, log)}
<div class="halves">${authorityCard(view, log)}<section class="card"><h2>${t.sm3}</h2><p>${t.sm3Lead}</p>${
      log.sm3 &&
      html`<p>${t.sm3State(formatCount(log.sm3.size), formatMoment(log.sm3.signedAt.toISOString(), view.language))}</p>`
    }<p class="actions">${log.sm3 && html`<a class="button quiet" href="/log/sm3/checkpoint">${t.sm3Checkpoint}</a>`}<a class="button quiet" href="/log/sm3/vkey">${t.sm3Vkey}</a></p></section></div>
<section class="card"><h2>${t.identity}</h2>${keyValues([
      [t.origin, log.origin],
      [t.key, html`<code>${log.vkey}</code>`],
      [t.quorum, log.witnesses.length > 0 && t.quorumOf(log.quorum, log.witnesses.length)],
      [t.root, log.rootHash && digest('SHA-256', log.rootHash, view.language)],
    ])}</section>
${keyCard(view, log)}
<div class="halves"><section class="card"><h2>${t.check}</h2><ol class="numbered">${t.checks.map((words) => html`<li>${words}</li>`)}</ol><p class="actions"><a class="button quiet" href="/verify/offline.html">${t.offline}</a><a class="button quiet" href="/api/v1/trust" download="trust.json">${t.trust}</a>${
      log.publishedAt && html`<a class="button quiet" href="/log/checkpoint">${t.checkpoint}</a>`
    }<a class="button quiet" href="/log/vkey">${t.vkey}</a></p></section>
<section class="card"><h2>${t.take}</h2><p>${t.takeWitness}</p><pre><code>datadeed witness --name … --listen … --data … --log-url ${log.url}</code></pre><p>${t.takeMonitor}</p><pre><code>datadeed monitor ${log.url} --data … --log-vkey ${log.vkey}</code></pre><p class="muted">${t.takeDocs}</p></section></div></div>`,
  }
}
