import { daysBetween, formatDateZh } from '../../kernel/dates.ts'
import { prefectures } from '../../kernel/regions.ts'
import { type Check, columnNames, found, listed, spanOf } from './check.ts'

/** What the name promises stands in a column. */
export const nameContent: Check = (form, context) => {
  const { name, elements = [] } = form
  const columns = columnNames(form, context)
  if (!name || columns.length === 0) return []
  const told = elements.flatMap(({ label, meaning }) => [label, meaning])
  const text = [...columns, ...told].join('\n')
  return (context.pack.preExamination?.subjects ?? []).flatMap(({ words, columns: sign, subject }) => {
    const named = new RegExp(words, 'iu').exec(name)
    if (!named || new RegExp(sign, 'iu').test(text)) return []
    return [
      found(context.pack, 'structure', {
        code: 'name_content',
        field: 'name',
        span: spanOf(named),
        severity: 'warning',
        message: `名称写了“${named[0]}”，字段里却看不到${subject}。`,
        remedy: '请改用与内容相符的名称；字段确有该内容的，请在中文名或者含义中写明。',
      }),
    ]
  })
}

/** A year in the name lies in the time span. */
export const nameYear: Check = ({ name, timeFrom, timeTo }, { pack }) => {
  const year = /(?<!\d)(?:19|20)\d{2}(?=年)/.exec(name ?? '')
  if (!year || !timeFrom || !timeTo) return []
  const [first, last] = [timeFrom.slice(0, 4), timeTo.slice(0, 4)]
  return first <= year[0] && year[0] <= last
    ? []
    : [
        found(pack, 'scale', {
          code: 'name_year',
          field: 'name',
          span: spanOf(year),
          severity: 'warning',
          message: `名称写的是${year[0]}年，数据却从${formatDateZh(timeFrom)}到${formatDateZh(timeTo)}。`,
          remedy: '请更正名称里的年份，或者核对数据的起止日期。',
        }),
      ]
}

const isPart = (code: string, whole: string) => code === whole || code.startsWith(whole.slice(0, 4))

/** A prefecture in the name is among the areas. */
export const nameArea: Check = ({ name = '', areas = [] }, { pack }) => {
  // The whole province contains every prefecture.
  if (areas.length === 0 || areas.includes('520000')) return []
  return prefectures.flatMap(({ code, name: full }) => {
    const short = full.replace(/(布依族|苗族|侗族)+自治州$|[市州]$/g, '')
    const at = name.indexOf(short)
    if (at < 0 || areas.some((area) => isPart(area, code))) return []
    return [
      found(pack, 'scale', {
        code: 'name_area',
        field: 'name',
        span: { start: at, end: at + short.length },
        severity: 'warning',
        message: `名称写了“${short}”，所选地域里却没有${full}。`,
        remedy: '请补选地域，或者更正名称。',
      }),
    ]
  })
}

/** Data said to be updated has data of late. */
export const updateLag: Check = ({ updateFrequency, timeTo }, { pack, today }) => {
  const most = updateFrequency && pack.preExamination?.updateLag.days[updateFrequency]
  if (!most || !timeTo || timeTo > today) return []
  const lag = daysBetween(timeTo, today)
  return lag <= most
    ? []
    : [
        found(pack, 'update', {
          code: 'update_lag',
          field: 'updateFrequency',
          severity: 'warning',
          message: `更新频次填的是会定期更新，最新的数据却已是 ${lag} 天以前（${formatDateZh(timeTo)}）。`,
          remedy: '请按实际填写更新频次；数据确在更新的，请用最近的数据重新存证。',
        }),
      ]
}

/** Borrowed data was not collected after its authorisation ended. */
export const authorisationSpan: Check = ({ acquisition = [], authorisationUntil: end, timeTo }, { pack }) =>
  end && timeTo && timeTo > end && acquisition.some((way) => way === 'authorised' || way === 'purchased')
    ? [
        found(pack, 'validity', {
          code: 'authorisation_span',
          field: 'authorisationUntil',
          message: `数据到${formatDateZh(timeTo)}为止，授权却在${formatDateZh(end)}就到期了。`,
          remedy: '请核对授权到期日；授权期满后的数据请删去后重新存证，或者先续签授权。',
        }),
      ]
    : []

/** A data set has more than one record. */
export const singleRecord: Check = ({ records }, { pack }) =>
  records === 1
    ? [
        found(pack, 'object', {
          code: 'single_record',
          field: 'records',
          severity: 'warning',
          message: '数据只有 1 条，单条数据不是数据集合。',
          remedy: '请对完整的数据集合存证；条数填错的，请更正。',
        }),
      ]
    : []

/** Columns and files that nobody has processed yet. */
export const rawDump: Check = (form, context) => {
  const raw = context.pack.preExamination?.raw
  if (!raw) return []
  const sign = new RegExp(raw.columns, 'iu')
  const columns = columnNames(form, context).filter((name) => sign.test(name))
  const files = (form.formats ?? []).filter((format) =>
    raw.formats.includes(format.trim().toLowerCase().replace(/^\./, '')),
  )
  const parts = [
    ...(columns.length > 0 ? [`字段${listed(columns)}看来是原始报文或者日志`] : []),
    ...(files.length > 0 ? [`格式${listed(files)}看来是日志或者数据库备份`] : []),
  ]
  return parts.length > 0
    ? [
        found(context.pack, 'object', {
          code: 'raw_dump',
          field: files.length > 0 ? 'formats' : 'elements',
          severity: 'warning',
          message: `${parts.join('，')}，未经处理的原始数据不能登记。`,
          remedy: '请对处理后的数据集合存证；已经处理过的，请在算法规则中写明，并改用说明内容的字段名。',
        }),
      ]
    : []
}
