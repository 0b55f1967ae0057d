import { formatCount, formatDay } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { View } from '../../../platform/html/view.ts'
import type { LogHealth, WitnessHealth } from '../health.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

const text = { zh, en }

/** A share as percent, never rounded up to all or down to nothing. */
export function shareText(share: number | null): string {
  if (share === null) return '—'
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return '< 0.1%'
  return percent > 99.9 && percent < 100 ? '> 99.9%' : `${Number(percent.toFixed(1))}%`
}

/** Entries of each of the last 30 days as bars, with the same figures in a table. */
export function daysCard({ language }: View, { days, witnesses }: LogHealth): Html {
  const t = text[language]
  const most = Math.max(...days.map((day) => day.entries))
  const total = days.reduce((sum, day) => sum + day.entries, 0)
  const height = (entries: number) => (entries === 0 ? 0 : Math.max(2, (entries / Math.max(1, most)) * 100))
  const ends = [days[0]?.day ?? '', days.at(-1)?.day ?? ''].map((day) => formatDay(day, language))
  return html`<section class="card"><h2>${t.daysTitle}</h2><p class="muted">${t.daysTotal(formatCount(total))}${language === 'zh' ? '，' : ', '}${t.daysMost(formatCount(most))}</p>
<svg class="day-bars" viewBox="0 0 300 100" preserveAspectRatio="none" role="img" aria-label="${t.daysPicture(formatCount(total), formatCount(most))}"><path class="ground" d="M0 99.5H300"/>${days.map(
    ({ entries }, i) =>
      html`<rect x="${i * 10 + 1.5}" y="${(100 - height(entries)).toFixed(1)}" width="7" height="${height(entries).toFixed(1)}"/>`,
  )}</svg><p class="muted day-ends" aria-hidden="true"><span>${ends[0]}</span><span>${ends[1]}</span></p>
<details><summary>${t.daysTable}</summary><div class="scroll" tabindex="0" role="region" aria-label="${t.daysTable}"><table class="days"><caption>${t.daysCaption}</caption><thead><tr><th scope="col">${t.day}</th><th scope="col">${t.dayEntries}</th>${witnesses.map(
    (witness) => html`<th scope="col">${witness.name}</th>`,
  )}</tr></thead><tbody>${days
    .map(
      ({ day, entries }, i) =>
        html`<tr><td class="nowrap">${formatDay(day, language)}</td><td>${formatCount(entries)}</td>${witnesses.map(
          (witness) => html`<td>${shareText(witness.days[i] ?? null)}</td>`,
        )}</tr>`,
    )
    .toReversed()}</tbody></table></div></details></section>`
}

/** What a witness signed, a cell a day: full, notched or empty, so that it does not depend on colour. */
export function witnessStrip({ language }: View, { name, days, last30d }: WitnessHealth): Html {
  return html`<svg class="strip" viewBox="0 0 180 14" role="img" aria-label="${text[language].stripPicture(name, shareText(last30d))}">${days.map(
    (share, i) =>
      html`<path class="${share === null ? 'empty-day' : share === 1 ? 'all' : 'some'}" d="${
        share === null || share === 1 ? `M${i * 6 + 0.5} .5h5v13h-5z` : `M${i * 6 + 0.5} 13.5v-6.5l5-6.5v13z`
      }"/>`,
  )}</svg>`
}
