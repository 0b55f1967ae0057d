import type { Json, JsonObject } from '@datadeed/evidence'
import { formatCount, formatMoment } from '../../../platform/html/format.ts'
import { type Content, type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { breadcrumb, printButton } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import type { Moment, PublishedEntry } from '../explorer.ts'
import { delayText } from './delay.ts'
import { en } from './entry-text.en.ts'
import { zh } from './entry-text.zh.ts'
import { en as siteEn } from './text.en.ts'
import { zh as siteZh } from './text.zh.ts'
import { treeCard } from './tree-picture.ts'

const text = { zh, en }
const site = { zh: siteZh, en: siteEn }

const iso = (seconds: number) => new Date(seconds * 1000).toISOString()

/** To the second, in China's time. */
function second(seconds: number, { language }: View): Html {
  const at = iso(seconds)
  return html`<time datetime="${at}">${formatMoment(at, language)}:${at.slice(17, 19)}</time>`
}

/** The two-sided bracket of time: each moment in order on a line, thick between the bounds. */
function timeCard(view: View, { moments, notBefore, notAfter }: PublishedEntry): Html {
  const t = text[view.language]
  const from = moments.findIndex((moment) => moment.kind === 'known')
  const to = moments.findIndex((moment) => moment.kind === 'quorum')
  const place = (i: number) =>
    from === -1 || to === -1 ? '' : i === from || i === to ? ' bound' : i > from && i < to ? ' inside' : ''
  const item = (moment: Moment, i: number) =>
    html`<li class="${moment.kind}${place(i)}">${second(moment.at, view)}<span>${t.moments[moment.kind]}</span>${moment.name && html`<span class="muted">${moment.name}</span>`}${moment.algorithms && html`<span class="muted">${moment.algorithms.join(' · ')}</span>`}</li>`
  const logged = moments.find((moment) => moment.kind === 'logged')?.at ?? 0
  const strays = (notBefore !== null && logged < notBefore) || (notAfter !== null && logged > notAfter)
  return html`<section class="card"><h2>${t.time}</h2><p>${t.timeLead}</p><ol class="moments${moments.length > 6 && ' many'}">${moments.map(item)}</ol><p class="muted">${t.timeScale}${strays && html` ${t.skew}`}</p>${
    !moments.some((moment) => moment.kind === 'token') && html`<p class="muted">${t.noTokens}</p>`
  }</section>`
}

function chainCard({ language }: View, { entry, index, next }: PublishedEntry): Html {
  const t = text[language]
  const link = (to: number) => html`<a href="/log/entry/${to}">${t.title(formatCount(to))}</a>`
  const { previous } = entry
  return html`<section class="card"><h2>${t.chain}</h2><p>${t.chainLead}</p><ol class="chain"><li><span class="muted">${t.previous}</span>${
    previous ? html`${link(previous.index)}<code>${previous.hash.slice(0, 16)}…</code>` : t.first
  }</li><li aria-current="true"><span class="muted">${t.thisOne}</span><strong>${t.title(formatCount(index))}</strong></li><li><span class="muted">${t.nextOne}</span>${
    next === null ? t.newest : next === 'waiting' ? t.nextWaiting : link(next)
  }</li></ol></section>`
}

/** What people ask first stands first; the canonical text is in the order of names. */
const order = ['type', 'subject', 'time', 'digests', 'body', 'previous', 'known', 'format']

/** Members of the entry as paths; what is inside the body one level down. */
function membersOf(entry: JsonObject): [string, Json][] {
  const members = Object.entries(entry).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
  return members.flatMap(([name, value]): [string, Json][] =>
    (name === 'digests' || name === 'body') && typeof value === 'object' && value !== null
      ? Object.entries(value as JsonObject).map(([inner, one]): [string, Json] => [`${name}.${inner}`, one])
      : [[name, value]],
  )
}

function membersCard({ language }: View, { text: canonical, index, trees }: PublishedEntry): Html {
  const t = text[language]
  const shown = (value: Json): Content => {
    if (value === null) return t.none
    if (typeof value === 'object') return html`<code>${JSON.stringify(value)}</code>`
    return html`<code>${String(value)}</code>`
  }
  const meaning = (name: string) => t.meanings[name] ?? t.meanings[name.split('.')[0] ?? ''] ?? ''
  const files = ['entry.json', 'proof.tlog-proof', ...(trees.sm3 ? ['sm3-proof.txt'] : [])]
  return html`<section class="card"><h2>${t.members}</h2><p>${t.membersLead}</p><table class="list members"><thead><tr><th scope="col">${t.member}</th><th scope="col">${t.value}</th><th scope="col">${t.meaning}</th></tr></thead><tbody>${membersOf(
    JSON.parse(canonical) as JsonObject,
  ).map(
    ([name, value]) =>
      html`<tr><td><code>${name}</code></td><td data-label="${t.value}">${shown(value)}</td><td data-label="${t.meaning}">${meaning(name)}</td></tr>`,
  )}</tbody></table><details><summary>${t.raw}</summary><pre><code>${canonical}</code></pre></details><p class="actions">${files.map(
    (file) => html`<a class="button quiet" href="/log/entry/${index}/${file}" download>${t.files[file]}</a>`,
  )}<a class="button quiet" href="/verify/offline.html">${t.offline}</a></p></section>`
}

/** One published entry: where it hangs, who saw it and when, what it says. */
export function entryPage(view: View, found: PublishedEntry): Page {
  const t = text[view.language]
  const { entry, index, moments, notBefore, notAfter, trees } = found
  const title = t.title(formatCount(index))
  const count = moments.filter((moment) => moment.kind === 'witness').length
  const words = (seconds: number) => `${formatMoment(iso(seconds), view.language)}:${iso(seconds).slice(17, 19)}`
  const what = t.what[entry.type] ?? t.whatElse
  const bracket =
    notAfter !== null
      ? notBefore !== null
        ? t.both(what, words(notBefore), words(notAfter))
        : t.upper(what, words(notAfter))
      : notBefore !== null
        ? t.lower(what, words(notBefore))
        : t.neither
  const good = notAfter !== null && trees.sha256.holds && trees.sm3?.holds !== false
  return {
    title,
    description: `${t.lead(t.types[entry.type] ?? entry.type, entry.subject)} · ${bracket}`,
    place: 'log',
    islands: ['page'],
    body: html`<div class="wide">${breadcrumb(view, [['/log', site[view.language].title]], title)}
<header class="page-head with-actions"><div><h1>${title}</h1><p class="lead">${t.lead(t.types[entry.type] ?? entry.type, entry.subject)}</p></div><p class="actions">${printButton(view)}</p></header>
<section class="verdict ${good ? 'valid' : 'cannot_check'}"><p class="verdict-mark" aria-hidden="true">${good ? '✓' : '!'}</p><div><h2>${count > 0 ? t.witnessed(count) : t.unwitnessed}</h2><p class="lead">${bracket}</p></div></section>
${timeCard(view, found)}
<section class="trees" aria-labelledby="h-tree"><h2 id="h-tree">${t.tree}</h2><p>${t.treeLead}</p><div class="halves">${treeCard(view, trees.sha256)}${
      trees.sm3
        ? treeCard(view, trees.sm3)
        : html`<section class="card"><h2>${t.trees.sm3}</h2><p class="alert wait">${t.sm3None}</p></section>`
    }</div></section>
${chainCard(view, found)}
${membersCard(view, found)}</div>`,
  }
}

/** What is stored but not published: nothing is claimed, and how long it usually takes is said. */
export function waitingPage(view: View, name: string, delay: { p50: number; p99: number } | null): Page {
  const { language } = view
  const t = text[language]
  return {
    title: t.waitingTitle,
    place: 'log',
    unlisted: true,
    body: html`<div class="wide">${breadcrumb(view, [['/log', site[language].title]], name)}
<header class="page-head"><h1>${t.waitingTitle}</h1><p class="lead">${name}</p></header>
<section class="verdict"><p class="verdict-mark" aria-hidden="true">…</p><div><p class="lead">${t.waiting}</p><p class="muted">${
      delay ? t.waitingUsual(delayText(delay.p50, language), delayText(delay.p99, language)) : t.waitingUnknown
    }</p></div></section>
<p class="actions"><a class="button" href="${view.path}">${t.reload}</a><a class="button quiet" href="/log">${site[language].title}</a></p></div>`,
  }
}
