import { ENTRY_TYPES, type EntryType } from '@datadeed/evidence'
import { formatCount, formatMoment } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { breadcrumb } from '../../../platform/html/parts.ts'
import { address, type View } from '../../../platform/html/view.ts'
import type { EntryList } from '../explorer.ts'
import { en as entryEn } from './entry-text.en.ts'
import { zh as entryZh } from './entry-text.zh.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

const text = { zh, en }
const entryText = { zh: entryZh, en: entryEn }

export function entryTable({ language }: View, { items }: EntryList): Html {
  const t = text[language]
  const { types } = entryText[language]
  return html`<table class="list entries"><thead><tr><th scope="col">${t.listIndex}</th><th scope="col">${t.listType}</th><th scope="col">${t.listSubject}</th><th scope="col">${t.listTime}</th></tr></thead><tbody>${items.map(
    (item) =>
      html`<tr><td><a class="title" href="/log/entry/${item.index}">${entryText[language].title(formatCount(item.index))}</a></td><td data-label="${t.listType}" class="nowrap">${types[item.type] ?? item.type}</td><td data-label="${t.listSubject}"><span>${item.subject}</span></td><td data-label="${t.listTime}" class="nowrap"><time datetime="${item.time}">${formatMoment(item.time, language)}</time></td></tr>`,
  )}</tbody></table>`
}

/** Jumps to an index or to a number's newest entry; says so when there is neither. */
export function findForm({ language }: View, typed: string, missing: boolean): Html {
  const t = text[language]
  return html`<form action="/log" method="get" role="search"><label for="f-q">${t.findLabel}</label><div class="ask"><input id="f-q" name="q" required maxlength="128" autocomplete="off" value="${typed}"${missing && html` aria-invalid="true" aria-describedby="f-q-fault"`}><button class="button">${t.findButton}</button></div>${
    missing && html`<p class="fault" id="f-q-fault">${t.findMissing(typed)}</p>`
  }</form>`
}

/** Everything published, newest first, of one kind or all. */
export function entriesPage(view: View, list: EntryList, type: EntryType | null, paged: boolean): Page {
  const t = text[view.language]
  const { types } = entryText[view.language]
  const at = (before?: number | null) =>
    address('/log/entries', { type: type ?? undefined, before: before?.toString() })
  return {
    title: t.listTitle,
    description: t.listLead,
    place: 'log',
    unlisted: paged || type !== null,
    body: html`<div class="wide">${breadcrumb(view, [['/log', t.title]], t.listTitle)}
<header class="page-head"><h1>${t.listTitle}</h1><p class="lead">${t.listLead}</p></header>
<form class="filters" action="/log/entries" method="get"><div class="field"><label for="f-type">${t.listType}</label><select id="f-type" name="type"><option value="">${t.listAll}</option>${ENTRY_TYPES.map(
      (one) => html`<option value="${one}"${one === type && html` selected`}>${types[one] ?? one}</option>`,
    )}</select></div><div class="filter-actions"><button class="button">${t.listShow}</button></div></form>
${
  list.items.length === 0
    ? html`<div class="empty" role="status"><p>${t.listEmpty}</p></div>`
    : html`<section aria-label="${t.listTitle}">${entryTable(view, list)}<p class="pager">${paged && html`<a class="button quiet" href="${at()}">${t.backToNewest}</a>`}${
        list.next !== null && html`<a class="button quiet" rel="next" href="${at(list.next)}">${t.older}</a>`
      }</p></section>`
}</div>`,
  }
}
