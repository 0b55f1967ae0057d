import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import type { Cell } from './index.ts'
import { readTable } from './index.ts'
import { endlessInput, inputOf } from './testing/input.ts'

const read = async (path: string, bytes: Uint8Array | string, step?: number) => {
  const found = await readTable(inputOf(path, bytes, step), () => {
    const told = { names: [] as readonly string[], cells: [] as Cell[][] }
    return {
      told,
      columns: (names: readonly string[]) => {
        told.names = [...names]
      },
      row: (cells: readonly Cell[]) => {
        told.cells.push([...cells])
      },
    }
  })
  if (!found) throw new Error('no table')
  return { ...found.facts, ...found.sink.told }
}

const number = (text: string) => ({ kind: 'number', text })

describe('JSON', () => {
  test('numbers keep their digits, missing and null are the same, nested stays as it stands', async () => {
    const text = '[{"a":12345678901234567890.10,"b":"x\\n"}, {"c":[1,{"d":"]}"}],"a":null}, {"b":true,"a":1e5}]'
    for (const step of [1, 61]) {
      const found = await read('a.json', text, step)
      expect(found).toMatchObject({ rows: 3, fault: null, encoding: 'utf-8' })
      expect(found.names).toEqual(['a', 'b', 'c'])
    }
    expect((await read('a.json', text)).cells).toEqual([
      [number('12345678901234567890.10'), 'x\n'],
      [null, null, { kind: 'nested', text: '[1,{"d":"]}"}]' }],
      [number('1e5'), { kind: 'boolean', text: 'true' }, null],
    ])
  })

  test('of a name that comes twice the last counts; __proto__ is a name; lone surrogates and NUL are kept', async () => {
    const found = await read('a.jsonl', '{"a":1,"a":2,"__proto__":"\\ud800","n":"\\u0000"}\n')
    expect(found.names).toEqual(['a', '__proto__', 'n'])
    expect(found.cells).toEqual([[number('2'), '\ud800', '\0']])
  })

  test('values that are no objects are rows without cells', async () => {
    expect(await read('a.json', '[1,"x",null,[2]]')).toMatchObject({ names: [], cells: [[], [], [], []] })
    expect(await read('a.json', '7')).toMatchObject({ cells: [[]] })
    expect(await read('a.json', ' [ ] ')).toMatchObject({ cells: [] })
  })

  test.each([
    ...['[1,2', '[1,2]x', '{"a":', '[1,}', '[[[', '[{"a":01}]', '[{"a":1,}]', '[{"a" 1}]', '[{"a":"\t"}]', '[{a:1}]'],
    ...[
      '[{"a":+1}]',
      '[{"a":.5}]',
      '[{"a":NaN}]',
      '[{"a":[1,]}]',
      '[{"a":1}{}]',
      '[{"a":tru}]',
      '[1,]',
      '',
      '{"a":1} {}',
    ],
  ])('%s is malformed', async (text) => {
    expect((await read('a.json', `${text} `)).fault).toBe('malformed')
  })
})

const zip = async (files: Record<string, string | Uint8Array>): Promise<Uint8Array> => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    await writer.add(name, new Uint8ArrayReader(bytes))
  }
  return writer.close()
}

const workbook = (sheet: string | Uint8Array, more: Record<string, string> = {}) =>
  zip({
    'xl/workbook.xml':
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="隐藏" state="hidden" r:id="r1"/><x:sheet name="表" r:id="r2"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/none.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="[h]:mm"/><numFmt numFmtId="172" formatCode="0.00E+00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="21"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml':
      '<sst><si><t>路段</t></si><si><r><t xml:space="preserve">G </t></r><r><t>60</t></r><rPh><t>ji</t></rPh></si><si><t>a_x000D_b</t></si></sst>',
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  })
const sheetOf = (...rows: string[]) =>
  `<worksheet><sheetData>${rows.map((cells) => `<row>${cells}</row>`).join('')}</sheetData></worksheet>`

