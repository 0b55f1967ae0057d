import {
  type EligibilityAnswers,
  type EligibilityItem,
  type EligibilityResult,
  encodeAnswers,
  judgeEligibility,
} from '@datadeed/core/coaching/eligibility'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { EligibilityRule } from '@datadeed/core/kernel/rule-pack-coaching'
import { type Content, type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { type Tone, tag } from '../../../platform/html/parts.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

const text = { zh, en }
const tones: Record<EligibilityItem['effect'], Tone> = { pass: 'good', first: 'wait', stop: 'bad' }

function questions(view: View, { questions: all }: EligibilityRule, answers: EligibilityAnswers): Html[] {
  const t = text[view.language]
  return all.map(
    ({ code, text: words, help, answers: choices }, at) => html`<fieldset class="question" id="q-${code}">
<legend>${t.number(at + 1, all.length)}</legend><p lang="zh-CN"><strong>${words}</strong></p>${help && html`<p class="hint" lang="zh-CN">${help}</p>`}${choices.map(
      (one) =>
        html`<label class="choice" lang="zh-CN"><input type="radio" name="${code}" value="${one.code}" required${answers[code] === one.code && html` checked`}><span>${one.text}</span></label>`,
    )}</fieldset>`,
  )
}

function listOf(items: readonly EligibilityItem[], effect: EligibilityItem['effect'], title: string): Content {
  const chosen = items.filter((item) => item.effect === effect)
  return (
    chosen.length > 0 &&
    html`<h3>${title}</h3><ol class="numbered" lang="zh-CN">${chosen.map(
      ({ say, clause }) => html`<li>${say}<p class="muted">${clause}</p></li>`,
    )}</ol>`
  )
}

/** The result in plain words, then every answer with the clause behind it. */
function outcome(
  view: View,
  pack: RulePack,
  { verdict, items }: EligibilityResult,
  answers: EligibilityAnswers,
): Content {
  const t = text[view.language]
  const site = siteText[view.language]
  if (verdict === 'open') return null
  const head = Object.values(t.columns).map((name) => html`<th scope="col">${name}</th>`)
  const tone = verdict === 'can_file' ? 'good' : verdict === 'first' ? 'wait' : 'bad'
  return html`<section class="card" aria-labelledby="h-result" id="result"><p>${tag(t.outcome, tone)}</p><h2 id="h-result">${t.verdicts[verdict]}</h2><p>${t.verdictBody[verdict]}</p>
${listOf(items, 'stop', t.because)}${listOf(items, 'first', t.todo)}
<p class="actions"><a class="button" href="/app/coaching/new?answers=${encodeAnswers(answers)}">${t.coach}</a>${verdict === 'can_file' && html`<a class="button quiet" href="/app/">${t.file}</a>`}<a class="button quiet" href="#questions">${t.edit}</a><a class="button quiet" href="/eligibility">${t.again}</a></p><p class="muted">${t.coachNote}</p><p class="muted no-print">${t.print}</p></section>
<section class="card"><h2>${t.all}</h2><table class="list"><thead><tr>${head}</tr></thead><tbody>${items.map(
    (item) =>
      html`<tr><td lang="zh-CN">${item.text}</td><td data-label="${t.columns.answer}" lang="zh-CN">${item.answerText}</td><td data-label="${t.columns.result}">${tag(t.effects[item.effect], tones[item.effect])}</td><td data-label="${t.columns.clause}" lang="zh-CN"><div>${item.clause}<p class="muted">${item.source}</p></div></td><td data-label="${t.columns.confidence}">${site.confidences[item.confidence] ?? item.confidence}</td></tr>`,
  )}</tbody></table><p class="muted" lang="zh-CN">${t.pack(pack.name, pack.version)}</p></section>`
}

/** What was left out, each a link to its question. */
function missing(view: View, rule: EligibilityRule, codes: readonly string[]): Html {
  const t = text[view.language]
  return html`<div class="alert bad" role="alert"><p><strong>${t.openTitle(codes.length)}</strong></p><p>${t.openBody}</p><ul>${rule.questions.flatMap(
    ({ code, text: words }) =>
      codes.includes(code) ? [html`<li><a href="#q-${code}" lang="zh-CN">${words}</a></li>`] : [],
  )}</ul></div>`
}

/** Ten questions before anything is filed. The address holds the answers, by code; a page of the server that needs no script. */
export function eligibilityPage(view: View, pack: RulePack, asked: Readonly<Record<string, string>>): Page {
  const t = text[view.language]
  const rule = pack.eligibility
  const actions = html`<p class="actions"><a class="button quiet" href="/guide">${t.guide}</a></p>`
  const head = (lead: string) =>
    html`<header class="page-head with-actions"><div><h1>${t.title}</h1><p class="lead">${lead}</p></div>${actions}</header>`
  if (!rule)
    return { title: t.title, description: t.none, place: 'guide', body: html`<div class="wide">${head(t.none)}</div>` }
  const answers = Object.fromEntries(
    rule.questions.flatMap(({ code, answers: choices }) =>
      choices.some((one) => one.code === asked[code]) ? [[code, asked[code] ?? ''] as const] : [],
    ),
  )
  const result = judgeEligibility(rule, answers)
  const begun = Object.keys(answers).length > 0
  const lead = t.lead(rule.questions.length)
  const form = html`<form method="get" action="/eligibility#result" id="questions" aria-label="${t.title}" class="no-print">${questions(view, rule, answers)}<p class="actions"><button class="button">${t.check}</button></p></form>`
  const body =
    result.verdict === 'open'
      ? html`${begun && missing(view, rule, result.missing)}${form}`
      : html`${outcome(view, pack, result, answers)}<details class="no-print"><summary>${t.edit}</summary>${form}</details>`
  return {
    title: begun && result.verdict !== 'open' ? `${t.verdicts[result.verdict]} - ${t.title}` : t.title,
    description: lead,
    place: 'guide',
    unlisted: begun,
    body: html`<div class="wide">${head(lead)}${body}</div>`,
  }
}
