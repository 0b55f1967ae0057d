import { directions } from '@datadeed/core/filing/schema'
import type { noticeBrief } from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { formatDay } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { type Found, listPage, queryField } from '../../../platform/html/list-page.ts'
import { directionText, noticeTag, regionText } from '../../../platform/html/parts.ts'
import { address, type View } from '../../../platform/html/view.ts'
import { text } from './notice-parts.ts'

// The service reads statuses from the database as plain text.
type Brief = Omit<z.infer<typeof noticeBrief>, 'status'> & { status: string }
export const filterNames = ['q', 'open', 'owner', 'field', 'direction', 'industry', 'prefecture', 'cursor'] as const
export type NoticeFilters = Partial<Record<(typeof filterNames)[number], string>>

function noticeTable(view: View, items: readonly Brief[]): Html {
  const t = text[view.language]
  const { language } = view
  return html`<table class="list"><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.applicant}</th><th scope="col">${t.prefecture}</th><th scope="col">${t.period}</th><th scope="col">${t.status}</th></tr></thead><tbody>${items.map(
    (item) =>
      html`<tr><td><a class="title" href="/notices/${item.number}">${item.name}</a><span class="number">${item.number}</span></td><td data-label="${t.applicant}">${item.holder}</td><td data-label="${t.prefecture}">${regionText(item.prefectureCode, language)}</td><td data-label="${t.period}">${t.periodOf(formatDay(item.from, language), formatDay(item.to, language))}</td><td data-label="${t.status}">${noticeTag(item.status, language)}</td></tr>`,
  )}</tbody></table>`
}

const feedKinds = [
  ['feed.rss', 'RSS', 'application/rss+xml'],
  ['feed.atom', 'Atom', 'application/atom+xml'],
  ['feed.json', 'JSON Feed', 'application/feed+json'],
  ['dcat.jsonld', 'DCAT（JSON-LD）', 'application/ld+json'],
] as const

function moreFilters(view: View, chosen: NoticeFilters): Html {
  const t = text[view.language]
  const typed = (name: 'owner' | 'field') =>
    html`<div class="field"><label for="f-${name}">${t[name]}</label><input id="f-${name}" name="${name}" maxlength="100" value="${chosen[name] ?? ''}"></div>`
  return html`<div class="field"><label for="f-direction">${t.direction}</label><select id="f-direction" name="direction"><option value="">${t.any}</option>${directions.map(
    (direction) =>
      html`<option value="${direction}"${direction === chosen.direction && html` selected`}>${directionText(direction, view.language)}</option>`,
  )}</select></div>${typed('owner')}${typed('field')}`
}

export function noticesPage(view: View, chosen: NoticeFilters, found: Found<Brief>): Page {
  const t = text[view.language]
  const feed = (name: string) => address(`/notices/${name}`, { ...chosen, cursor: undefined })
  const { q, owner, field } = chosen
  return listPage(view, 'notices', { ...chosen }, found, t, {
    form: html`<form class="filters" action="/notices" method="get" role="search">${queryField(t.query, q)}
${moreFilters(view, chosen)}
<label class="check"><input type="checkbox" name="open" value="true"${chosen.open && html` checked`}> ${t.onlyOpen}</label>
<div class="filter-actions"><button class="button">${t.search}</button></div></form>`,
    table: (items) => noticeTable(view, items),
    emptyAction: (narrowed) => (narrowed ? ['/notices', t.all] : ['/register', t.register]),
    after: html`<section class="card no-print"><h2>${t.follow}</h2><p>${t.followLead}</p><p class="actions"><a class="button quiet" href="${address('/watch', { words: q, owner, field })}">${t.watch}</a>${feedKinds.map(
      ([name, title]) => html`<a class="button quiet" href="${feed(name)}">${title}</a>`,
    )}</p></section><section class="card no-print"><h2>${t.decisions}</h2><p>${t.decisionsLead}</p><p class="actions"><a class="button quiet" href="/decisions">${t.decisions}</a></p></section>`,
    alternates: feedKinds.map(([name, title, type]) => ({ href: feed(name), type, title: `${t.title} ${title}` })),
  })
}
