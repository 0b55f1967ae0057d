import { formatDay } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { View } from '../../../platform/html/view.ts'
import type { CertificateStatus } from '../status.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

type Chain = CertificateStatus['chain']
const text = { zh, en }

const linked = (title: string, related: Chain['from']): Html | '' =>
  related.length === 0
    ? ''
    : html`<h3>${title}</h3><ul class="plain">${related.map(
        ({ registrationNumber, name }) =>
          html`<li><a href="/register/${registrationNumber}">${registrationNumber}</a> ${name}</li>`,
      )}</ul>`

/** One certificate after the other with who held it, what the registration came from, and what lies on it. */
export function chainCard(view: View, { certificates, from, into, burdens }: Chain, shown: string): Html {
  const { language } = view
  const t = text[language]
  return html`<section class="card"><h2>${t.chain}</h2><p class="muted">${t.chainLead}</p><ol class="history">${certificates.map(
    ({ certificateNumber, cause, at, current, holders }) =>
      html`<li><span>${
        certificateNumber === shown
          ? html`<strong>${certificateNumber}</strong>`
          : html`<a href="/certificates/${certificateNumber}">${certificateNumber}</a>`
      }${current && ` · ${t.chainCurrent}`}<br><small>${t.causes[cause] ?? cause}：${holders.join('、')}</small></span><time datetime="${at}">${formatDay(at, language)}</time></li>`,
  )}</ol>${linked(t.chainFrom, from)}${linked(t.chainInto, into)}<h3>${t.burdens}</h3>${
    burdens.length === 0
      ? html`<p class="muted">${t.noBurdens}</p>`
      : html`<ul class="plain">${burdens.map(
          (burden) =>
            html`<li>${language === 'zh' ? burden.zh : burden.en} <code>${burden.number}</code> <time datetime="${burden.since}">${formatDay(burden.since, language)}</time></li>`,
        )}</ul>`
  }</section>`
}
