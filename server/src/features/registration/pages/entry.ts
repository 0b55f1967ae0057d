import { industryName } from '@datadeed/core/kernel/industries'
import type { registerView } from '@datadeed/core/kernel/register'
import type { z } from 'zod'
import { formatDay, formatMoment } from '../../../platform/html/format.ts'
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
  regionText,
} from '../../../platform/html/parts.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import { lineageCard, numbersCard, revisionsCard } from './living.ts'
import { text } from './register.ts'

/** What has come to the registration since: other revisions, other data sets, other numbers. */
export interface Living {
  revisions: Parameters<typeof revisionsCard>[2]
  predecessors: Parameters<typeof revisionsCard>[3]
  graph: Parameters<typeof lineageCard>[2]
  numbers: Parameters<typeof numbersCard>[2]
}

export function entryPage(
  view: View,
  entry: Omit<z.infer<typeof registerView>, 'status'> & { status: string },
  living: Living,
): Page {
  const { language } = view
  const [t, site] = [text[language], siteText[language]]
  return {
    title: entry.name,
    description: `${entry.registrationNumber} ${entry.name} ${entry.holder}`,
    place: 'register',
    islands: ['page'],
    body: html`<div class="wide">${breadcrumb(view, [['/register', t.title]], entry.registrationNumber)}
<header class="page-head with-actions"><div><p class="over">${entryTag(entry.status, language)}${view.demo && html` <span class="tag wait">${site.demoEntry}</span>`}</p><h1>${entry.name}</h1><p class="lead">${entry.holder}</p></div>
<p class="actions"><a class="button" href="/certificates/${entry.certificateNumber}">${t.certificate}</a>${printButton(view)}</p></header>
${t.notes[entry.status] && html`<p class="lead">${t.notes[entry.status]}</p>`}
<div class="columns"><div>
<section class="card"><h2>${t.entry}</h2>${keyValues([
      [t.registrationNumber, html`<code class="big">${entry.registrationNumber}</code>`],
      [t.certificateNumber, html`<code class="big">${entry.certificateNumber}</code>`],
      [site.facts.holder, entry.holder],
      [site.facts.prefecture, regionText(entry.prefectureCode, language)],
      [t.registeredOn, formatDay(entry.registeredOn, language)],
      [t.validity, t.validFromTo(formatDay(entry.registeredOn, language), formatDay(entry.validUntil, language))],
    ])}${entry.expiry && derivationNote(site.facts.expiry, entry.expiry.derivation)}</section>
<section class="card"><h2>${site.facts.title}</h2>${dataFacts({ industry: entry.industryCode && industryName(entry.industryCode), ...entry }, view)}</section>
${lineageCard(view, entry.registrationNumber, living.graph)}
</div><div>
<section class="card"><h2>${t.history}</h2><ol class="history">${entry.history.map(
      ({ at, what, detail }) =>
        html`<li><span>${t.events[what] ?? what}${detail && html`<br><small>${detail}</small>`}</span><time datetime="${at}">${formatDay(at, language)}</time></li>`,
    )}</ol>${entry.noticeNumber && html`<p><a href="/notices/${entry.noticeNumber}">${t.noticePage(entry.noticeNumber)}</a></p>`}</section>
<section class="card"><h2>${t.proof}</h2><p class="muted">${t.proofNote}</p>${keyValues([
      [site.facts.depositNumber, entry.depositNumber],
      [t.loggedAt, entry.depositLoggedAt ? formatMoment(entry.depositLoggedAt, language) : t.notYetLogged],
      [
        t.digests,
        html`${digest('SHA-256', entry.depositDigests.sha256, language)}${digest('SM3', entry.depositDigests.sm3, language)}`,
      ],
    ])}</section>
${revisionsCard(view, entry.registrationNumber, living.revisions, living.predecessors)}
${numbersCard(view, entry.registrationNumber, living.numbers)}
</div></div></div>`,
  }
}

export function entryMissingPage(view: View, number: string): Page {
  const t = text[view.language]
  return {
    status: 404,
    title: t.missingTitle,
    place: 'register',
    unlisted: true,
    body: html`<div class="narrow fault-page"><h1>${t.missingTitle}</h1><p class="lead"><code>${number}</code></p><p>${t.missing}</p><p class="actions"><a class="button" href="/register">${t.tryAgain}</a></p></div>`,
  }
}
