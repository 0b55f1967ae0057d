import { isIsoDate } from '../kernel/dates.ts'
import { findIndustry, industries } from '../kernel/industries.ts'
import { counties, findRegion, prefectures, province, reportingUnits } from '../kernel/regions.ts'
import { choicesOf } from './batch-columns.ts'
import { redFlags } from './schema.ts'

/** What a cell says, or why it says nothing that the form takes. */
export type CellResult = { ok: true; value: unknown } | { ok: false; message: string; remedy: string }

const good = (value: unknown): CellResult => ({ ok: true, value })
const bad = (message: string, remedy: string): CellResult => ({ ok: false, message, remedy })
const shown = (text: string) => `“${[...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text}”`

/** Full-width digits and signs as plain ones, no blanks at the ends. */
const narrow = (text: string) => text.normalize('NFKC').trim()
const partsOf = (text: string) =>
  narrow(text)
    .split(/[、,;|/\n]+/u)
    .map((part) => part.trim())
    .filter(Boolean)
const linesOf = (text: string) => text.split(/\r\n?|\n/u).filter((line) => line.trim() !== '')
const cellsOf = (line: string) => line.split(/[|｜\t]/u).map((cell) => cell.trim())

/** Days since 1899-12-30, as spreadsheets count; those of 1980 to 2100 are taken for dates. */
const SERIALS = { from: 29_221, to: 73_415 }
const serialDay = (serial: number) => new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10)

/** A day as people and spreadsheets write it: 2026-01-31, 2026/1/31, 2026年1月31日, 20260131, or the serial 46053. */
export function readDay(text: string): CellResult {
  const plain = narrow(text)
  const serial = /^\d{5}(?:\.0+)?$/.test(plain) ? Number(plain) : 0
  if (serial >= SERIALS.from && serial <= SERIALS.to) return good(serialDay(serial))
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00(?:\.0+)?)?)?$/.exec(
      plain.replace(/\s*([-/.年月日])\s*/g, '$1'),
    )
  const [, year = '', month = '', day = ''] = parts ?? []
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isIsoDate(iso) ? good(iso) : bad(`${shown(text)}不是日期。`, '请写成 2026-01-31 这样的日期。')
}

/** A whole number; digits may be full-width and grouped by commas. */
export function readWhole(text: string): CellResult {
  const plain = narrow(text).replace(/(?<=\d)[,\s](?=\d{3}(?:\D|$))/g, '')
  const value = /^\d{1,16}(?:\.0+)?$/.test(plain) ? Number(plain) : Number.NaN
  return Number.isSafeInteger(value)
    ? good(value)
    : bad(`${shown(text)}不是整数。`, '请只写数字，不写单位，例如 52000。')
}

const yes = new Set(['是', 'y', 'yes', 'true', '1', '√', '✓', '✔', '有', '承诺'])
const no = new Set(['否', 'n', 'no', 'false', '0', '×', 'x', '无', '不承诺'])
function readYes(text: string): CellResult {
  const plain = narrow(text).toLowerCase()
  if (yes.has(plain)) return good(true)
  return no.has(plain) ? good(false) : bad(`${shown(text)}看不出是与否。`, '请填“是”或者“否”。')
}

function keptValue(column: string, part: string): string | undefined {
  return choicesOf(column).find(([value, label]) => value === part || narrow(label) === part)?.[0]
}
const listOf = (column: string) =>
  choicesOf(column)
    .map(([, label]) => label)
    .join('、')

function readChoice(text: string, column: string): CellResult {
  const value = keptValue(column, narrow(text))
  return value === undefined
    ? bad(`${shown(text)}不在可选的范围内。`, `请从中选一项：${listOf(column)}。`)
    : good(value)
}

function readChoices(text: string, column: string): CellResult {
  const parts = partsOf(text)
  const wrong = parts.filter((part) => keptValue(column, part) === undefined)
  if (wrong.length > 0)
    return bad(`${wrong.map(shown).join('')}不在可选的范围内。`, `请从中选，用顿号隔开：${listOf(column)}。`)
  return good([...new Set(parts.map((part) => keptValue(column, part)))])
}

