import { expertConclusions } from '@datadeed/core/examination/expert'
import { formatBytes, formatDay, formatMoment } from '../../../platform/html/format.ts'
import { faultSummary, field, type Returned } from '../../../platform/html/forms.ts'
import { type Content, type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { keyValues, printButton, textTable, watermark } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import type { ExpertVisit } from '../expert-opinion.ts'
import { en, zh } from './expert-text.ts'

export const expertText = { zh, en }
const none: Returned = { values: {}, faults: {} }

const secretPage = (title: string, body: Content, status = 200): Page => ({ status, title, secret: true, body })

/** After the end: that it is over, and why. */
function endedPage(view: View, { ended }: ExpertVisit): Page {
  const t = expertText[view.language]
  const [title, words] = t.ended[ended] ?? t.ended.expired ?? ['', '']
  return secretPage(title, html`<div class="narrow"><h1>${title}</h1><p class="lead">${words}</p></div>`, 410)
}

function lockedPage(view: View, visit: ExpertVisit, path: string, form: Returned): Page {
  const { language } = view
  const t = expertText[language]
  const ask = (words: string, quiet: boolean) =>
    html`<form action="${path}/code" method="post"><p class="actions"><button class="button${quiet && ' quiet'}">${words}</button></p></form>`
  return secretPage(
    t.lockedTitle,
    html`<div class="narrow"><header class="page-head"><h1>${t.lockedTitle}</h1><p class="lead">${t.locked(visit.name, formatDay(visit.due, language))}</p></header>
<section class="card">${
      visit.codeSent || form.faults.code
        ? html`<p>${t.sent(visit.mailbox)}</p><form class="stack" action="${path}/confirmation" method="post">${field(
            form,
            {
              ...{ name: 'code', label: t.code, hint: t.codeHint, max: 10, autocomplete: 'one-time-code' },
            },
          )}<p class="actions"><button class="button">${t.confirm}</button></p></form>${ask(t.sendAgain, true)}`
        : html`<p>${t.sendTo(visit.mailbox)}</p>${ask(t.send, false)}`
    }</section></div>`,
    form.faults.code ? 422 : 200,
  )
}

function declinePart(view: View, path: string, form: Returned): Html {
  const t = expertText[view.language]
  return html`<section class="card no-print"><h2>${t.declineTitle}</h2><form class="stack" action="${path}/declining" method="post">${field(
    form,
    { name: 'reason', label: t.declineReason, hint: t.declineHint, max: 500 },
  )}<p class="actions"><button class="button quiet">${t.decline}</button></p></form></section>`
}

function declarePage(view: View, path: string, form: Returned): Page {
  const t = expertText[view.language]
  const box = (name: 'interest' | 'secrecy', words: string) =>
    html`<p><label><input type="checkbox" name="${name}" value="yes" required${form.values[name] === 'yes' && html` checked`}> ${words}</label></p>`
  return secretPage(
    t.declareTitle,
    html`<div class="narrow"><header class="page-head"><h1>${t.declareTitle}</h1><p class="lead">${t.declareLead}</p></header>
<section class="card">${form.faults.declare && html`<p class="alert bad" role="alert">${form.faults.declare}</p>`}<form class="stack" action="${path}/declaration" method="post">${box('interest', t.noInterest)}${box('secrecy', t.secrecy)}<p class="actions"><button class="button">${t.declare}</button></p></form></section>
${declinePart(view, path, form)}</div>`,
    Object.keys(form.faults).length > 0 ? 422 : 200,
  )
}

function material(view: View, { document, attachments }: ExpertVisit, path: string): Content {
  const t = expertText[view.language]
  if (!document) return null
  const blank = html`<span class="muted">${t.blank}</span>`
  const lines = document.fields.filter((one) => one.table === null)
  return html`<section class="card"><h2>${t.material}</h2><p class="muted">${t.redacted}</p>${keyValues([
    [t.applicant, document.applicant ?? t.hidden],
    ...lines.map(
      ({ label, lines: words }) =>
        [label, words.length === 0 ? blank : html`<p class="long">${words.join('\n')}</p>`] as const,
    ),
  ])}</section>
${document.fields.map(
  ({ label, table: rows }) => rows && html`<section class="card"><h2>${label}</h2>${textTable(rows, label)}</section>`,
)}${document.sample && html`<section class="card"><h2>${t.sample}</h2>${textTable(document.sample, t.sample)}</section>`}${
  attachments.length > 0 &&
  html`<section class="card"><h2>${t.attachments}</h2><p class="muted">${t.attachmentNote}</p><ul>${attachments.map(
    ({ id, name, bytes }) =>
      html`<li><a href="${path}/attachments/${id}">${name}</a>（${formatBytes(Number(bytes))}）</li>`,
  )}</ul></section>`
}`
}

function readPage(view: View, visit: ExpertVisit, path: string, form: Returned): Page {
  const { language } = view
  const t = expertText[language]
  const faulty = Object.keys(form.faults).length > 0
  const kept: Returned = faulty || form.values.opinion !== undefined ? form : { values: { ...visit.draft }, faults: {} }
  const labels = { conclusion: t.conclusion, opinion: t.opinion }
  const options = expertConclusions.map((code) => [code, t.conclusions[code] ?? code] as const)
  return secretPage(
    t.readTitle,
    html`${watermark(t.mark(visit.name, formatMoment(visit.now.toISOString(), language), visit.caseNumber))}<div class="narrow"><header class="page-head"><h1>${t.readTitle}</h1><p class="lead">${t.readLead(visit.caseNumber, formatDay(visit.due, language))}</p></header>
<p class="alert wait">${t.secret}</p>
<section class="card"><h2>${t.question}</h2><p class="long">${visit.question}</p>${printButton(view)}</section>
${material(view, visit, path)}
<section class="card no-print"><h2>${t.yourOpinion}</h2>${faultSummary(view, kept, labels)}${
      visit.draftAt &&
      !faulty &&
      html`<p class="alert good" role="status">${t.saved(formatMoment(visit.draftAt.toISOString(), language))}</p>`
    }<form class="stack" action="${path}/opinion" method="post">${field(kept, {
      ...{ name: 'conclusion', label: t.conclusion, options, choose: t.choose, max: 40 },
    })}${field(kept, { name: 'opinion', label: t.opinion, hint: t.opinionHint, type: 'area', max: 8000 })}<p class="actions"><button class="button">${t.submit}</button><button class="button quiet" formaction="${path}/draft" formnovalidate>${t.save}</button></p></form></section>
${declinePart(view, path, form.faults.reason ? form : none)}</div>`,
    faulty ? 422 : 200,
  )
}

/** Where the link of an expert leads: what it shows depends on how far they have come. */
export function expertPage(view: View, visit: ExpertVisit, path: string, form: Returned = none): Page {
  if (visit.stage === 'ended') return endedPage(view, visit)
  if (visit.stage === 'locked') return lockedPage(view, visit, path, form)
  if (visit.stage === 'declare') return declarePage(view, path, form)
  return readPage(view, visit, path, form)
}
