import { z } from 'zod'
import { type IsoDate, isIsoDate, weekday } from './dates.ts'
import { prefectures } from './regions.ts'
import { compareVersions, type FileResult, readRuleFile, repeated, type Told } from './rule-file.ts'
import { confidences } from './rule-pack.ts'
import { builtInCalendar, type Calendar, calendarSchema, dayOf } from './workdays.ts'

const date = z.string().refine(isIsoDate, '日期须写作 YYYY-MM-DD，且确有其日')

export const localSteps = ['correction', 'objectionAnswer'] as const

/** Days off that a prefecture adds to the national ones (放假办法, Art. 4), and for which periods they count. */
const overlay = z.object({
  /** Steps whose clock the local days off stop: those that run against a party there. The registrar works on, and a notice is for all. */
  steps: z
    .array(
      z.enum(
        localSteps,
        '只能写 correction（补正）或者 objectionAnswer（答复异议）：地方假日不影响登记机构的期限和公示',
      ),
    )
    .min(1, '请写明对哪些期限适用，例如 correction'),
  holidays: z.array(z.tuple([date, z.string().min(1, '请写明放假的名称')])),
  makeupWorkdays: z.array(date),
  source: z.string().min(1, '请写明出处'),
  confidence: z.enum(confidences),
})

/** The file an administrator uploads: the whole calendar, all years and all local days. */
export const calendarFileSchema = z.object({
  format: z.literal('datadeed-calendar/1', '首项 format 应为 "datadeed-calendar/1"'),
  version: z.string().regex(/^\d{4}\.\d+$/, '版本须写作“年份.序号”，例如 2027.1'),
  name: z.string().min(1, '请写明日历的名称'),
  years: calendarSchema,
  /** By prefecture (GB/T 2260). */
  local: z.record(z.string(), overlay),
})
export type CalendarFile = z.infer<typeof calendarFileSchema>

/** The calendar the program comes with: national days only, since no local ones are known. */
export const builtInCalendarFile: CalendarFile = {
  format: 'datadeed-calendar/1',
  version: '2026.1',
  name: '国务院办公厅节假日安排（2024–2026），2027 年仅法定节假日',
  years: builtInCalendar,
  local: {},
}

/** Prefectures that may have local days off. */
const autonomous = new Map(
  prefectures.filter(({ name }) => name.endsWith('自治州')).map(({ code, name }) => [code, name]),
)

type Days = { holidays: readonly (readonly [IsoDate, string])[]; makeupWorkdays: readonly IsoDate[] }

/** What is wrong with the days of one year or one prefecture in themselves. */
function dayFaults(days: Days, path: string): Told[] {
  const off = new Set(days.holidays.map(([day]) => day))
  return [
    ...repeated(days.holidays, ([day]) => day).map(({ at, key }) => ({
      path: `${path}.holidays.${at}`,
      message: `${key} 重复列出，请只留一处`,
    })),
    ...repeated(days.makeupWorkdays, (day) => day).map(({ at, key }) => ({
      path: `${path}.makeupWorkdays.${at}`,
      message: `${key} 重复列出，请只留一处`,
    })),
    ...days.makeupWorkdays.flatMap((day, at) => {
      const where = `${path}.makeupWorkdays.${at}`
      if (off.has(day)) return [{ path: where, message: `${day} 同时列为放假和调休上班，请核对` }]
      return weekday(day) % 6 === 0 ? [] : [{ path: where, message: `${day} 不是周六或者周日，本来就上班，请核对` }]
    }),
  ]
}

const fixed = [
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['10-01', '国庆节'],
] as const

function yearFaults(year: string, entry: Calendar[string]): Told[] {
  const path = `years.${year}`
  const off = new Set(entry.holidays.map(([day]) => day))
  const stray = (days: readonly string[], list: string) =>
    days.flatMap((day, at) =>
      day.startsWith(year) ? [] : [{ path: `${path}.${list}.${at}`, message: `${day} 不是 ${year} 年的日期` }],
    )
  return [
    ...stray(
      entry.holidays.map(([day]) => day),
      'holidays',
    ),
    ...stray(entry.makeupWorkdays, 'makeupWorkdays'),
    ...dayFaults(entry, path),
    ...fixed.flatMap(([day, name]) =>
      off.has(`${year}-${day}`) ? [] : [{ path: `${path}.holidays`, message: `缺少${name}（${year}-${day}）` }],
    ),
    ...(entry.provisional === true || (entry.source ?? '') !== ''
      ? []
      : [{ path: `${path}.source`, message: '没有注明国务院通知的出处；通知尚未公布的，请写 "provisional": true' }]),
  ]
}

