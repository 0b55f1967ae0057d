import type { logPosition } from '@datadeed/core/evidence/schema'
import type { z } from 'zod'
import { formatCount, formatDay, formatMoment } from '../../../platform/html/format.ts'
import { html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import {
  breadcrumb,
  dataFacts,
  derivationNote,
  digest,
  entryTag,
  keyValues,
  printButton,
} from '../../../platform/html/parts.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import type { CertificateStatus } from '../status.ts'
import { chainCard } from './chain.ts'
import { coveredCard } from './covered.ts'
import { credentialCard, offlineCodeCard } from './credential.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

export const text = { zh, en }

/** Where the code on a certificate leads: who holds what, since when, and whether it still holds. */
export function certificatePage(
  view: View,
  certificate: CertificateStatus,
  position: z.infer<typeof logPosition> | null,
  offline: string | null,
  claims: readonly string[],
  revisions: Parameters<typeof coveredCard>[2],
): Page {
  const { language } = view
  const t = text[language]
  const replacedBy = certificate.status === 'active' ? certificate.replacedBy : null
  const active = certificate.status === 'active' && replacedBy === null
  const lead = active ? t.nowLead : replacedBy ? t.replacedLead : t.nowLeadEnded
  const transferred = certificate.replacedBecause === 'transfer'
  const api = `/api/v1/certificates/${certificate.certificateNumber}`
  return {
    title: `${certificate.certificateNumber} ${certificate.name}`,
    description: lead(certificate.holder, certificate.name),
    place: 'verify',
    islands: ['page'],
    body: html`<div class="wide">${breadcrumb(view, [['/verify', t.title]], certificate.certificateNumber)}
<section class="verdict ${active ? 'valid' : 'invalid'}"><p class="verdict-mark" aria-hidden="true">${active ? '✓' : '✕'}</p><div><h1>${replacedBy ? (transferred ? t.transferred : t.replaced) : t.now[certificate.status]}</h1>${replacedBy && html`<p class="lead">${transferred ? t.transferredTo : t.replacedBy} <a href="/certificates/${replacedBy}">${replacedBy}</a></p>`}<p class="lead">${lead(certificate.holder, certificate.name)}</p><p class="muted">${t.asOf(formatMoment(certificate.asOf, language))}</p>${certificate.demo && html`<p><span class="tag wait">${t.demo}</span></p>`}</div></section>
<div class="columns"><div>
<section class="card"><h2>${t.certificate}</h2>${keyValues([
      [t.certificateNumber, html`<code class="big">${certificate.certificateNumber}</code>`],
      [t.registrationNumber, html`<code class="big">${certificate.registrationNumber}</code>`],
      [t.name, certificate.name],
      [t.holder, certificate.holder],
      [t.since, formatDay(certificate.registeredOn, language)],
      [t.until, html`${formatDay(certificate.validUntil, language)} ${entryTag(certificate.status, language)}`],
      [t.registrar, view.registrar],
    ])}${dataFacts(certificate, view)}<p class="muted">${t.localNumber}</p>
${certificate.expiry && derivationNote(siteText[language].facts.expiry, certificate.expiry.derivation)}<p><a href="/register/${certificate.registrationNumber}">${t.entry}</a></p></section>
${coveredCard(view, certificate.certificateNumber, revisions)}
${chainCard(view, certificate.chain, certificate.certificateNumber)}
</div><div>
<section class="card no-print"><h2>${t.files}</h2><p class="actions"><a class="button" href="${api}/pdf">${t.pdf}</a>${
      certificate.packageReady && html`<a class="button quiet" href="${api}/package" download>${t.package}</a>`
    }${printButton(view)}</p><p class="muted">${certificate.packageReady ? t.packageNote : t.packagePending}</p></section>
${credentialCard(view, certificate.certificateNumber, claims)}
${offlineCodeCard(view, certificate.certificateNumber, offline)}
<section class="card"><h2>${t.pdfDigest}</h2>${digest('SHA-256', certificate.pdfSha256, language)}<p class="muted">${t.pdfDigestNote}</p></section>
<section class="card"><h2>${t.log}</h2><p class="muted">${t.logLead}</p>${keyValues([
      [
        t.position,
        position
          ? html`<a href="/log?index=${position.index}#entry">${t.positionOf(formatCount(position.index), formatCount(position.treeSize))}</a>`
          : t.notLogged,
      ],
      [t.leafHash, position && html`<code>${position.leafHash}</code>`],
      [
        t.witnesses,
        position &&
          (position.witnesses.length === 0
            ? t.noWitnesses
            : html`<ul class="plain">${position.witnesses.map(
                (witness) =>
                  html`<li><strong>${witness.operator}</strong> <time datetime="${witness.at}">${formatMoment(witness.at, language)}</time></li>`,
              )}</ul>`),
      ],
    ])}</section>
</div></div></div>`,
  }
}

/** Between entry in the register and the signed PDF lie a few seconds. */
export function certificatePendingPage(view: View, number: string): Page {
  const t = text[view.language]
  return {
    title: t.pendingTitle,
    place: 'verify',
    unlisted: true,
    body: html`<div class="narrow fault-page"><h1>${t.pendingTitle}</h1><p class="lead"><code>${number}</code></p><p>${t.pending}</p><p class="actions"><a class="button" href="/register/${number}">${t.entry}</a></p></div>`,
  }
}
