import { formatBytes, formatDay } from '../../../platform/html/format.ts'
import { faultSummary, field, type Returned } from '../../../platform/html/forms.ts'
import { html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { keyValues } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import type { OwnObjection } from '../objector.ts'
import { text } from './notices.ts'

/** The objector's own page, reached by the link in the mail: the exchange so far, and what may be added to it. */
export function ownObjectionPage(
  view: View,
  objection: OwnObjection,
  path: string,
  form: Returned,
  status = 200,
): Page {
  const { language } = view
  const all = text[language]
  const t = all.own
  const { evidence, rejoinderDue, mergedInto } = objection
  const labels = { text: t.rejoinderLabel }
  return {
    status,
    title: `${t.title} ${objection.number}`,
    place: 'notices',
    unlisted: true,
    body: html`<div class="narrow"><header class="page-head"><h1>${t.title}</h1><p class="lead">${objection.caseName}</p></header>
<section class="card"><h2>${t.progress}</h2>${keyValues([
      [all.lodgedNumber, html`<code class="big">${objection.number}</code>`],
      [all.status, t.status[objection.status] ?? objection.status],
      [all.fields.reasonCode ?? '', objection.reason],
      [all.fields.statement ?? '', html`<p class="long">${objection.statement}</p>`],
      [t.answer, objection.answer ?? t.noAnswer(formatDay(objection.answerDue, language))],
      [t.rejoinder, objection.rejoinder],
      [t.decision, objection.decision],
    ])}${mergedInto && html`<p class="alert wait">${t.merged(mergedInto)}</p>`}</section>
${
  evidence.length > 0 &&
  html`<section class="card"><h2>${t.evidenceList}</h2><ul>${evidence.map(
    ({ side, name, bytes, sha256 }) =>
      html`<li>${name}（${t.sides[side] ?? side}，${formatBytes(bytes)}）<br><span class="digest"><span class="digest-name">SHA-256</span> <code>${sha256}</code></span></li>`,
  )}</ul></section>`
}
${
  objection.canRejoin &&
  html`<section class="card"><h2>${t.rejoin}</h2>${faultSummary(view, form, labels)}<form class="stack" action="${path}/rejoinder" method="post">${field(
    form,
    {
      ...{ name: 'text', label: t.rejoinderLabel, type: 'area', max: 5000 },
      hint: t.rejoinderHint(formatDay(rejoinderDue ?? '', language)),
    },
  )}<p class="actions"><button class="button">${t.rejoin}</button></p></form></section>`
}
${
  objection.canAdd &&
  html`<section class="card"><h2>${t.add}</h2><form class="stack" action="${path}/evidence" method="post" enctype="multipart/form-data"><div class="field"><label for="field-evidence">${all.evidence}</label><p class="hint" id="evidence-hint">${all.evidenceHint}</p><input id="field-evidence" name="evidence" type="file" multiple required aria-describedby="evidence-hint"></div><p class="actions"><button class="button">${t.add}</button></p></form></section>`
}</div>`,
  }
}
