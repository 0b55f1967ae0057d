import { directions } from '@datadeed/core/filing/schema'
import { prefectures } from '@datadeed/core/kernel/regions'
import type { registerBrief } from '@datadeed/core/kernel/register'
import { entryStatus } from '@datadeed/core/kernel/register'
import type { z } from 'zod'
import { formatDay } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { type Found, listPage, queryChoice, queryField } from '../../../platform/html/list-page.ts'
import { directionText, entryTag, regionText } from '../../../platform/html/parts.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

export const text = { zh, en }
// The service reads statuses from the database as plain text.
type Brief = Omit<z.infer<typeof registerBrief>, 'status'> & { status: string }
export type RegisterFilters = Partial<Record<'q' | 'prefectureCode' | 'direction' | 'status' | 'cursor', string>>

function filters(view: View, chosen: RegisterFilters): Html {
  const t = text[view.language]
  const { language } = view
  return html`<form class="filters" action="/register" method="get" role="search">
${queryField(t.query, chosen.q, t.queryHint)}
${queryChoice(
  'prefectureCode',
  t.prefecture,
  t.all,
  chosen.prefectureCode,
  prefectures.map(({ code }) => [code, regionText(code, language)]),
)}
${queryChoice(
  'direction',
  t.direction,
  t.all,
  chosen.direction,
  directions.map((direction) => [direction, directionText(direction, language)]),
)}
${queryChoice(
  'status',
  t.status,
  t.all,
  chosen.status,
  entryStatus.options.map((status) => [status, siteText[language].statuses[status] ?? status]),
)}
<div class="filter-actions"><button class="button">${t.search}</button><a class="button quiet" href="/register">${t.clear}</a></div>
</form>`
}

/** Rows of the register; on a narrow screen each becomes a card. */
export function registerTable(view: View, items: readonly Brief[]): Html {
  const t = text[view.language]
  return html`<table class="list"><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.holder}</th><th scope="col">${t.prefecture}</th><th scope="col">${t.registeredOn}</th><th scope="col">${t.status}</th></tr></thead><tbody>${items.map(
    (item) =>
      html`<tr><td><a class="title" href="/register/${item.registrationNumber}">${item.name}</a><span class="number">${item.registrationNumber}</span></td><td data-label="${t.holder}">${item.holder}</td><td data-label="${t.prefecture}">${regionText(item.prefectureCode, view.language)}</td><td data-label="${t.registeredOn}" class="nowrap">${formatDay(item.registeredOn, view.language)}</td><td data-label="${t.status}">${entryTag(item.status, view.language)}</td></tr>`,
  )}</tbody></table>`
}

export function registerPage(view: View, chosen: RegisterFilters, found: Found<Brief>, badFilter: boolean): Page {
  const t = text[view.language]
  return listPage(view, 'register', { ...chosen }, found, t, {
    form: html`${badFilter && html`<p class="alert wait" role="status">${t.badFilter}</p>`}
${filters(view, chosen)}`,
    table: (items) => registerTable(view, items),
    emptyAction: (narrowed) => (narrowed ? ['/register', t.clear] : ['/notices', t.notices]),
  })
}
