import type { noticeBrief } from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { formatDay } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { type Found, listPage, queryField } from '../../../platform/html/list-page.ts'
import { noticeTag, regionText } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

export const text = { zh, en }
// The service reads statuses from the database as plain text.
type Brief = Omit<z.infer<typeof noticeBrief>, 'status'> & { status: string }
export type NoticeFilters = Partial<Record<'q' | 'open' | 'cursor', string>>

function noticeTable(view: View, items: readonly Brief[]): Html {
  const t = text[view.language]
  const { language } = view
  return html`<table class="list"><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.applicant}</th><th scope="col">${t.prefecture}</th><th scope="col">${t.period}</th><th scope="col">${t.status}</th></tr></thead><tbody>${items.map(
    (item) =>
      html`<tr><td><a class="title" href="/notices/${item.number}">${item.name}</a><span class="number">${item.number}</span></td><td data-label="${t.applicant}">${item.holder}</td><td data-label="${t.prefecture}">${regionText(item.prefectureCode, language)}</td><td data-label="${t.period}">${t.periodOf(formatDay(item.from, language), formatDay(item.to, language))}</td><td data-label="${t.status}">${noticeTag(item.status, language)}</td></tr>`,
  )}</tbody></table>`
}

export function noticesPage(view: View, chosen: NoticeFilters, found: Found<Brief>): Page {
  const t = text[view.language]
  return listPage(view, 'notices', { ...chosen }, found, t, {
    form: html`<form class="filters" action="/notices" method="get" role="search">${queryField(t.query, chosen.q)}
<label class="check"><input type="checkbox" name="open" value="true"${chosen.open && html` checked`}> ${t.onlyOpen}</label>
<div class="filter-actions"><button class="button">${t.search}</button></div></form>`,
    table: (items) => noticeTable(view, items),
    emptyAction: (narrowed) => (narrowed ? ['/notices', t.all] : ['/register', t.register]),
  })
}
