import { findRegion } from '@datadeed/core/kernel/regions'
import type { publicContent } from '@datadeed/core/kernel/register'
import type { z } from 'zod'
import { formatBytes, formatCount, formatDay } from './format.ts'
import { type Content, type Html, html } from './html.ts'
import { text } from './text.ts'
import type { Language, View } from './view.ts'

/** Name and value pairs; pairs without a value are left out. */
export function keyValues(pairs: readonly (readonly [string, Content])[]): Html {
  return html`<dl class="pairs">${pairs.map(
    ([name, value]) => value !== null && value !== '' && html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`
}

export type Tone = 'good' | 'wait' | 'bad' | 'plain'

export function tag(words: string, tone: Tone): Html {
  return html`<span class="tag ${tone}">${words}</span>`
}

const entryTones: Record<string, Tone> = {
  active: 'good',
  suspended: 'bad',
  expired: 'plain',
  cancelled: 'bad',
  revoked: 'bad',
}
export function entryTag(status: string, language: Language): Html {
  return tag(text[language].statuses[status] ?? status, entryTones[status] ?? 'plain')
}

const noticeTones: Record<string, Tone> = { open: 'wait', suspended: 'bad', clear: 'good', ended: 'plain' }
export function noticeTag(status: string, language: Language): Html {
  return tag(text[language].noticeStatuses[status] ?? status, noticeTones[status] ?? 'plain')
}

/** A digest in full, breakable, with a button that copies it where script runs. */
export function digest(name: string, hex: string, language: Language): Html {
  const t = text[language]
  return html`<span class="digest"><span class="digest-name">${name}</span> <code>${hex}</code><button type="button" class="link" data-copy="${hex}" data-done="${t.copied}" hidden aria-label="${t.copy} ${name}">${t.copy}</button></span>`
}

export function regionText(code: string, language: Language): string {
  return text[language].prefectures[code] ?? findRegion(code)?.name ?? code
}

export function directionText(direction: string, language: Language): string {
  return text[language].directions[direction] ?? direction
}

type PublicFacts = z.infer<typeof publicContent> & { direction: string | null; industry?: string }

/** What the public is told of the data itself: the same block at notice, in the register and on the certificate's page. */
export function dataFacts(data: PublicFacts, { language }: View): Html {
  const t = text[language]
  const size = [
    data.records !== null && t.facts.records(formatCount(data.records)),
    data.bytes !== null && formatBytes(data.bytes),
  ].filter((part) => part !== false)
  const period =
    data.timeFrom && data.timeTo
      ? t.facts.periodOf(formatDay(data.timeFrom, language), formatDay(data.timeTo, language))
      : formatDay(data.timeFrom ?? data.timeTo ?? '', language)
  return keyValues([
    [t.facts.industry, data.industry ?? null],
    [t.facts.direction, data.direction && directionText(data.direction, language)],
    [t.facts.scenario, data.scenario && html`<p class="long">${data.scenario}</p>`],
    [
      t.facts.sourceTypes,
      data.sourceTypes.map((type) => t.sourceTypes[type] ?? type).join(language === 'zh' ? '、' : ', '),
    ],
    [t.facts.size, size.join(language === 'zh' ? '，' : ', ')],
    [t.facts.period, period],
    [t.facts.updates, data.updateFrequency && (t.frequencies[data.updateFrequency] ?? data.updateFrequency)],
    [t.facts.algorithm, data.algorithm && html`<p class="long">${data.algorithm}</p>`],
    [t.facts.fields, fieldList(data.fieldNames, language)],
    [t.facts.depositNumber, data.depositNumber],
  ])
}

function fieldList(names: readonly string[], language: Language): Content {
  if (names.length === 0) return null
  const list = html`<ul class="fields">${names.map((name) => html`<li>${name}</li>`)}</ul>`
  return names.length <= 16
    ? list
    : html`<details><summary>${text[language].facts.fieldsMore(names.length)}</summary>${list}</details>`
}

/** Where the page lies, with links upwards. */
export function breadcrumb(view: View, up: readonly (readonly [string, string])[], here: string): Html {
  return html`<nav class="crumbs" aria-label="${text[view.language].breadcrumb}"><ol>${up.map(
    ([href, name]) => html`<li><a href="${href}">${name}</a></li>`,
  )}<li aria-current="page">${here}</li></ol></nav>`
}

/** Who reads it when, over everything that is shown and printed. */
export function watermark(words: string): Html {
  const line = (y: number, x: number) => html`<text x="${x}" y="${y}" font-size="16">${words}</text>`
  return html`<svg class="watermark" aria-hidden="true" focusable="false" width="100%" height="100%"><defs><pattern id="mark" width="580" height="220" patternUnits="userSpaceOnUse" patternTransform="rotate(-24)">${line(60, 0)}${line(160, 90)}</pattern></defs><rect width="100%" height="100%" fill="url(#mark)"/></svg>`
}

/** A table of texts whose first row is its heading, in a region of its own that scrolls where it is wide. */
export function textTable(rows: readonly (readonly string[])[], label: string): Html {
  const [head = [], ...rest] = rows
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table class="roomy"><thead><tr>${head.map(
    (cell) => html`<th scope="col">${cell}</th>`,
  )}</tr></thead><tbody>${rest.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
}

export function printButton(view: View): Html {
  return html`<button type="button" class="button quiet" data-print hidden>${text[view.language].print}</button>`
}

/** How something was found, step by step, folded away. */
export function derivationNote(title: string, steps: readonly string[]): Html {
  return html`<details><summary>${title}</summary><ul>${steps.map((step) => html`<li>${step}</li>`)}</ul></details>`
}
