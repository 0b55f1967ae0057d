import { formatDay } from '../../../platform/html/format.ts'
import { field } from '../../../platform/html/forms.ts'
import { type Content, html } from '../../../platform/html/html.ts'
import { keyValues } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import type { OwnObjection } from '../objector.ts'
import { text as all, dayTable } from './notice-parts.ts'
import { en, zh } from './own-text.ts'

const text = { zh, en }
const blank = { values: {}, faults: {} }

/** The mediations so far and what the objector may say to one. */
export function ownMediation(view: View, { mediations, can, number }: OwnObjection, path: string): Content {
  const { language } = view
  const t = text[language]
  const may = {
    offer: can.includes('offer_mediation'),
    answer: can.includes('agree_mediation'),
    end: can.includes('end_mediation'),
  }
  if (mediations.length === 0 && !may.offer) return null
  const say = (what: string, label: string, quiet: boolean, note?: string) =>
    html`<form class="stack" action="${path}/mediation" method="post"><input type="hidden" name="say" value="${what}">${
      note && field(blank, { name: 'note', label: note, type: 'area', max: 500, optional: true })
    }<p class="actions"><button class="button${quiet && ' quiet'}">${label}</button></p></form>`
  return html`<section class="card" aria-label="${t.mediation} ${number}"><h2>${t.mediation}</h2><p class="muted">${t.mediationLead}</p>
${mediations.map(({ status, offeredBy, mediator, mediatorOf, deadline, note, document, publishes }) => [
  keyValues([
    [all[language].status, t.mediationStatus[status] ?? status],
    [t.offeredBy, t.parties[offeredBy] ?? offeredBy],
    [
      t.mediator,
      mediator ? `${mediator}（${mediatorOf}）` : status === 'held' || status === 'offered' ? t.noMediator : null,
    ],
    [t.mediationDue, deadline && formatDay(deadline.due, language)],
    [t.note, note && html`<p class="long">${note}</p>`],
    [t.published, document && t.publishedWords[String(publishes.applicant && publishes.objector)]],
    [
      t.agreement,
      document &&
        html`<a href="${path}/agreement" download>${t.agreementOf(document.name)}</a><br><span class="digest"><span class="digest-name">SHA-256</span> <code>${document.sha256}</code></span>`,
    ],
  ]),
  deadline &&
    html`<details><summary>${all[language].derivation}</summary><p class="muted" lang="zh-CN">${deadline.source}</p>${dayTable(view, deadline.derivation)}</details>`,
])}
${may.offer && say('offer', t.offer, true, t.offerNote)}${
  may.answer && html`<div class="actions">${say('agree', t.agree, false)}${say('decline', t.decline, true)}</div>`
}${may.end && say('end', t.end, true, t.endNote)}</section>`
}

/** What the sketches say of the objector's data and those applied for, and the choice of a deposit for whoever is signed in. */
export function ownComparison(
  view: View,
  { compared, deposits, canAdd, mayHandIn }: OwnObjection,
  path: string,
): Content {
  const t = text[view.language]
  if (!compared && !canAdd) return null
  const found: Content =
    compared &&
    html`<p>${t.first[String(compared.objectorFirst)]}</p>${
      compared.columns === null
        ? html`<p class="alert wait">${t.compareImpossible}</p>`
        : compared.columns.length === 0
          ? html`<p>${t.compareNothing}</p>`
          : html`<ul>${compared.columns.map(
              ({ column, share }) =>
                html`<li>${column ?? t.compareRows} ${t.compareShare(Math.round(share * 100))}</li>`,
            )}</ul>`
    }`
  const choice: Content =
    canAdd &&
    (deposits === null
      ? html`<p>${t.compareSignIn} <a href="/app/">${t.signIn}</a></p>`
      : deposits.length === 0
        ? html`<p>${t.compareNone}</p>`
        : html`<form class="stack" action="${path}/comparison" method="post">${field(blank, {
            ...{ name: 'depositId', label: t.compareChoose, choose: t.choose, max: 40 },
            options: deposits.map(({ id, number, title }) => [id, `${number} ${title}`]),
          })}<p class="actions"><button class="button quiet">${t.compareDo}</button></p></form>`)
  // Made where the data are, so it needs the script; without one there are deposits and evidence.
  const handIn: Content =
    canAdd &&
    (mayHandIn
      ? html`<div data-sketch="${path}" data-working="${t.handInWorking}" data-nothing="${t.handInNothing}" data-failed="${t.handInFailed}" hidden><div class="field"><label for="f-sketch">${t.handIn}</label><p class="hint" id="f-sketch-hint">${t.handInHint}</p><input id="f-sketch" type="file" multiple accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.xlsx,.parquet" aria-describedby="f-sketch-hint"></div><p role="status" data-sketch-status></p></div><noscript><p class="muted">${t.handInScript}</p></noscript>`
      : html`<p class="muted">${t.handInImpossible}</p>`)
  return html`<section class="card"><h2>${t.compare}</h2><p class="muted">${t.compareLead}</p>${found}${choice}${handIn}</section>`
}
