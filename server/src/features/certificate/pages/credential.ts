import { CERTIFICATE_CLAIM_NAMES, CERTIFICATE_CLAIMS, type Issuer } from '@datadeed/evidence'
import { type Content, type Html, html } from '../../../platform/html/html.ts'
import { qrDrawing } from '../../../platform/html/qr.ts'
import type { View } from '../../../platform/html/view.ts'
import { credentialText } from './credential-text.ts'

/** The credential's download: a form that works without script, each claim a box to untick. */
export function credentialCard({ language }: View, number: string, claims: readonly string[]): Html {
  const t = credentialText[language]
  const api = `/api/v1/certificates/${number}`
  const boxes = CERTIFICATE_CLAIM_NAMES.filter((name) => claims.includes(name)).map(
    (name) =>
      html`<label class="check"><input type="checkbox" name="disclose" value="${name}" checked> ${CERTIFICATE_CLAIMS[name][language]}</label>`,
  )
  return html`<section class="card no-print" id="credential"><h2>${t.title}</h2><p>${t.lead}</p>${
    claims.length > 0
      ? html`<form class="stack" action="${api}/credential" method="get"><input type="hidden" name="disclose" value="none"><fieldset class="checks"><legend>${t.choose}</legend>${boxes}</fieldset><p class="actions"><button class="button">${t.download}</button><button class="button quiet" formaction="${api}/sd-jwt">${t.wallet}</button></p></form><p class="muted">${t.bind}<code class="nowrap">datadeed credential --help</code>${t.bindEnd}</p>`
      : html`<p class="muted">${t.pending}</p>`
  }</section>`
}

/** The code that is verified without a network; nothing until it is made. */
export function offlineCodeCard({ language }: View, number: string, address: string | null): Content {
  if (address === null) return null
  const t = credentialText[language]
  return html`<section class="card" id="offline-code"><h2>${t.codeTitle}</h2><p>${t.codeLead}</p>${qrDrawing(address, t.codeLabel)}<p class="actions"><a class="button quiet" href="/api/v1/certificates/${number}/code.pdf">${t.codePdf}</a></p><details><summary>${t.codeText}</summary><p><code>${address}</code> <button type="button" class="link" data-copy="${address}" data-done="${t.copied}" hidden>${t.copy}</button></p></details></section>`
}

/** Where the text of a code is checked: by the script with the keys in the page, without one by this site. */
export function codeCheckCard(
  { language }: View,
  trust: { issuer: Issuer; lists: readonly string[] } | null,
  fault?: { value: string; fault: string },
): Content {
  if (!trust) return null
  const t = credentialText[language]
  return html`<section class="card" data-code data-issuer="${JSON.stringify(trust.issuer)}" data-lists="${JSON.stringify(trust.lists)}"><h2>${t.checkTitle}</h2><p>${t.checkLead}</p><form class="stack" action="/verify" method="post"><div class="field"><label for="f-code">${t.field}</label><p class="hint" id="f-code-hint">${t.hint}</p><textarea id="f-code" name="code" required maxlength="1200" rows="4" autocomplete="off" spellcheck="false" aria-describedby="f-code-hint${fault && ' f-code-fault'}"${fault && html` aria-invalid="true"`}>
${fault?.value ?? ''}</textarea>${fault && html`<p class="fault" id="f-code-fault" role="alert">${fault.fault}</p>`}</div><div class="field" data-code-photo hidden><label for="f-photo">${t.photo}</label><input id="f-photo" type="file" accept="image/*" capture="environment"></div><p class="actions"><button class="button">${t.check}</button></p></form></section>`
}
