import type { revision } from '@datadeed/core/registration/revision-schema'
import type { z } from 'zod'
import { spanText } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { View } from '../../../platform/html/view.ts'

const text = {
  zh: {
    title: '覆盖的存证版本',
    lead: '数据集登记之后仍在更新。这份证书覆盖下列各版存证；接续时由平台逐项核对，登记机构没有另作审查。',
    revision: (seq: number) => `第 ${seq} 版`,
    file: '下载各版清单（JSON，可离线重算链条摘要）',
  },
  en: {
    title: 'Revisions covered',
    lead: 'The data set has grown since. This certificate covers these deposits; each was checked by machine when it was chained, not examined again.',
    revision: (seq: number) => `Revision ${seq}`,
    file: 'All revisions as a file (JSON; the digests of the chain can be made again)',
  },
}

/** Which deposits of a living data set a certificate covers; nothing where there is but the one it was issued for. */
export function coveredCard(
  { language }: View,
  number: string,
  revisions: readonly z.input<typeof revision>[],
): Html | null {
  const t = text[language]
  const covered = revisions.filter(({ certificates }) => certificates.includes(number))
  if (revisions.length < 2) return null
  return html`<section class="card"><h2>${t.title}</h2><p class="muted">${t.lead}</p><ul>${covered.map(
    (one) =>
      html`<li>${t.revision(one.seq)} ${one.depositNumber} <span class="muted">${spanText(one.timeFrom, one.timeTo, language)}</span></li>`,
  )}</ul><p><a href="/api/v1/register/${number}/revisions">${t.file}</a></p></section>`
}
