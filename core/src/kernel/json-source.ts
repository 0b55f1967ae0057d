/** Where a text stops being JSON; `message` is Chinese and names line and column, both from 1. */
export class JsonFault extends Error {
  readonly line: number
  constructor(line: number, column: number, message: string) {
    super(`第 ${line} 行第 ${column} 列：${message}`)
    this.name = 'JsonFault'
    this.line = line
  }
}

/** A value and the line of each of its parts, by path with dots, e.g. `steps.review.days`; the root is ''. */
export interface JsonSource {
  value: unknown
  lines: ReadonlyMap<string, number>
}

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy
const SPACE = /[ \t\r\n]*/y
const DEPTH = 16

/**
 * JSON as a person wrote it: beside the value the line of each part, so that a fault can be pointed at. Unlike
 * `JSON.parse` it refuses a name given twice and `__proto__`. Throws JsonFault.
 */
export function readJson(text: string): JsonSource {
  const source = text.replace(/^\uFEFF/, '')
  const lines = new Map<string, number>()
  let at = 0

  const placeOf = (offset: number): [line: number, column: number] => {
    const before = source.slice(0, offset).split('\n')
    return [before.length, (before.at(-1)?.length ?? 0) + 1]
  }
  const fail = (message: string, offset = at): never => {
    const [line, column] = placeOf(offset)
    throw new JsonFault(line, column, message)
  }
  // Lines are counted on the way instead of anew for each part.
  let counted = 0
  let line = 1
  const lineHere = (): number => {
    for (; counted < at; counted += 1) if (source[counted] === '\n') line += 1
    return line
  }
  const take = (expression: RegExp): string | undefined => {
    expression.lastIndex = at
    const found = expression.exec(source)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const string = (what: string): string => {
    const found = take(STRING) ?? fail(`${what}应写在英文双引号里，并在同一行内结束`)
    return JSON.parse(found) as string
  }
  /** Members until the closing bracket, with commas between them and none after the last. */
  const members = (close: string, one: () => void): void => {
    at += 1
    take(SPACE)
    if (source[at] === close) {
      at += 1
      return
    }
    for (;;) {
      take(SPACE)
      if (source[at] === close) fail(`“${close}”前面多了一个逗号，请删除`)
      one()
      take(SPACE)
      const next = source[at]
      if (next === undefined) fail(`文件到这里就结束了，缺少“${close}”，可能没有传完整`)
      if (next !== ',' && next !== close) fail(`这里缺少逗号或者“${close}”`)
      at += 1
      if (next === close) return
    }
  }
  const value = (path: string, depth: number): unknown => {
    take(SPACE)
    if (at === source.length) fail('文件到这里就结束了，缺少内容，可能没有传完整')
    if (depth > DEPTH) fail(`嵌套超过 ${DEPTH} 层，不是本平台的文件`)
    lines.set(path, lineHere())
    const below = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`)
    if (source[at] === '{') {
      const made: Record<string, unknown> = {}
      members('}', () => {
        const start = at
        const name = string('名称')
        if (Object.hasOwn(made, name)) fail(`“${name}”重复出现，请只留一处`, start)
        if (name === '__proto__') fail('不允许使用名称“__proto__”', start)
        take(SPACE)
        if (source[at] !== ':') fail(`“${name}”后面缺少冒号`)
        at += 1
        made[name] = value(below(name), depth + 1)
      })
      return made
    }
    if (source[at] === '[') {
      const made: unknown[] = []
      members(']', () => {
        made.push(value(below(made.length), depth + 1))
      })
      return made
    }
    if (source[at] === '"') return string('文字')
    const literal = take(LITERAL)
    return literal === undefined ? fail('这里应是对象、列表、文字、数字、true、false 或者 null') : JSON.parse(literal)
  }

  take(SPACE)
  if (at === source.length) fail('文件是空的')
  const read = value('', 0)
  take(SPACE)
  if (at < source.length) fail('文件内容已经结束，后面的内容多余')
  return { value: read, lines }
}

/** The line of a path, or of the nearest part around it. */
export function lineOf({ lines }: JsonSource, path: string): number {
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('.')))) {
    const line = lines.get(rest)
    if (line !== undefined) return line
  }
  return lines.get('') ?? 1
}
