import type { noticeView } from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { formatCount, formatDay } from '../../../platform/html/format.ts'
import { type Field, faultSummary, field, type Returned } from '../../../platform/html/forms.ts'
import { type Content, type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { breadcrumb, dataFacts, keyValues, noticeTag, printButton, regionText } from '../../../platform/html/parts.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import { decisionLink } from './decisions.ts'
import { dayTable, text } from './notice-parts.ts'

export type Notice = Omit<z.infer<typeof noticeView>, 'status'> & { status: string }

export interface ObjectionForm extends Returned {
  /** Makes a form sent twice one objection. */
  once: string
  reasons: readonly { code: string; text: string; proof?: string | undefined; evidence?: boolean | undefined }[]
  /** How many public decisions there are on each ground. */
  decisions: ReadonlyMap<string, number>
  /** The day it is; the form is there to the last day. */
  today: string
}

function periodCard(view: View, notice: Notice): Html {
  const { language } = view
  const [t, site] = [text[language], siteText[language]]
  const { deadline } = notice
  return html`<section class="card"><h2>${t.periodTitle}</h2>${keyValues([
    [t.firstDay, formatDay(notice.from, language)],
    [
      t.lastDay,
      html`<strong>${formatDay(notice.to, language)}</strong><br><span class="muted">${t.lastDayNote(formatDay(notice.to, language))}</span>`,
    ],
    [t.days, t.daysOf(deadline.days, site.units[deadline.unit] ?? '')],
    [t.rule, deadline.source],
    [t.confidence, site.confidences[deadline.confidence] ?? deadline.confidence],
    [t.objections, t.objectionCount(notice.objections, notice.status === 'suspended')],
    [
      t.logIndex,
      notice.logIndex === null
        ? t.notYetLogged
        : html`<a href="/log?index=${notice.logIndex}#entry">${t.logIndexOf(formatCount(notice.logIndex))}</a>`,
    ],
  ])}
${deadline.provisional && html`<p class="alert wait">${t.provisional}</p>`}
<details><summary>${t.derivation}</summary>${dayTable(view, deadline.derivation)}</details></section>`
}

function objectionForm(view: View, notice: Notice, form: ObjectionForm): Content {
  const t = text[view.language]
  const one = (name: string, more: Partial<Field>) =>
    field(form, {
      name,
      label: t.fields[name] ?? name,
      max: 100,
      ...(t.hints[name] ? { hint: t.hints[name] } : {}),
      ...more,
    })
  return html`<p class="muted">${t.objectionLead}</p>
${faultSummary(view, form, t.fields)}
<form class="stack" action="/notices/${notice.number}/objections#objection" method="post" enctype="multipart/form-data">
<input type="hidden" name="once" value="${form.once}">
<div class="pair">${one('objectorName', { autocomplete: 'name' })}${one('objectorIdNumber', { max: 30, autocomplete: 'off' })}
${one('contactPhone', { type: 'tel', max: 20, autocomplete: 'tel' })}${one('contactEmail', { type: 'email', max: 120, autocomplete: 'email' })}</div>
${one('reasonCode', { options: form.reasons.map((reason) => [reason.code, reason.text]), choose: t.choose })}
<details><summary>${t.proofs}</summary><dl class="pairs">${form.reasons.map(
    ({ code, text: ground, proof, evidence }) => {
      const decided = form.decisions.get(code)
      return (
        proof &&
        html`<div><dt>${ground}</dt><dd lang="zh-CN">${proof}${evidence && html` <strong>${t.evidenceNeeded}</strong>`}${decided && html` ${decisionLink(view, code, decided)}`}</dd></div>`
      )
    },
  )}</dl></details>
${one('statement', { type: 'area', max: 5000 })}
<div class="field"><label for="field-evidence">${t.evidence}</label><p class="hint" id="field-evidence-hint">${t.evidenceHint}</p><input id="field-evidence" name="evidence" type="file" multiple aria-describedby="field-evidence-hint"></div>
<p class="muted">${t.submitNote}</p><p class="actions"><button class="button">${t.submit}</button></p></form>`
}

export function noticePage(view: View, notice: Notice, form: ObjectionForm, status = 200): Page {
  const { language } = view
  const [t, site] = [text[language], siteText[language]]
  const running = notice.status === 'suspended' || (notice.status === 'open' && form.today <= notice.to)
  return {
    status,
    title: `${notice.number} ${notice.name}`,
    description: `${t.notice} ${notice.number} ${notice.name} ${notice.holder}`,
    place: 'notices',
    islands: ['page'],
    unlisted: status !== 200,
    body: html`<div class="wide">${breadcrumb(view, [['/notices', t.title]], notice.number)}
<header class="page-head with-actions"><div><p class="over">${noticeTag(notice.status, language)}${view.demo && html` <span class="tag wait">${site.demoEntry}</span>`}</p><h1>${notice.name}</h1><p class="lead">${notice.holder}</p></div>
<p class="actions">${running && html`<a class="button quiet" href="#objection">${t.objection}</a>`}${printButton(view)}</p></header>
<div class="columns"><div>
<section class="card"><h2>${t.content}</h2>${keyValues([
      [t.number, html`<code class="big">${notice.number}</code>`],
      [t.caseNumber, notice.caseNumber],
      [site.facts.applicant, notice.holder],
      [site.facts.prefecture, regionText(notice.prefectureCode, language)],
    ])}${dataFacts(notice, view)}</section>
</div><div>${periodCard(view, notice)}</div></div>
<section class="card no-print" id="objection"><h2>${t.objection}</h2>${
      running
        ? objectionForm(view, notice, form)
        : html`<p>${notice.status === 'ended' ? t.objectionNotYours : t.objectionOver}</p>`
    }</section></div>`,
  }
}

export function lodgedPage(view: View, noticeNumber: string, number: string | null): Page {
  const t = text[view.language]
  return {
    title: number ? t.lodgedTitle : t.lodgedGoneTitle,
    place: 'notices',
    unlisted: true,
    body: html`<div class="narrow fault-page"><h1>${number ? t.lodgedTitle : t.lodgedGoneTitle}</h1>
${number && html`<p class="lead">${t.lodgedNumber} <code class="big">${number}</code></p>`}<p>${number ? t.lodged : t.lodgedGone}</p>
<p class="actions"><a class="button" href="/notices/${noticeNumber}">${t.backToNotice}</a></p></div>`,
  }
}
