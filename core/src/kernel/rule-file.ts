import { z } from 'zod'
import type { FieldFault } from './errors.ts'
import { JsonFault, type JsonSource, lineOf, readJson } from './json-source.ts'
import { controlZh, findControl } from './text.ts'

/** What reading a file of rules gave: the value, or every fault with its line and field, as Chinese sentences. */
export type FileResult<T> = { ok: true; value: T } | { ok: false; faults: FieldFault[] }
/** A fault before it has its line. */
export type Told = { path: string; message: string }

const MOST = 50
const zh = z.locales.zhCN().localeError

/** Texts that a table program would run or a page would take for markup. */
function textFault(text: string): string | null {
  const control = findControl(text, true)
  if (control) return controlZh(control)
  if (text.includes('\uFFFD')) return '含有乱码，请把文件另存为 UTF-8 编码后重新上传'
  if (/^\s*[=+@]/.test(text)) return '文字以“=”“+”或者“@”开头，会被表格软件当作公式，请改写'
  if (/<\/?[a-z][^>]*>|<!--|<\?/i.test(text)) return '含有网页标记，请只写文字'
  return null
}

function textFaults(value: unknown, path: string): Told[] {
  if (typeof value === 'string') {
    const message = textFault(value)
    return message === null ? [] : [{ path, message }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => textFaults(part, path === '' ? key : `${path}.${key}`))
}

/** Faults with their lines, in the order of the file; beyond fifty only their number is told. */
function placed(source: JsonSource, told: readonly Told[]): FieldFault[] {
  const all = told
    .map(({ path, message }) => ({ path, line: lineOf(source, path), message }))
    .sort((a, b) => a.line - b.line)
    .map(({ path, line, message }) => ({ path, message: `第 ${line} 行（${path || '整个文件'}）：${message}` }))
  if (all.length <= MOST) return all
  return [...all.slice(0, MOST), { path: '', message: `另有 ${all.length - MOST} 处错误，请改正以上各处后重新上传。` }]
}

/**
 * Reads a file of rules: JSON, then its schema, then texts nobody should show, then what `examine` finds across the
 * fields. Names the schema does not know are faults, because a misspelt one would be passed over in silence.
 */
export function readRuleFile<T>(text: string, schema: z.ZodType<T>, examine: (value: T) => Told[]): FileResult<T> {
  let source: JsonSource
  try {
    source = readJson(text)
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    return { ok: false, faults: [{ path: '', message: `文件不是正确的 JSON。${error.message}。` }] }
  }
  const texts = textFaults(source.value, '')
  const parsed = schema.safeParse(source.value, { error: zh })
  if (!parsed.success) {
    const told = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
    return { ok: false, faults: placed(source, [...told, ...texts]) }
  }
  const told = [...texts, ...unknownNames(source.value, parsed.data, ''), ...examine(parsed.data)]
  return told.length > 0 ? { ok: false, faults: placed(source, told) } : { ok: true, value: parsed.data }
}

/** Names that the schema dropped on the way. */
function unknownNames(given: unknown, kept: unknown, path: string): Told[] {
  if (typeof given !== 'object' || given === null || typeof kept !== 'object' || kept === null) return []
  return Object.entries(given).flatMap(([key, part]) => {
    const at = path === '' ? key : `${path}.${key}`
    return Object.hasOwn(kept, key)
      ? unknownNames(part, (kept as Record<string, unknown>)[key], at)
      : [{ path: at, message: `没有“${key}”这一项，请核对写法` }]
  })
}

/** The places, from the second on, at which a value stands again. */
export function repeated<T>(list: readonly T[], keyOf: (one: T) => string): { at: number; key: string }[] {
  const seen = new Set<string>()
  return list.flatMap((one, at) => {
    const key = keyOf(one)
    if (seen.has(key)) return [{ at, key }]
    seen.add(key)
    return []
  })
}

/** `2026.2` before `2026.10`: negative where `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [yearA = 0, countA = 0] = a.split('.').map(Number)
  const [yearB = 0, countB = 0] = b.split('.').map(Number)
  return yearA - yearB || countA - countB
}
