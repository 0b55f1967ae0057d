import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { affairKindNames, holderKinds } from '@datadeed/core/registration/machine'
import { type Content, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import { text } from './home.ts'

/** How to file, every requirement with where it comes from and how well that is founded. */
export function guidePage(view: View, pack: RulePack): Page {
  const { language } = view
  const [t, site] = [text[language], siteText[language]]
  const founded = ({ source, confidence }: { source: string; confidence: string }): Content =>
    html`<td data-label="${t.source}" lang="zh-CN">${source}</td><td data-label="${t.confidence}">${site.confidences[confidence] ?? confidence}</td>`
  const head = (...names: string[]) =>
    html`<thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>`
  const daysOf = (step: RulePack['steps'][string] | undefined) =>
    step && (step.days === 0 ? t.sameDay : `${step.days}${site.units[step.unit] ?? ''}`)
  // What a holder may ask for, in the order of the procedure.
  const after = holderKinds.flatMap((kind) =>
    (pack.afterRegistration?.affairs ?? []).flatMap((one) => (one.kind === kind ? [{ ...one, kind }] : [])),
  )
  const fee = pack.fees.registrationFen === '0' ? t.free : `¥${(Number(pack.fees.registrationFen) / 100).toFixed(2)}`
  return {
    title: t.guide,
    description: t.guideLead,
    place: 'guide',
    body: html`<div class="wide"><header class="page-head with-actions"><div><h1>${t.guide}</h1><p class="lead">${t.guideLead}</p></div><p class="actions"><a class="button" href="/app/sign-up">${t.startNow}</a><a class="button quiet" href="/eligibility">${t.eligibility}</a><a class="button quiet" href="/app/">${t.signIn}</a></p></header>
<section class="card"><h2>${t.guideSteps}</h2><ol class="numbered wide-steps">${t.guideStep.map(([name, words]) => html`<li><strong>${name}</strong><p>${words}</p></li>`)}</ol></section>
<section class="card"><h2>${t.materials}</h2><p class="muted">${t.materialsNote}</p><table class="list">${head(t.material, t.when, t.source, t.confidence)}<tbody>${pack.requiredAttachments.map(
      (one) =>
        html`<tr><td lang="zh-CN">${one.name}</td><td data-label="${t.when}">${t.whens[one.when] ?? one.when}</td>${founded(one)}</tr>`,
    )}</tbody></table></section>
<section class="card"><h2>${t.periods}</h2><p class="muted">${t.periodsNote}</p><table class="list">${head(t.stepName, t.days, t.source, t.confidence)}<tbody>${Object.values(
      pack.steps,
    ).map(
      (step) =>
        html`<tr><td lang="zh-CN">${step.name}</td><td data-label="${t.days}" class="nowrap">${daysOf(step)}</td>${founded(step)}</tr>`,
    )}<tr><td>${t.validity}</td><td data-label="${t.days}">${t.validityOf(pack.validity.years)}</td>${founded(pack.validity)}</tr></tbody></table><p>${t.fee(fee)}</p></section>
<section class="card"><h2>${t.fields}</h2><p class="muted">${t.fieldsNote(pack.requiredFields.length)}</p><details><summary>${t.fields}</summary><table class="list">${head(t.fieldName, t.fieldHelp, t.source, t.confidence)}<tbody>${pack.requiredFields.map(
      (one) =>
        html`<tr><td lang="zh-CN">${one.label}</td><td data-label="${t.fieldHelp}" lang="zh-CN">${one.help}</td>${founded(one)}</tr>`,
    )}</tbody></table></details></section>
${
  after.length > 0 &&
  html`<section class="card" id="after"><h2>${t.after}</h2><p class="muted">${t.afterNote}</p><table class="list">${head(t.affair, t.days, t.papers, t.source, t.confidence)}<tbody>${after.map(
    ({ kind, step, documents, ...one }) =>
      html`<tr><td>${affairKindNames[kind][language]}</td><td data-label="${t.days}" class="nowrap">${daysOf(pack.steps[step])}</td><td data-label="${t.papers}" lang="zh-CN">${documents.map(({ name, required }) => (required ? name : t.optionalPaper(name))).join('；') || t.noPapers}</td>${founded(one)}</tr>`,
  )}</tbody></table></section>`
}
<section class="card"><h2>${t.grounds}</h2><ol class="numbered" lang="zh-CN">${pack.grounds.map((ground) => html`<li>${ground.text}${ground.article && html`<span class="muted">${ground.article}</span>`}</li>`)}</ol></section>
<section class="card"><h2>${t.basis}</h2><ul lang="zh-CN">${pack.basis.map((one) => html`<li>${one.title}（${one.issuedOn}）<p class="muted">${one.note}</p></li>`)}</ul><p class="muted">${t.pack(pack.name, pack.version)}</p></section></div>`,
  }
}
