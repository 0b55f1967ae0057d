import type { noticeBrief } from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { formatCount, formatDay } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { noticeTag, pager, regionText } from '../../../platform/html/parts.ts'
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

export function noticesPage(
  view: View,
  chosen: NoticeFilters,
  found: { items: readonly Brief[]; next: string | null; total: number },
): Page {
  const t = text[view.language]
  const narrowed = Object.values(chosen).some(Boolean)
  return {
    title: t.title,
    description: t.lead,
    place: 'notices',
    unlisted: narrowed,
    body: html`<div class="wide"><header class="page-head"><h1>${t.title}</h1><p class="lead">${t.lead}</p></header>
<form class="filters" action="/notices" method="get" role="search"><div class="field grow"><label for="f-q">${t.query}</label><input id="f-q" name="q" type="search" maxlength="100" value="${chosen.q ?? ''}"></div>
<label class="check"><input type="checkbox" name="open" value="true"${chosen.open && html` checked`}> ${t.onlyOpen}</label>
<div class="filter-actions"><button class="button">${t.search}</button></div></form>
${
  found.items.length > 0
    ? html`<section aria-label="${t.title}"><p class="count" role="status">${t.results(formatCount(found.total))}</p>${noticeTable(view, found.items)}${pager(view, '/notices', { ...chosen }, found)}</section>`
    : html`<div class="empty" role="status"><h2>${narrowed ? t.emptyTitle : t.emptyAllTitle}</h2><p>${narrowed ? t.empty : t.emptyAll}</p><p class="actions"><a class="button quiet" href="${narrowed ? '/notices' : '/register'}">${narrowed ? t.all : t.register}</a></p></div>`
}</div>`,
  }
}
