import { formatCount, formatDay, formatMonth } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { type Found, listPage, queryChoice, queryField } from '../../../platform/html/list-page.ts'
import { breadcrumb, keyValues, printButton, tag } from '../../../platform/html/parts.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import type { PublicDecision } from '../decision.ts'
import { en, zh } from './decision-text.ts'
import { text as noticeText } from './notice-parts.ts'

const text = { zh, en }
export const decisionFilters = ['q', 'ground', 'outcome', 'cursor'] as const
export type DecisionFilters = Partial<Record<(typeof decisionFilters)[number], string>>

const outcomeTag = (outcome: string, view: View): Html =>
  tag(text[view.language].outcomes[outcome] ?? outcome, outcome === 'upheld' ? 'bad' : 'good')

/** Enough of a text to see what it is about. */
const beginning = (words: string) => (words.length > 90 ? `${words.slice(0, 90)}……` : words)

function decisionTable(view: View, items: readonly PublicDecision[]): Html {
  const t = text[view.language]
  return html`<table class="list"><thead><tr><th scope="col">${t.decision}</th><th scope="col">${t.ground}</th><th scope="col">${t.outcome}</th><th scope="col">${t.month}</th></tr></thead><tbody>${items.map(
    (item) =>
      html`<tr><td><a class="title" href="/decisions/${item.number}" lang="zh-CN">${beginning(item.facts)}</a><span class="number">${item.number}</span></td><td data-label="${t.ground}" lang="zh-CN">${item.groundText}</td><td data-label="${t.outcome}">${outcomeTag(item.outcome, view)}</td><td data-label="${t.month}" class="nowrap">${formatMonth(item.month, view.language)}</td></tr>`,
  )}</tbody></table>`
}

/** The base of decisions: search and filters stand in the address. */
export function decisionsPage(
  view: View,
  chosen: DecisionFilters,
  found: Found<PublicDecision> & { settled: { total: number; published: number } },
  grounds: readonly (readonly [string, string])[],
): Page {
  const t = text[view.language]
  return listPage(view, 'notices', { ...chosen }, found, t, {
    path: '/decisions',
    form: html`<form class="filters" action="/decisions" method="get" role="search">${queryField(t.query, chosen.q, t.queryHint)}
${queryChoice('ground', t.ground, t.all, chosen.ground, grounds)}${queryChoice('outcome', t.outcome, t.all, chosen.outcome, Object.entries(t.outcomes))}
<div class="filter-actions"><button class="button">${t.search}</button><a class="button quiet" href="/decisions">${t.clear}</a></div></form>${
      found.settled.total > 0 &&
      html`<p class="muted">${t.settledFigure(formatCount(found.settled.total), formatCount(found.settled.total - found.settled.published))}</p>`
    }`,
    table: (items) => decisionTable(view, items),
    emptyAction: (narrowed) => (narrowed ? ['/decisions', t.title] : ['/notices', t.notices]),
  })
}

/** One decision at its permanent address. */
export function decisionPage(view: View, decision: PublicDecision): Page {
  const { language } = view
  const [t, site] = [text[language], siteText[language]]
  const { periods } = decision
  const settled = decision.outcome === 'settled'
  const took = [
    periods.answered !== null && t.answered(periods.answered),
    periods.mediated !== null && (settled ? t.mediatedAgreed : t.mediated)(periods.mediated),
    (settled ? t.settledAfter : t.decided)(periods.decided),
  ].filter((one) => one !== false)
  const part = (title: string, words: string) =>
    html`<section class="card"><h2>${title}</h2><p class="long" lang="zh-CN">${words}</p></section>`
  return {
    title: `${decision.number} ${decision.groundText}`,
    description: beginning(decision.reasoning),
    place: 'notices',
    islands: ['page'],
    body: html`<div class="wide">${breadcrumb(
      view,
      [
        ['/notices', noticeText[language].title],
        ['/decisions', t.title],
      ],
      decision.number,
    )}
<header class="page-head with-actions"><div><p class="over">${outcomeTag(decision.outcome, view)}${view.demo && html` <span class="tag wait">${site.demoEntry}</span>`}</p><h1 lang="zh-CN">${decision.groundText}</h1></div><p class="actions">${printButton(view)}</p></header>
<div class="columns"><div>${part(t.facts, decision.facts)}${part(t.answer, decision.answer || t.noAnswer)}${part(settled ? t.agreed : t.reasoning, decision.reasoning)}</div>
<div><section class="card">${keyValues([
      [t.number, html`<code class="big">${decision.number}</code>`],
      [t.rule, html`<span lang="zh-CN">${decision.rule}</span>`],
      [t.month, formatMonth(decision.month, language)],
      [t.periods, html`<ul>${took.map((one) => html`<li>${one}</li>`)}</ul>`],
      [t.merged, decision.objections > 1 ? t.mergedOf(decision.objections) : null],
      [t.released, formatDay(decision.releasedAt.slice(0, 10), language)],
    ])}</section><p class="muted">${t.anonymous}</p></div></div></div>`,
  }
}

/** What stands at the address of a decision that was taken down. */
export function withheldPage(view: View): Page {
  const t = text[view.language]
  return {
    status: 410,
    title: t.withheldTitle,
    place: 'notices',
    unlisted: true,
    body: html`<div class="narrow fault-page"><h1>${t.withheldTitle}</h1><p class="lead">${t.withheld}</p><p class="actions"><a class="button" href="/decisions">${t.back}</a></p></div>`,
  }
}

/** Links from the grounds of an objection to decisions on them. */
export function decisionLink(view: View, ground: string, count: number): Html {
  return html`<a href="/decisions?ground=${ground}">${text[view.language].linkOf(count)}</a>`
}
