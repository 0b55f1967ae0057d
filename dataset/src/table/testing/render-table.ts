import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import type { SchemaElement } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'

/** A value with its meaning, apart from any spelling: `moment` is milliseconds since 1970 on the wall clock. */
export type Meant = number | boolean | string | { moment: number } | null

/** A table to be written down in every format. All values of a column are of one kind. */
export interface MeantTable {
  names: string[]
  kinds: ('number' | 'boolean' | 'moment' | 'text')[]
  rows: Meant[][]
}

/** Gives whole numbers below a bound; decides between ways of writing that mean the same. */
export type Choose = (bound: number) => number

const pick = <T>(choose: Choose, ...ways: T[]): T => ways[choose(ways.length)] as T

const two = (n: number) => String(n).padStart(2, '0')
const blanks = (choose: Choose) => pick(choose, '', '', ' ', '\t', '\u3000', '\u00a0')

const numberText = (value: number, choose: Choose): string => {
  const plain = String(value)
  const decimal = plain.includes('e') ? plain : pick(choose, plain, plain.includes('.') ? `${plain}00` : `${plain}.0`)
  return pick(choose, plain, decimal, value.toExponential(), value === 0 ? '-0' : plain)
}

const momentText = (ms: number, choose: Choose): string => {
  const d = new Date(ms)
  const [year, month, day] = [d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate()]
  const date = pick(
    choose,
    `${year}-${two(month)}-${two(day)}`,
    `${year}/${month}/${day}`,
    `${year}年${month}月${day}日`,
  )
  const atMidnight = ms % 86_400_000 === 0
  if (atMidnight && choose(2) === 0) return date
  const [h, m, s, f] = [d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds()]
  const fraction = f === 0 ? pick(choose, '', '.000') : `.${String(f).padStart(3, '0')}${pick(choose, '', '000')}`
  const seconds = s === 0 && f === 0 && choose(2) === 0 ? '' : `:${two(s)}${fraction}`
  return `${date}${pick(choose, ' ', 'T')}${pick(choose, two(h), String(h))}:${two(m)}${seconds}`
}

const textOf = (value: Meant, choose: Choose): string => {
  if (value === null) return pick(choose, '', ' ')
  if (typeof value === 'boolean') return value ? pick(choose, 'TRUE', 'true', 'True') : pick(choose, 'false', 'FALSE')
  if (typeof value === 'number') return blanks(choose) + numberText(value, choose) + blanks(choose)
  if (typeof value === 'object') return momentText(value.moment, choose)
  const form = pick(choose, value, value.normalize('NFD')).replaceAll('\n', pick(choose, '\n', '\r\n'))
  return blanks(choose) + form + blanks(choose)
}

/** Columns in another order, sometimes with an empty one. */
const shuffled = ({ names, kinds, rows }: MeantTable, choose: Choose): MeantTable => {
  const order = names.map((_, i) => ({ i, key: choose(1000) })).sort((a, b) => a.key - b.key)
  const moved = order.map(({ i }) => i)
  const more = choose(3) === 0
  return {
    names: [...moved.map((i) => names[i] ?? ''), ...(more ? ['空列'] : [])],
    kinds: [...moved.map((i) => kinds[i] ?? 'text'), ...(more ? (['text'] as const) : [])],
    rows: rows.map((row) => [...moved.map((i) => row[i] ?? null), ...(more ? [null] : [])]),
  }
}

/** A CSV file in one of its encodings. */
export const toCsv = (
  table: MeantTable,
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030',
  choose: Choose,
): Uint8Array => {
  const { names, rows } = shuffled(table, choose)
  const separator = pick(choose, ',', '\t', ';')
  const end = pick(choose, '\n', '\r\n')
  const field = (text: string) =>
    /[",;\t\r\n]/.test(text) || choose(3) === 0 ? `"${text.replaceAll('"', '""')}"` : text
  const lines = [names, ...rows.map((row) => row.map((value) => textOf(value, choose)))].map(
    (texts) => texts.map(field).join(separator) + pick(choose, end, end, end + end),
  )
  return encode(lines.join(''), encoding, choose)
}

const encode = (text: string, encoding: string, choose: Choose): Uint8Array => {
  if (encoding === 'gb18030') return toGb18030(text.normalize('NFC').replaceAll('\u00a0', ' '))
  const marked = encoding !== 'utf-8' || choose(2) === 0 ? `\ufeff${text}` : text
  if (encoding === 'utf-8') return new TextEncoder().encode(marked)
  const bytes = new Uint8Array(2 * marked.length)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < marked.length; i++) view.setUint16(2 * i, marked.charCodeAt(i), encoding === 'utf-16le')
  return bytes
}

let gbCodes: Map<string, number> | null = null

