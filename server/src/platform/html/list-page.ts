import { formatCount } from './format.ts'
import { type Content, type Html, html } from './html.ts'
import type { Page } from './layout.ts'
import { text } from './text.ts'
import { address, type View } from './view.ts'

export interface Found<Item> {
  items: readonly Item[]
  next: string | null
  total: number
}

type ListWords = Record<'title' | 'lead' | 'emptyTitle' | 'empty' | 'emptyAllTitle' | 'emptyAll', string> & {
  results: (count: string) => string
}

/** A page that searches one list: its form, then what was found with the way on, or why there is nothing and what now. */
export function listPage<Item>(
  view: View,
  place: 'register' | 'notices',
  chosen: Record<string, string | undefined>,
  found: Found<Item>,
  t: ListWords,
  parts: {
    form: Content
    table: (items: readonly Item[]) => Html
    emptyAction: (narrowed: boolean) => readonly [string, string]
    /** Where the list is, if not at its place's name. */
    path?: string
    /** under the list */
    after?: Content
    alternates?: Page['alternates']
  },
): Page {
  const narrowed = Object.values(chosen).some(Boolean)
  const path = parts.path ?? `/${place}`
  const [href, action] = parts.emptyAction(narrowed)
  return {
    title: t.title,
    description: t.lead,
    place,
    unlisted: narrowed,
    ...(parts.alternates && { alternates: parts.alternates }),
    body: html`<div class="wide"><header class="page-head"><h1>${t.title}</h1><p class="lead">${t.lead}</p></header>
${parts.form}
${
  found.items.length > 0
    ? html`<section aria-label="${t.title}"><p class="count" role="status">${t.results(formatCount(found.total))}</p>${parts.table(found.items)}${pager(view, path, chosen, found)}</section>`
    : html`<div class="empty" role="status"><h2>${narrowed ? t.emptyTitle : t.emptyAllTitle}</h2><p>${narrowed ? t.empty : t.emptyAll}</p><p class="actions"><a class="button quiet" href="${href}">${action}</a></p></div>`
}${parts.after}</div>`,
  }
}

/** The field of a list's form that words are typed into, with a hint where it takes more than names. */
export function queryField(label: string, typed: string | undefined, hint?: string): Html {
  return html`<div class="field grow"><label for="f-q">${label}</label><input id="f-q" name="q" type="search" maxlength="100" value="${typed ?? ''}"${hint && html` aria-describedby="f-q-hint"`}>${hint && html`<p class="hint" id="f-q-hint">${hint}</p>`}</div>`
}

/** A choice of a list's form; choosing nothing is called `all`. */
export function queryChoice(
  name: string,
  label: string,
  all: string,
  chosen: string | undefined,
  options: readonly (readonly [string, string])[],
): Html {
  return html`<div class="field"><label for="f-${name}">${label}</label><select id="f-${name}" name="${name}"><option value="">${all}</option>${options.map(
    ([code, words]) => html`<option value="${code}"${code === chosen && html` selected`}>${words}</option>`,
  )}</select></div>`
}

/** Under a list: how many there are, and the way to the next page. */
function pager(
  view: View,
  path: string,
  query: Record<string, string | undefined>,
  { next, total }: { next: string | null; total: number },
): Content {
  const t = text[view.language].pager
  if (!next && !query.cursor) return null
  return html`<nav class="pager" aria-label="${t.label}"><span>${t.total(formatCount(total))}</span>${
    query.cursor &&
    html`<a class="button quiet" href="${address(path, { ...query, cursor: undefined })}">${t.first}</a>`
  }${next && html`<a class="button quiet" rel="next" href="${address(path, { ...query, cursor: next })}">${t.next}</a>`}</nav>`
}