describe('XLSX', () => {
  test('reads texts, numbers, dates, booleans and errors of the first sheet that is shown', async () => {
    const bytes = await workbook(
      sheetOf(
        '',
        '<c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>日期</t></is></c><c r="D2"><v>7</v></c>',
        '<c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>45000</v></c><c r="C3" t="b"><v>1</v></c><c r="D3"><v>0.10000000000000001</v></c>',
        '<c r="A4" s="1"/>',
        '<c r="A5" t="str"><f>A1</f><v>x &amp; y</v></c><c r="B5" s="2"><v>45000.333333333336</v></c><c r="C5" t="e"><v>#N/A</v></c><c r="E5"><v>1</v></c>',
        '<c t="s"><v>2</v></c><c s="3"><v>0.5</v></c><c s="4"><v>59</v></c><c s="5"><v>1.5</v></c>',
        '<c s="1"><v>60</v></c><c s="6"><v>1500</v></c>',
      ),
    )
    const found = await read('a.xlsx', bytes)
    expect(found).toMatchObject({ sheet: '表', otherSheets: 1, fault: null, raggedRows: 1 })
    expect(found.names).toEqual(['路段', '日期', '', '7'])
    const date = (text: string) => ({ kind: 'date', text })
    expect(found.cells).toEqual([
      ['G 60', date('2023-03-15'), { kind: 'boolean', text: 'true' }, number('0.1')],
      ['x & y', { kind: 'datetime', text: '2023-03-15T08:00:00' }, null, null, number('1')],
      ['a\rb', { kind: 'time', text: '12:00:00' }, date('1900-02-28'), number('1.5')],
      [number('60'), number('1500'), null, null],
    ])
  })

  test.each([
    [
      'an entity of its own',
      '<!DOCTYPE w [<!ENTITY a "b">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>',
      'malformed',
    ],
    ['a shared text that is not there', sheetOf('<c t="s"><v>9</v></c>'), 'malformed'],
    ['a column beyond the last', sheetOf('<c r="ZZZZ1"><v>1</v></c>'), 'malformed'],
    ['XML that ends early', '<worksheet><sheetData><row>', 'malformed'],
    ['bytes that are not UTF-8', Uint8Array.of(0x3c, 0x61, 0x3e, 0xff), 'malformed'],
    ['50 MB of blanks in 50 KB', `<worksheet>${' '.repeat(50_000_000)}</worksheet>`, 'oversized'],
  ])('%s', async (_, sheet, fault) => {
    expect((await read('a.xlsx', await workbook(sheet), 1 << 20)).fault).toBe(fault)
  })

  test('a ZIP of something else, half a ZIP, or one without a sheet is malformed', async () => {
    const good = await workbook(sheetOf('<c><v>1</v></c>'))
    expect((await read('a.xlsx', await zip({ 'a.txt': 'x' }))).fault).toBe('malformed')
    expect((await read('a.xlsx', good.slice(0, good.length / 2))).fault).toBe('malformed')
    expect((await read('a.xlsx', 'PK')).fault).toBe('malformed')
    expect(
      (
        await read(
          'a.xlsx',
          good.map((byte, i) => (i > 60 && i < 90 ? byte ^ 255 : byte)),
        )
      ).fault,
    ).toBe('malformed')
  })

  test('too many entries are refused', async () => {
    const files = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`f${i}`, '']))
    expect((await read('a.xlsx', await zip(files), 1 << 20)).fault).toBe('oversized')
  }, 20_000)
})