const regionNames = new Map(
  [province, ...prefectures, ...reportingUnits, ...counties].map(({ name, code }) => [name, code]),
)
function readAreas(text: string): CellResult {
  const codes = partsOf(text).map((part) => [part, findRegion(part)?.code ?? regionNames.get(part)] as const)
  const wrong = codes.filter(([, code]) => code === undefined).map(([part]) => shown(part))
  if (wrong.length > 0)
    return bad(`${wrong.join('')}不是本省的行政区划。`, '请写全称或者 6 位代码，例如 贵阳市、520300。')
  return good([...new Set(codes.map(([, code]) => code))])
}

const industryNames = new Map(industries.map(({ name, code }) => [name, code]))
function readIndustry(text: string): CellResult {
  const plain = narrow(text).replace(/^[A-T](?=\d)/i, '')
  const leading = /^\d{2,4}/.exec(plain)?.[0] ?? ''
  const code = findIndustry(plain)?.code ?? industryNames.get(plain) ?? findIndustry(leading)?.code
  // A code beyond the tables at hand is for the machine check to judge.
  if (code !== undefined || /^\d{2,4}$/.test(plain)) return good(code ?? plain)
  return bad(`${shown(text)}不是国民经济行业分类的代码。`, '请填 2 至 4 位代码，例如 5442。')
}

function readElements(text: string): CellResult {
  const rows = linesOf(text).map(cellsOf)
  const wrong = rows.findIndex((row) => !row[0] || row.length > 6)
  if (wrong >= 0)
    return bad(
      `第 ${wrong + 1} 个字段看不明白。`,
      '每行一个字段：名称|中文名|类型|单位|含义|敏感程度，后几项可以不写。',
    )
  const unknown = rows.find((row) => row[5] && keptValue('sensitivity', narrow(row[5])) === undefined)
  if (unknown)
    return bad(`敏感程度${shown(unknown[5] ?? '')}不在可选的范围内。`, `请从中选一项：${listOf('sensitivity')}。`)
  return good(
    rows.map(([name = '', label = '', type = '', unit = '', meaning = '', sensitivity = '']) => ({
      ...{ name, label, type, unit, meaning },
      sensitivity: keptValue('sensitivity', narrow(sensitivity)) ?? 'none',
    })),
  )
}

function readSample(text: string): CellResult {
  const [header = [], ...rows] = linesOf(text).map(cellsOf)
  const wrong = rows.findIndex((row) => row.length !== header.length)
  if (wrong >= 0)
    return bad(
      `样例第 ${wrong + 1} 条有 ${rows[wrong]?.length ?? 0} 格，表头有 ${header.length} 格。`,
      '请让每条与表头的格数一致，格与格之间用 | 隔开。',
    )
  return good({ header, rows })
}

function readHolders(text: string): CellResult {
  const rows = linesOf(text).map(cellsOf)
  const wrong = rows.findIndex((row) => row.length < 2 || row.length > 3)
  if (wrong >= 0)
    return bad(`第 ${wrong + 1} 个共有人看不明白。`, '每行一个：名称|统一社会信用代码|份额，份额可以不写。')
  return good(rows.map(([name = '', uscc = '', share = '']) => ({ name, uscc: narrow(uscc).toUpperCase(), share })))
}

function readFlags(text: string): CellResult {
  const plain = narrow(text).toUpperCase()
  const all = (raised: readonly string[]) => Object.fromEntries(redFlags.map((rule) => [rule, raised.includes(rule)]))
  if (['全否', '否', '无', '全部为否', '均为否'].includes(plain)) return good(all([]))
  const parts = partsOf(plain).flatMap((part) => part.split(/\s+/))
  const known: readonly string[] = redFlags
  const wrong = parts.filter((part) => !known.includes(part))
  return wrong.length > 0
    ? bad(`${wrong.map(shown).join('')}不是合规问答的编号。`, '全部为否时填“全否”；否则只填为“是”的编号，例如 R3、R7。')
    : good(all(parts))
}

const plainText = (text: string): CellResult => good(text)

/** Reads the text of one cell that is not blank. Lists are without repeats; `sample` gives header and rows. */
export const readCell: Readonly<Record<string, (text: string, column: string) => CellResult>> = {
  text: plainText,
  whole: readWhole,
  day: readDay,
  yes: readYes,
  choice: readChoice,
  choices: readChoices,
  list: (text) => good(partsOf(text)),
  areas: readAreas,
  industry: readIndustry,
  elements: readElements,
  sample: readSample,
  holders: readHolders,
  flags: readFlags,
}
