import { formatDay } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { View } from '../../../platform/html/view.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

export const text = { zh, en }

/** Day by day how a period was counted. */
export function dayTable(view: View, days: readonly { date: string; counted: boolean; why: string }[]): Html {
  const t = text[view.language]
  const counted = days.filter((day) => day.counted).length
  return html`<table class="days"><caption>${t.derivationCaption(counted, days.length - counted)}</caption><thead><tr><th scope="col">${t.date}</th><th scope="col">${t.count}</th><th scope="col">${t.why}</th></tr></thead><tbody>${days.map(
    (day) =>
      html`<tr${!day.counted && html` class="skipped"`}><td class="nowrap">${formatDay(day.date, view.language)}</td><td class="nowrap">${day.counted ? t.counted : t.skipped}</td><td lang="zh-CN">${day.why}</td></tr>`,
  )}</tbody></table>`
}