describe('Parquet', () => {
  test('whole numbers, decimals and times are exact', async () => {
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        schema: [
          { name: 'root', num_children: 7 },
          { name: 'big', type: 'INT64', repetition_type: 'OPTIONAL' },
          {
            name: 'price',
            type: 'INT64',
            converted_type: 'DECIMAL',
            scale: 2,
            precision: 18,
            repetition_type: 'OPTIONAL',
          },
          {
            name: 'at',
            type: 'INT64',
            logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' },
            repetition_type: 'OPTIONAL',
          },
          { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' },
          { name: 'f', type: 'FLOAT', repetition_type: 'OPTIONAL' },
          { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
          { name: 'raw', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
        ],
        columnData: [
          { name: 'big', data: [9_007_199_254_740_993n, undefined] },
          { name: 'price', data: [-5n, 123_456_789_012_345_678n] },
          { name: 'at', data: [1_700_000_000_123_456_789n, -1n] },
          { name: 'day', data: [-1, 19_000] },
          { name: 'f', data: [0.1, Number.NaN] },
          { name: 'text', data: ['\ufeff路', ''] },
          { name: 'raw', data: [Uint8Array.of(0, 255), undefined] },
        ],
        rowGroupSize: 1,
      }),
    )
    const found = await read('a.parquet', bytes)
    expect(found.names).toEqual(['big', 'price', 'at', 'day', 'f', 'text', 'raw'])
    expect(found.cells).toEqual([
      [
        number('9007199254740993'),
        number('-0.05'),
        { kind: 'datetime', text: '2023-11-14T22:13:20.123456789Z' },
        { kind: 'date', text: '1969-12-31' },
        number('0.1'),
        '\ufeff路',
        { kind: 'binary', text: '00ff' },
      ],
      [
        null,
        number('1234567890123456.78'),
        { kind: 'datetime', text: '1969-12-31T23:59:59.999999999Z' },
        { kind: 'date', text: '2022-01-08' },
        number('NaN'),
        '',
        null,
      ],
    ])
    const footer = bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true)
    for (let at = footer; at < bytes.length; at += 2) {
      const bent = bytes.map((byte, i) => (i === at ? byte ^ 0x55 : byte))
      // Whatever a bent byte of the footer does, it is not a crash.
      expect(['malformed', 'oversized', null]).toContain((await read('a.parquet', bent, 1 << 20)).fault)
    }
  }, 30_000)

  test('what is no Parquet is malformed', async () => {
    expect((await read('a.parquet', 'PAR1 no')).fault).toBe('malformed')
    expect((await read('a.parquet', `PAR1${' '.repeat(50)}PAR1`)).fault).toBe('malformed')
  })
})

describe('text that has no end', () => {
  const mebibyte = new Uint8Array(1 << 20).fill(120)
  test.each([
    ['a.csv', 'a,b\n"'],
    ['a.csv', 'a,b\n'],
    ['a.json', '[{"a":"'],
    ['a.jsonl', '{"a":"'],
  ])(
    'a field of one gigabyte in %s is given up early',
    async (path, head) => {
      const { input, seen } = endlessInput(path, head, mebibyte, 1024)
      const found = await readTable(input, () => ({ columns: () => {}, row: () => {} }))
      expect(found?.facts.fault).toBe('oversized')
      expect(seen.pieces).toBeLessThan(140)
    },
    30_000,
  )

  test('a row of a million fields is given up', async () => {
    const commas = new Uint8Array(1 << 20).fill(44)
    const { input } = endlessInput('a.csv', 'a,b\n', commas, 8)
    expect((await readTable(input, () => ({ columns: () => {}, row: () => {} })))?.facts.fault).toBe('oversized')
  })
})

test('errors of reading and of the sink go through', async () => {
  const broken = {
    ...inputOf('a.csv', 'a,b\n1,2\n'),
    stream: async function* () {
      yield new TextEncoder().encode('a,b\n')
      throw new Error('gone')
    },
  }
  const sink = () => ({ columns: () => {}, row: () => {} })
  await expect(readTable(broken, sink)).rejects.toThrow('gone')
  for (const path of ['a.xlsx', 'a.parquet']) {
    const input = { ...inputOf(path, 'x'.repeat(100)), slice: () => Promise.reject(new Error('gone')) }
    await expect(readTable(input, sink)).rejects.toThrow('gone')
  }
  const fails = () => ({
    columns: () => {},
    row: () => {
      throw new Error('full')
    },
  })
  await expect(readTable(inputOf('a.csv', 'a,b\n1,2\n'), fails)).rejects.toThrow('full')
  await expect(
    readTable(inputOf('a.xlsx', await workbook(sheetOf('<c><v>1</v></c>', '<c><v>2</v></c>'))), fails),
  ).rejects.toThrow('full')
})

test('a name of no table is none', async () => {
  expect(await readTable(inputOf('a.zip', 'PK'), () => ({ columns: () => {}, row: () => {} }))).toBeNull()
})
