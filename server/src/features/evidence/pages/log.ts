import type { logPosition, logStatus } from '@datadeed/core/evidence/schema'
import type { z } from 'zod'
import { formatCount, formatMoment } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { digest, keyValues } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

const text = { zh, en }

/** One entry somebody asked for: what exactly was logged, where it hangs, who saw it and when. */
export interface AskedEntry {
  index: string
  entry: { text: string; position: z.infer<typeof logPosition> } | null
}

function entryCard({ language }: View, { index, entry }: AskedEntry): Html {
  const t = text[language]
  const search = html`<form action="/log#entry" method="get"><label for="f-index">${t.entryIndex}</label><div class="ask"><input id="f-index" name="index" inputmode="numeric" required maxlength="15" autocomplete="off" value="${index}"><button class="button quiet">${t.entryShow}</button></div></form>`
  if (index === '') return html`<section class="card"><h2>${t.entryTitle}</h2>${search}</section>`
  if (!entry)
    return html`<section class="card"><h2>${t.entryTitle}</h2>${search}<p class="alert wait">${t.entryMissing}</p></section>`
  const { position } = entry
  return html`<section class="card" id="entry"><h2>${t.entryOf(index)}</h2>${search}${keyValues([
    [t.entryLeaf, digest('SHA-256', position.leafHash, language)],
    [t.entryTree, formatCount(position.treeSize)],
    [t.root, digest('SHA-256', position.rootHash, language)],
    ...position.witnesses.map((witness): [string, Html] => [
      witness.name,
      html`<time datetime="${witness.at}">${formatMoment(witness.at, language)}</time>`,
    ]),
  ])}<pre><code>${JSON.stringify(JSON.parse(entry.text), null, 2)}</code></pre><p class="muted">${t.entryNote}</p></section>`
}

export function logPage(view: View, log: z.infer<typeof logStatus>, asked: AskedEntry | null = null): Page {
  const { language } = view
  const t = text[language]
  const open = log.state === 'open'
  const moment = (iso: string | null) =>
    iso ? html`<time datetime="${iso}">${formatMoment(iso, language)}</time>` : t.never
  return {
    title: t.title,
    description: t.lead,
    place: 'log',
    islands: ['page'],
    body: html`<div class="wide"><header class="page-head"><h1>${t.title}</h1><p class="lead">${t.lead}</p></header>
<section class="verdict ${open && log.publishedAt ? 'valid' : 'cannot_check'}"><p class="verdict-mark" aria-hidden="true">${open && log.publishedAt ? '✓' : '!'}</p><div><h2>${open ? (log.publishedAt ? t.healthy : t.waiting) : t.closed}</h2>${
      open
        ? log.publishedAt && html`<p class="muted">${t.publishedAt} ${moment(log.publishedAt)}</p>`
        : html`<p>${t.closedNote}</p>`
    }</div></section>
${entryCard(view, asked ?? { index: '', entry: null })}
<section class="card"><h2>${t.title}</h2>${keyValues([
      [t.size, t.sizeOf(formatCount(log.size))],
      [t.pending, t.sizeOf(formatCount(log.pending))],
      [t.root, digest('SHA-256', log.rootHash, language)],
      [t.origin, log.origin],
      [t.key, html`<code>${log.vkey}</code>`],
    ])}</section>
<section class="card"><h2>${t.witnesses}</h2>${
      log.witnesses.length > 0
        ? html`<p>${t.witnessLead(log.quorum, log.witnesses.length)}</p><table class="list"><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.lastAt}</th><th scope="col">${t.witnessKey}</th></tr></thead><tbody>${log.witnesses.map(
            (witness) =>
              html`<tr><td>${witness.operator}</td><td data-label="${t.lastAt}" class="nowrap">${moment(witness.lastAt)}</td><td data-label="${t.witnessKey}"><code>${witness.vkey || '—'}</code></td></tr>`,
          )}</tbody></table>`
        : html`<p class="alert wait">${t.noWitnesses}</p>`
    }</section>
<section class="card"><h2>${t.authorities}</h2>${
      log.authorities.length > 0
        ? html`<p>${t.authorityLead}</p><table class="list"><thead><tr><th scope="col">${t.authorities}</th><th scope="col">${t.authorityLast}</th><th scope="col">${t.authorityState}</th></tr></thead><tbody>${log.authorities.map(
            (authority) =>
              html`<tr><td>${authority.name}</td><td data-label="${t.authorityLast}" class="nowrap">${authority.lastAt ? html`<time datetime="${authority.lastAt}">${formatMoment(authority.lastAt, language)}</time>` : t.neverStamped}</td><td data-label="${t.authorityState}">${authority.error === '' ? t.authorityFine : t.authorityAway}</td></tr>`,
          )}</tbody></table>`
        : html`<p>${t.noAuthorities}</p>`
    }</section>
<section class="card"><h2>${t.sm3}</h2><p>${t.sm3Lead}</p><p class="actions">${log.publishedAt && html`<a class="button quiet" href="/log/sm3/checkpoint">${t.sm3Checkpoint}</a>`}<a class="button quiet" href="/log/sm3/vkey">${t.sm3Vkey}</a></p></section>
<section class="card"><h2>${t.check}</h2><ol class="numbered">${t.checks.map((words) => html`<li>${words}</li>`)}</ol><p class="actions"><a class="button quiet" href="/api/v1/trust" download="trust.json">${t.trust}</a>${log.publishedAt && html`<a class="button quiet" href="/log/checkpoint">${t.checkpoint}</a>`}<a class="button quiet" href="/log/vkey">${t.vkey}</a></p></section></div>`,
  }
}