function localFaults(code: string, entry: CalendarFile['local'][string], years: Calendar): Told[] {
  const path = `local.${code}`
  if (!autonomous.has(code)) {
    const known = [...autonomous].map(([one, name]) => `${one} ${name}`).join('、')
    return [{ path, message: `${code} 不是可以另定假日的自治州，可以写的有：${known}` }]
  }
  return [
    ...dayFaults(entry, path),
    ...entry.holidays.flatMap(([day], at) => {
      const where = `${path}.holidays.${at}`
      if (!years[day.slice(0, 4)]) return [{ path: where, message: `日历没有 ${day.slice(0, 4)} 年，请先补上该年` }]
      return dayOf(day, years).kind === 'holiday'
        ? [{ path: where, message: `${day} 全国已经放假，与全国日历重复，请删除` }]
        : []
    }),
    ...entry.makeupWorkdays.flatMap((day, at) =>
      dayOf(day, years).working
        ? [{ path: `${path}.makeupWorkdays.${at}`, message: `${day} 全国已经上班，请删除` }]
        : [],
    ),
  ]
}

/** Years between the first and the last of both that the file lacks. */
function missingYears(file: CalendarFile, current: CalendarFile): Told[] {
  const all = [...Object.keys(file.years), ...Object.keys(current.years)].map(Number)
  const [first, last] = [Math.min(...all), Math.max(...all)]
  const missing = Array.from({ length: last - first + 1 }, (_, i) => String(first + i)).filter((y) => !file.years[y])
  if (missing.length === 0) return []
  return [{ path: 'years', message: `缺少 ${missing.join('、')} 年。文件须是完整的日历，请在现行日历的文件上增补` }]
}

/** Reads an uploaded calendar and holds it against the one in effect, whose years it must have and whose version it must pass. */
export function readCalendarFile(text: string, current: CalendarFile): FileResult<CalendarFile> {
  return readRuleFile(text, calendarFileSchema, (file) => [
    ...(compareVersions(file.version, current.version) > 0
      ? []
      : [{ path: 'version', message: `版本 ${file.version} 不比现行的 ${current.version} 新，请改用新的版本号` }]),
    ...missingYears(file, current),
    ...Object.entries(file.years).flatMap(([year, entry]) => yearFaults(year, entry)),
    ...Object.entries(file.local).flatMap(([code, entry]) => localFaults(code, entry, file.years)),
  ])
}

/** The days as they count for one step of a case of one prefecture: the national ones with the local ones on top. */
export function calendarFor(file: CalendarFile, prefecture: string, step: string): Calendar {
  const local = file.local[prefecture]
  if (!local?.steps.some((one) => one === step)) return file.years
  const added = new Set(local.holidays.map(([day]) => day))
  const worked = new Set(local.makeupWorkdays)
  return Object.fromEntries(
    Object.entries(file.years).map(([year, entry]) => {
      const own = (day: string) => day.startsWith(year)
      const holidays = [
        ...entry.holidays.filter(([day]) => !worked.has(day)),
        ...local.holidays.filter(([day]) => own(day)),
      ]
      const makeupWorkdays = [
        ...entry.makeupWorkdays.filter((day) => !added.has(day)),
        ...local.makeupWorkdays.filter(own),
      ]
      return [year, { ...entry, holidays, makeupWorkdays }]
    }),
  )
}

/** Working days of a year: the figure by which a person sees that a calendar is plausible. */
export function workingDaysOf(year: string, calendar: Calendar): number {
  let count = 0
  for (let at = Date.parse(`${year}-01-01`); ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    if (!day.startsWith(year)) return count
    if (dayOf(day, calendar).working) count += 1
  }
}

/** A day that is off in one calendar and worked in another, and why. */
export type DayChange = { date: IsoDate; place: string; before: string; after: string; working: boolean }

/** The days that two calendars treat differently, the nation's first; weekends that stay weekends are passed over. */
export function compareCalendars(before: CalendarFile, after: CalendarFile): DayChange[] {
  const places = ['', ...new Set([...Object.keys(before.local), ...Object.keys(after.local)])]
  const step = (file: CalendarFile, place: string) => file.local[place]?.steps[0] ?? ''
  return places.flatMap((place) => {
    const [a, b] = [calendarFor(before, place, step(before, place)), calendarFor(after, place, step(after, place))]
    const days = [a, b].flatMap((c) =>
      Object.values(c).flatMap(({ holidays, makeupWorkdays }) => [...holidays.map(([day]) => day), ...makeupWorkdays]),
    )
    return [...new Set(days)].sort().flatMap((day) => {
      const [old, now] = [dayOf(day, a), dayOf(day, b)]
      // A local list is told for what it changes beside the nation's.
      const national = place !== '' && dayOf(day, before.years).working !== dayOf(day, after.years).working
      return old.working === now.working || national
        ? []
        : [{ date: day, place, before: old.why, after: now.why, working: now.working }]
    })
  })
}
