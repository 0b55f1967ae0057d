import { formatBytes, formatDay, formatMoment } from '../../../platform/html/format.ts'
import { faultSummary, field, type Returned } from '../../../platform/html/forms.ts'
import { type Content, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { keyValues } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import type { OwnObjection } from '../objector.ts'
import { text as all, dayTable } from './notice-parts.ts'
import { ownComparison, ownMediation } from './own-parts.ts'
import { en, zh } from './own-text.ts'

const text = { zh, en }

/** The objector's own page, reached by the link in the mail: the exchange so far, and what may be done about it. */
export function ownObjectionPage(
  view: View,
  objection: OwnObjection,
  path: string,
  form: Returned,
  status = 200,
): Page {
  const { language } = view
  const t = text[language]
  const words = all[language]
  const { evidence, rejoinderDue, mergedInto, answerPeriod, servedAt, can, letter } = objection
  const labels = { text: t.rejoinderLabel, reason: t.withdrawReason }
  const open = ['lodged', 'answered', 'mediation'].includes(objection.status)
  const rejoin: Content =
    can.includes('rejoin') &&
    html`<section class="card"><h2>${t.rejoin}</h2><form class="stack" action="${path}/rejoinder" method="post">${field(
      form,
      {
        ...{ name: 'text', label: t.rejoinderLabel, type: 'area', max: 5000 },
        hint: t.rejoinderHint(formatDay(rejoinderDue ?? '', language)),
      },
    )}<p class="actions"><button class="button">${t.rejoin}</button></p></form></section>`
  const add: Content =
    objection.canAdd &&
    html`<section class="card"><h2>${t.add}</h2><form class="stack" action="${path}/evidence" method="post" enctype="multipart/form-data"><div class="field"><label for="field-evidence">${words.evidence}</label><p class="hint" id="evidence-hint">${words.evidenceHint}</p><input id="field-evidence" name="evidence" type="file" multiple required aria-describedby="evidence-hint"></div><p class="actions"><button class="button">${t.add}</button></p></form></section>`
  const withdraw: Content =
    can.includes('withdraw') &&
    html`<section class="card"><details${form.faults.reason && html` open`}><summary>${t.withdraw}</summary><p>${t.withdrawLead}</p><form class="stack" action="${path}/withdrawal" method="post">${field(
      form,
      {
        ...{ name: 'reason', label: t.withdrawReason, hint: t.withdrawHint, type: 'area', max: 1000 },
      },
    )}<p class="actions"><button class="button quiet">${t.withdraw}</button></p></form></details></section>`
  return {
    status,
    title: `${t.title} ${objection.number}`,
    place: 'notices',
    unlisted: true,
    islands: ['objection-sketch'],
    body: html`<div class="narrow"><header class="page-head"><h1>${t.title}</h1><p class="lead">${objection.caseName}</p></header>
${faultSummary(view, form, labels)}
<section class="card"><h2>${t.progress}</h2>${keyValues([
      [words.lodgedNumber, html`<code class="big">${objection.number}</code>`],
      [words.status, t.status[objection.status] ?? objection.status],
      [words.fields.reasonCode ?? '', objection.reason],
      [words.fields.statement ?? '', html`<p class="long">${objection.statement}</p>`],
      [t.served, servedAt ? formatMoment(servedAt, language) : t.notServed],
      [t.answer, objection.answer ?? (open ? t.noAnswer(formatDay(objection.answerDue, language)) : t.noAnswerEnded)],
      [t.rejoinder, objection.rejoinder],
      [t.withdrawal, objection.withdrawal],
      [t.decision, objection.decision],
      [t.letter, letter && html`<a href="${path}/letter" download>${t.letterOf(letter)}</a>`],
    ])}${mergedInto && html`<p class="alert wait">${t.merged(mergedInto)}</p>`}${
      answerPeriod &&
      html`<details><summary>${t.derivation}</summary><p class="muted" lang="zh-CN">${answerPeriod.source}</p>${dayTable(view, answerPeriod.derivation)}</details>`
    }</section>
${
  evidence.length > 0 &&
  html`<section class="card"><h2>${t.evidenceList}</h2><ul>${evidence.map(
    ({ side, name, bytes, sha256 }) =>
      html`<li>${name}（${t.sides[side] ?? side}，${formatBytes(bytes)}）<br><span class="digest"><span class="digest-name">SHA-256</span> <code>${sha256}</code></span></li>`,
  )}</ul></section>`
}
${rejoin}${ownMediation(view, objection, path)}${ownComparison(view, objection, path)}${add}${withdraw}</div>`,
  }
}