/** The characters of one and two bytes are enough here. */
const toGb18030 = (text: string): Uint8Array => {
  if (!gbCodes) {
    gbCodes = new Map()
    const decoder = new TextDecoder('gb18030')
    for (let first = 0x81; first < 0xff; first++) {
      for (let second = 0x40; second < 0xff; second++) {
        const character = decoder.decode(Uint8Array.of(first, second))
        if (character.length === 1) gbCodes.set(character, first * 256 + second)
      }
    }
  }
  const bytes: number[] = []
  for (const character of text) {
    if (character.charCodeAt(0) < 128) bytes.push(character.charCodeAt(0))
    else {
      const code = gbCodes.get(character)
      if (code === undefined) throw new Error(`no two bytes for ${character}`)
      bytes.push(code >> 8, code & 255)
    }
  }
  return Uint8Array.from(bytes)
}

const isoOf = (ms: number, choose: Choose) =>
  new Date(ms)
    .toISOString()
    .replace('Z', '')
    .replace('T', pick(choose, 'T', ' '))

/** JSON lines, or one list. */
export const toJson = (table: MeantTable, lines: boolean, choose: Choose): Uint8Array => {
  const { names, rows } = shuffled(table, choose)
  const member = (value: Meant): string | null => {
    if (value === null) return pick(choose, 'null', '""', null)
    if (typeof value === 'number') return pick(choose, String(value), JSON.stringify(textOf(value, choose)))
    if (typeof value === 'boolean') return pick(choose, String(value), JSON.stringify(textOf(value, choose)))
    if (typeof value === 'object') return JSON.stringify(isoOf(value.moment, choose))
    return JSON.stringify(textOf(value, choose)).replace(/[^\x20-\x7e]/g, (c) =>
      choose(2) === 0 ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  }
  const objects = rows.map((row) => {
    const members = row.flatMap((value, i) => {
      const text = member(value)
      return text === null ? [] : [`${JSON.stringify(names[i])}${pick(choose, ':', ' : ')}${text}`]
    })
    return `{${members.sort(() => choose(3) - 1).join(pick(choose, ',', ', '))}}`
  })
  return new TextEncoder().encode(lines ? `${objects.join('\n')}\n` : `[${objects.join(',\n')}]`)
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A workbook of one sheet with inline strings. */
export const toXlsx = async (table: MeantTable, choose: Choose): Promise<Uint8Array> => {
  const { names, rows } = shuffled(table, choose)
  const text = (value: string) => `<c t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`
  const cell = (value: Meant): string => {
    if (value === null) return '<c/>'
    if (typeof value === 'boolean')
      return pick(choose, `<c t="b"><v>${value ? 1 : 0}</v></c>`, text(textOf(value, choose)))
    if (typeof value === 'number')
      return pick(choose, `<c><v>${value}</v></c>`, `<c t="n"><v>${value.toPrecision(17)}</v></c>`)
    if (typeof value === 'object') return `<c s="1"><v>${value.moment / 86_400_000 + 25_569}</v></c>`
    return text(textOf(value, choose))
  }
  const sheet = [names, ...rows].map((row) => `<row>${row.map(cell).join('')}</row>`).join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packages = 'http://schemas.openxmlformats.org/package/2006'
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="${pick(choose, 14, 22)}"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  }
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const [name, content] of Object.entries(files)) {
    await zip.add(name, new Uint8ArrayReader(new TextEncoder().encode(content)))
  }
  return zip.close()
}

/** A Parquet file; each column in one of the types that can hold it. */
export const toParquet = (table: MeantTable, choose: Choose): Uint8Array => {
  const { names, kinds, rows } = shuffled(table, choose)
  const schema: SchemaElement[] = [{ name: 'root', num_children: names.length }]
  const columnData = names.map((name, i) => {
    const values = rows.map((row) => row[i] ?? null)
    const text = { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const
    const kind = choose(4) === 0 ? 'text' : (kinds[i] ?? 'text')
    if (kind === 'text') {
      schema.push(text)
      return { name, data: values.map((value) => (value === null ? undefined : textOf(value, choose))) }
    }
    if (kind === 'number') {
      schema.push({ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' })
      return { name, data: values.map((value) => value ?? undefined) }
    }
    if (kind === 'boolean') {
      schema.push({ name, type: 'BOOLEAN', repetition_type: 'OPTIONAL' })
      return { name, data: values.map((value) => value ?? undefined) }
    }
    const unit = pick(choose, 'MILLIS', 'MICROS', 'NANOS')
    schema.push({
      name,
      type: 'INT64',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit },
      repetition_type: 'OPTIONAL',
    })
    const scale = { MILLIS: 1n, MICROS: 1000n, NANOS: 1_000_000n }[unit]
    const stored = (value: Meant) => (typeof value === 'object' && value ? BigInt(value.moment) * scale : undefined)
    return { name, data: values.map(stored) }
  })
  return new Uint8Array(
    parquetWriteBuffer({ columnData, schema, rowGroupSize: pick(choose, 2, 1000), statistics: false }),
  )
}
