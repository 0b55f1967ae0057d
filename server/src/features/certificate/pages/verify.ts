import { type Content, type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { keyValues } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import type { OfflineVerifier } from '../offline-verifier.ts'
import type { Verification } from '../verification.ts'
import type { offlineTrust } from '../verify-credential.ts'
import { text } from './certificate.ts'
import { codeCheckCard } from './credential.ts'

export interface VerifyFaults {
  /** As typed, and what is wrong with it. */
  number?: { value: string; fault: string }
  file?: string
  code?: { value: string; fault: string }
}

/** What the page has for those who do not want to depend on this site. */
export interface OfflineKit {
  trust: Awaited<ReturnType<typeof offlineTrust>>
  verifier: OfflineVerifier | null
}

/** The form; the script `verify` takes over its parts for files and codes where it runs. */
export function verifyPage(
  view: View,
  { trust, verifier }: OfflineKit,
  { number, file, code }: VerifyFaults = {},
): Page {
  const t = text[view.language]
  return {
    status: number || file || code ? 422 : 200,
    title: t.title,
    description: t.lead,
    place: 'verify',
    islands: ['verify'],
    body: html`<div class="wide"><header class="page-head"><h1>${t.title}</h1><p class="lead">${t.lead}</p></header>
<div class="halves">
<section class="card"><h2>${t.byNumber}</h2><form class="stack" action="/verify" method="get">${numberField(view, number)}<p class="actions"><button class="button">${t.check}</button></p></form></section>
<section class="card" data-verify><h2>${t.byFile}</h2><form class="stack" action="/verify" method="post" enctype="multipart/form-data"><div class="field drop"><label for="f-file">${t.file}</label><p class="hint" id="f-file-hint">${t.fileHint}</p><input id="f-file" name="file" type="file" required accept=".pdf,.json,.sd-jwt,application/pdf,application/json" aria-describedby="f-file-hint f-file-note${file && ' f-file-fault'}"${file && html` aria-invalid="true"`}>${file && html`<p class="fault" id="f-file-fault" role="alert">${file}</p>`}</div><p class="muted" id="f-file-note" data-verify-note>${t.privacy}</p><p class="actions"><button class="button" data-verify-send>${t.checkFile}</button></p></form></section>
</div>
${codeCheckCard(view, trust, code)}
<section id="verify-result" data-verify-result aria-live="polite"></section>
<section class="card"><h2>${t.offlineTitle}</h2>${verifier && offlineCard(view, verifier)}<p>${t.offline}</p><pre><code>${t.offlineCommand}</code></pre><p><a href="/api/v1/trust" download="trust.json">${t.trust}</a></p></section></div>`,
  }
}

function offlineCard(view: View, { body, sha256, sm3 }: OfflineVerifier): Html {
  const t = text[view.language]
  return html`<p>${t.offlinePage(Math.ceil(body.length / 1000))}</p><p class="actions"><a class="button" href="/verify/offline.html" download="offline.html">${t.offlineSave}</a> <a class="button quiet" href="/verify/offline.html">${t.offlineOpen}</a></p>${keyValues(
    [
      ['SHA-256', html`<code>${sha256}</code>`],
      ['SM3', html`<code>${sm3}</code>`],
    ],
  )}`
}

/** The number's field, here and on the home page. */
export function numberField(view: View, typed?: VerifyFaults['number']): Html {
  const t = text[view.language]
  return html`<div class="field"><label for="f-number">${t.number}</label><p class="hint" id="f-number-hint">${t.numberHint}</p><input id="f-number" name="number" required maxlength="40" autocomplete="off" spellcheck="false" value="${typed?.value ?? ''}" aria-describedby="f-number-hint${typed && ' f-number-fault'}"${typed && html` aria-invalid="true"`}>${typed && html`<p class="fault" id="f-number-fault" role="alert">${typed.fault}</p>`}</div>`
}

/** What was found in a file that was sent to be checked. */
export function verdictPage(view: View, name: string, found: Verification): Page {
  const t = text[view.language]
  return {
    title: t.resultIs(t.outcomes[found.outcome] ?? ''),
    place: 'verify',
    unlisted: true,
    islands: ['page'],
    body: html`<div class="wide"><section class="verdict ${found.outcome}"><p class="verdict-mark" aria-hidden="true">${found.outcome === 'valid' ? '✓' : found.outcome === 'invalid' ? '✕' : '?'}</p><div><h1>${t.outcomes[found.outcome]}</h1><p class="lead">${t.outcomeLead[found.outcome]}</p><p class="muted">${t.fileIs(name)}</p></div></section>
<section class="card"><h2>${t.result}</h2>${stepTable(view, found)}${remarks(view, found.notChecked)}</section>
${found.certificate && certificateCard(view, found.certificate)}
<p class="actions"><a class="button quiet" href="/verify">${t.again}</a></p></div>`,
  }
}

function stepTable(view: View, found: Verification): Html {
  const t = text[view.language]
  return html`<table class="list steps"><thead><tr><th scope="col">${t.step}</th><th scope="col">${t.finding}</th></tr></thead><tbody>${found.steps.map(
    ({ step, outcome, message }) =>
      html`<tr><td>${step}</td><td><span class="tag ${outcome === 'valid' ? 'good' : outcome === 'invalid' ? 'bad' : 'wait'}">${t.stepOutcomes[outcome]}</span> ${message}</td></tr>`,
  )}</tbody></table>`
}

function remarks(view: View, notChecked: readonly string[]): Content {
  return (
    notChecked.length > 0 &&
    html`<h3>${text[view.language].notChecked}</h3><ul>${notChecked.map((words) => html`<li>${words}</li>`)}</ul>`
  )
}

function certificateCard(view: View, certificate: NonNullable<Verification['certificate']>): Html {
  const t = text[view.language]
  return html`<section class="card"><h2>${t.certificate}</h2>${keyValues([
    [t.certificateNumber, html`<code class="big">${certificate.certificateNumber}</code>`],
    [t.name, certificate.name],
    [t.holder, certificate.holder],
    [t.registrationNumber, certificate.registrationNumber],
  ])}<p><a href="/certificates/${certificate.certificateNumber}">${t.seeCertificate}</a></p></section>`
}
