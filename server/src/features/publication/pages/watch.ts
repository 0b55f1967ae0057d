import { faultSummary, field, type Returned } from '../../../platform/html/forms.ts'
import { type Content, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { keyValues } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import { en, zh } from './watch-text.ts'

export const watchText = { zh, en }

function card(title: string, body: Content): Page {
  return {
    title,
    place: 'notices',
    unlisted: true,
    body: html`<div class="narrow"><h1>${title}</h1>${body}</div>`,
  }
}

/** Where anybody with a mail address asks to be told of notices. */
export function watchPage(view: View, form: Returned, status = 200): Page {
  const t = watchText[view.language]
  const optional = (name: 'words' | 'owner' | 'field') =>
    field(form, { name, label: t.fields[name] ?? name, hint: t.hints[name] ?? '', max: 100, optional: true })
  return {
    status,
    title: t.title,
    description: t.lead,
    place: 'notices',
    unlisted: status !== 200,
    body: html`<div class="narrow"><header class="page-head"><h1>${t.title}</h1><p class="lead">${t.lead}</p></header>
<section class="card">${faultSummary(view, form, t.fields)}<form class="stack" action="/watch" method="post">
${optional('words')}${optional('owner')}${optional('field')}
${field(form, { name: 'email', label: t.fields.email ?? '', hint: t.hints.email ?? '', type: 'email', max: 120, autocomplete: 'email' })}
<p class="muted">${t.privacy}</p><p class="actions"><button class="button">${t.submit}</button></p></form></section>
<p class="muted">${t.account} <a href="/app/watches">${t.accountLink}</a></p></div>`,
  }
}

export function askedPage(view: View): Page {
  const t = watchText[view.language]
  return card(
    t.askedTitle,
    html`<p class="lead">${t.asked}</p><p class="actions"><a class="button" href="/notices">${t.back}</a></p>`,
  )
}

interface Watched {
  words: string
  owner: string
  field: string
  confirmed: boolean
}

/** Where a link from a mail leads. It only shows: what looks at mails before their readers do must not act for them. */
export function ownWatchPage(view: View, watch: Watched, path: string): Page {
  const t = watchText[view.language]
  const button = (action: 'confirm' | 'end', words: string, quiet: boolean) =>
    html`<form action="${path}/${action}" method="post"><button class="button${quiet && ' quiet'}">${words}</button></form>`
  return card(
    watch.confirmed ? t.ownTitle : t.confirmTitle,
    html`<section class="card">${keyValues([
      [t.fields.words ?? '', watch.words],
      [t.fields.owner ?? '', watch.owner],
      [t.fields.field ?? '', watch.field],
    ])}<div class="actions">${!watch.confirmed && button('confirm', t.confirm, false)}${button('end', t.end, !watch.confirmed)}</div></section>`,
  )
}

export function endedPage(view: View): Page {
  const t = watchText[view.language]
  return card(
    t.endedTitle,
    html`<p class="lead">${t.ended}</p><p class="actions"><a class="button" href="/notices">${t.back}</a></p>`,
  )
}
