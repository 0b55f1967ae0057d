import { type RulePack, stepOf } from '@datadeed/core/kernel/rule-pack'
import { type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { keyValues } from '../../../platform/html/parts.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import type { GreenChannelFigures } from '../green-figures.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

const text = { zh, en }

const head = (...names: string[]) =>
  html`<thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>`

function clocks(view: View, pack: RulePack, step: string, { green, normal }: GreenChannelFigures): Html {
  const t = text[view.language]
  const site = siteText[view.language]
  const row = (name: string, code: string, { cases, median }: GreenChannelFigures['green']) => {
    const { days, source, confidence } = stepOf(pack, code)
    return html`<tr><td>${name}</td><td data-label="${t.limit}">${t.days(days)}</td><td data-label="${t.median}">${median === null ? t.noneDecided : t.days(median)}</td><td data-label="${t.decided}">${t.cases(cases)}</td><td data-label="${t.source}" lang="zh-CN">${source}</td><td data-label="${t.confidence}">${site.confidences[confidence] ?? confidence}</td></tr>`
  }
  return html`<table class="list">${head(t.channel, t.limit, t.median, t.decided, t.source, t.confidence)}<tbody>${row(t.green, step, green)}${row(t.normal, 'review', normal)}</tbody></table>`
}

/** The conditions of the green channel with their sources, and how long it takes beside the ordinary way. */
export function greenChannelPage(view: View, pack: RulePack, figures: GreenChannelFigures): Page {
  const t = text[view.language]
  const site = siteText[view.language]
  const channel = pack.greenChannel
  const start = html`<header class="page-head with-actions"><div><h1>${t.title}</h1><p class="lead">${channel ? t.lead : t.none}</p></div><p class="actions"><a class="button" href="/app/">${t.file}</a><a class="button quiet" href="/guide">${t.guide}</a></p></header>`
  const told = { title: t.title, description: channel ? t.lead : t.none, place: 'guide' as const }
  if (!channel) return { ...told, body: html`<div class="wide">${start}</div>` }
  const nameOf = new Map<string, string>(channel.conditions.map(({ code, text: words }) => [code, words]))
  const reasons = figures.reasons.map(
    ({ code, count }) => html`<li><span lang="zh-CN">${nameOf.get(code) ?? code}</span> ${t.cases(count)}</li>`,
  )
  return {
    ...told,
    body: html`<div class="wide">${start}
<section class="card"><h2>${t.conditions}</h2><p class="muted">${t.conditionsNote}${pack.vocabulary && html` <a href="/vocabulary">${t.vocabulary}</a>`}</p><table class="list">${head(t.condition, t.source, t.confidence)}<tbody>${channel.conditions.map(
      ({ text: words, source, confidence }) =>
        html`<tr><td lang="zh-CN">${words}</td><td data-label="${t.source}" lang="zh-CN">${source}</td><td data-label="${t.confidence}">${site.confidences[confidence] ?? confidence}</td></tr>`,
    )}</tbody></table></section>
<section class="card"><h2>${t.clock}</h2><p class="muted">${t.clockNote}</p>${clocks(view, pack, channel.step, figures)}
${keyValues([
  [t.now, t.cases(figures.inside)],
  [t.entered, t.cases(figures.entered)],
  [t.left, t.cases(figures.left)],
])}</section>
<section class="card"><h2>${t.reasons}</h2>${reasons.length > 0 ? html`<ul>${reasons}</ul>` : html`<p class="muted">${t.noReasons}</p>`}<p class="muted" lang="zh-CN">${t.pack(pack.name, pack.version)}</p></section></div>`,
  }
}
