import { type ShownField, shownForm } from '@datadeed/core/filing/draft-share'
import { formatMoment } from '../../../platform/html/format.ts'
import { field, type Returned } from '../../../platform/html/forms.ts'
import { type Content, type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { printButton, tag, textTable, watermark } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import type { ReadDraft } from '../draft-share.ts'
import { en, zh } from './draft-share-text.ts'

const text = { zh, en }
const none: Returned = { values: {}, faults: {} }

/** The link leads nowhere any more, or never did. */
export function linkOverPage(view: View): Page {
  const t = text[view.language]
  return {
    ...{ status: 404, title: t.overTitle, secret: true },
    body: html`<div class="narrow fault-page"><h1>${t.overTitle}</h1><p class="lead">${t.over}</p></div>`,
  }
}

/** Before anything of the draft is shown: who is reading. Programs that look at links in messages see only this. */
export function askNamePage(view: View, path: string, form: Returned = none): Page {
  const t = text[view.language]
  return {
    ...{ status: form.faults.name ? 422 : 200, title: t.title, secret: true },
    body: html`<div class="narrow"><header class="page-head"><h1>${t.title}</h1><p class="lead">${t.askLead}</p></header>
<section class="card"><form class="stack" action="${path}/opening" method="post">${field(form, {
      ...{ name: 'name', label: t.name, hint: t.nameHint, max: 40, autocomplete: 'name' },
    })}<p class="actions"><button class="button">${t.open}</button></p></form></section></div>`,
  }
}

function commentList(view: View, { comments }: ReadDraft, of: string): Content {
  const t = text[view.language]
  const own = comments.filter((one) => one.field === of)
  if (own.length === 0) return null
  return html`<ul class="comments" aria-label="${t.comments}">${own.map(
    ({ by, at, body, resolvedAt }) =>
      html`<li><p class="muted">${by} · ${formatMoment(at, view.language)} ${tag(resolvedAt ? t.resolved : t.unresolved, resolvedAt ? 'good' : 'wait')}</p><p class="long">${body}</p></li>`,
  )}</ul>`
}

function commentForm(view: View, path: string, shown: ShownField, form: Returned): Html {
  const t = text[view.language]
  const mine = form.values.field === shown.field
  const id = `comment-${shown.field}`
  const fault = mine ? form.faults.body : undefined
  return html`<details class="no-print"${mine && html` open`}><summary>${t.comment(shown.label)}</summary><form class="stack" action="${path}/comments" method="post"><input type="hidden" name="field" value="${shown.field}"><div class="field"><label for="${id}">${t.body}</label><textarea id="${id}" name="body" required maxlength="1000" rows="3"${fault && html` aria-invalid="true" aria-describedby="${id}-fault"`}>
${mine ? (form.values.body ?? '') : ''}</textarea>${fault && html`<p class="fault" id="${id}-fault" role="alert">${fault}</p>`}</div><p class="actions"><button class="button quiet">${t.send}</button></p></form></details>`
}

/** The draft, read-only and marked as such, with a place for comments under each field. */
export function draftPage(view: View, read: ReadDraft, path: string, form: Returned = none): Page {
  const { language } = view
  const t = text[language]
  const { shared, reader, pack } = read
  const fields = shownForm(shared.form, pack, { withSample: shared.withSample, language })
  const attachments = shared.attachments.map(({ name }) => html`<li>${name}</li>`)
  const now = formatMoment(view.now.toISOString(), language)
  return {
    ...{ status: Object.keys(form.faults).length > 0 ? 422 : 200, title: t.title, secret: true },
    body: html`${watermark(t.mark(reader, now))}<div class="narrow"><header class="page-head"><h1>${t.title}</h1><p class="lead" lang="zh-CN">${shared.form.name ?? t.unnamed}</p></header>
<p class="alert wait"><strong>${t.forReview}</strong> ${t.facts(shared.partyName, reader, formatMoment(shared.expiresAt.toISOString(), language))} ${printButton(view)}</p>
${fields.length === 0 ? html`<p class="empty">${t.nothing}</p>` : null}
${fields.map(
  (shown) =>
    html`<section class="card" id="field-${shown.field}"><h2>${shown.label}</h2>${shown.lines.length > 0 && html`<p class="long" lang="zh-CN">${shown.lines.join('\n')}</p>`}${shown.table && textTable(shown.table, shown.label)}${commentList(view, read, shown.field)}${commentForm(view, path, shown, form)}</section>`,
)}
<section class="card"><h2>${t.attachments}</h2><p class="muted">${t.attachmentsNote}</p>${attachments.length > 0 ? html`<ul>${attachments}</ul>` : html`<p>${t.noAttachments}</p>`}</section>
<p class="muted">${t.forReview} ${t.mark(reader, now)}</p></div>`,
  }
}
