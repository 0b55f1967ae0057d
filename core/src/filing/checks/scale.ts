import { daysBetween, formatDateZh } from '../../kernel/dates.ts'
import { findRegion } from '../../kernel/regions.ts'
import { type Check, found, listed } from './check.ts'

const SAME: Record<string, string> = { xls: 'excel', xlsx: 'excel', ndjson: 'jsonl', txt: 'text' }
const formatName = (format: string) => {
  const name = format.trim().toLowerCase().replace(/^\./, '')
  return SAME[name] ?? name
}
const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** The formats told are those of the deposited files. */
export const formatsMatch: Check = (form, { pack, manifestSummary }) => {
  if (!form.formats?.length || !manifestSummary) return []
  const told = new Set(form.formats.map(formatName))
  const missing = manifestSummary.formats.filter((format) => !told.has(formatName(format)))
  return missing.length > 0
    ? [
        found(pack, 'scale', {
          code: 'formats_differ',
          field: 'formats',
          severity: 'warning',
          message: `存证的文件里有${listed(missing)}格式，数据格式一栏没有写。`,
          remedy: '请补写；如果存证选错了文件，请重新存证。',
        }),
      ]
    : []
}

/** Size and number of records are those of the deposit. */
export const sizeMatches: Check = (form, { pack, manifestSummary, profile }) => {
  const compare = (field: 'bytes' | 'records', what: string, unit: string, real: number | null | undefined) => {
    const value = form[field]
    if (value === undefined || value === null) return []
    if (value > 0 && (typeof real !== 'number' || real === value)) return []
    const message =
      value === 0
        ? `${what}填的是 0。`
        : `${what}填的是 ${grouped(value)} ${unit}，存证的数据是 ${grouped(real ?? 0)} ${unit}。`
    return [
      found(pack, 'scale', {
        code: `${field}_differ`,
        field,
        message,
        remedy: '请按存证的数据更正；如果存证选错了文件，请重新存证。',
      }),
    ]
  }
  return [
    ...compare('bytes', '数据量', '字节', manifestSummary?.bytes),
    ...compare('records', '数据条数', '条', profile?.records),
  ]
}

/** The time span runs forward, does not reach into the future, and covers what the data shows. */
export const timeSpan: Check = (form, { pack, today, profile }) => {
  const { timeFrom: from, timeTo: to } = form
  const told = { code: 'time_span' as const, field: 'timeTo' }
  if (from && to && from > to)
    return [found(pack, 'scale', { ...told, message: '数据截止日期早于起始日期。', remedy: '请核对两个日期。' })]
  if (to && to > today)
    return [
      found(pack, 'scale', {
        ...told,
        message: `数据截止日期${formatDateZh(to)}还没有到。`,
        remedy: '请填存证数据里最晚的日期；以后更新的数据不在本次登记之内。',
      }),
    ]
  const [first, last] = [profile?.timeFrom, profile?.timeTo]
  if (!first || !last) return []
  const data = `存证的数据从${formatDateZh(first)}到${formatDateZh(last)}`
  if ((from && first < from) || (to && last > to))
    return [
      found(pack, 'scale', {
        ...told,
        severity: 'warning',
        message: `${data}，超出了所填的时间跨度。`,
        remedy: '请按数据更正时间跨度；如果那几条是错误数据，请清理后重新存证。',
      }),
    ]
  const slack = pack.preExamination?.spanSlack?.days
  if (slack === undefined) return []
  const early = from && daysBetween(from, first) > slack
  return early || (to && daysBetween(last, to) > slack)
    ? [
        found(pack, 'scale', {
          ...told,
          ...(early && { field: 'timeFrom' }),
          severity: 'warning',
          message: `${data}，所填的时间跨度比数据长 ${slack} 天以上。`,
          remedy: '请按数据更正时间跨度；其余时间的数据也要登记的，请连同它们重新存证。',
        }),
      ]
    : []
}

/** Areas in Guizhou exist; elsewhere only the form of the code can be checked. */
export const areasKnown: Check = (form, { pack }) => {
  const unknown = (form.areas ?? []).filter(
    (code) => !findRegion(code) && (!/^\d{6}$/.test(code) || code.startsWith('52')),
  )
  return unknown.length > 0
    ? [
        found(pack, 'scale', {
          code: 'area_unknown',
          field: 'areas',
          message: `地域代码${listed(unknown)}查不到。`,
          remedy: '请从列表中选择地域，不要手工填写代码。',
        }),
      ]
    : []
}

/** The deposit exists, holds something, and has been published with its witnesses. */
export const deposit: Check = (_, { pack, manifestSummary }) => {
  const told = { code: 'deposit' as const, field: 'deposit' }
  if (!manifestSummary)
    return [
      found(pack, 'deposit', { ...told, message: '还没有选择存证。', remedy: '请先对数据存证，再在本申请中选用。' }),
    ]
  if (manifestSummary.files === 0 || manifestSummary.bytes === 0)
    return [
      found(pack, 'deposit', { ...told, message: '所选存证里没有任何数据。', remedy: '请对有内容的文件重新存证。' }),
    ]
  return manifestSummary.published
    ? []
    : [
        found(pack, 'deposit', {
          ...told,
          message: '所选存证尚未完成见证。',
          remedy: '通常只需几秒，请稍候刷新；超过十分钟请联系平台。',
        }),
      ]
}
