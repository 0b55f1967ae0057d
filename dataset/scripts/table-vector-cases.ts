import type { Cell } from '../src/reader/index.ts'
import type { TableType } from '../src/table/cell.ts'

/** A table in memory: names and rows of cells as a reader gives them. */
export interface VectorTable {
  names: readonly string[]
  rows: readonly (readonly Cell[])[]
  /** numbers are doubles, as in XLSX */
  doubles?: boolean
  types?: Readonly<Record<string, TableType>>
}

const number = (text: string): Cell => ({ kind: 'number', text })
const column = (...values: Cell[]): VectorTable => ({ names: ['x'], rows: values.map((value) => [value]) })

const a: VectorTable = {
  names: ['编号', '里程', '通行', '日期', '备注', '空'],
  rows: [
    ['007', '1.50', 'TRUE', '2026/11/22', ' 一\r\n二 ', ''],
    ['110', '-0', 'false', '2026-11-22 08:05', null, null],
    ['', '', '', '', '', ''],
    ['', '2e3', '', '2026年1月2日', 'a\\b', ' '],
  ],
}

/** Tables with their canonical texts. Those with the same letter are one table. */
export const tables: [string, VectorTable][] = [
  ['a - as CSV has it', a],
  [
    'a - as JSON and Parquet have it, other order of columns',
    {
      names: ['备注', '日期', '编号', '通行', '里程'],
      rows: [
        ['一\n二', { kind: 'date', text: '2026-11-22' }, '007', { kind: 'boolean', text: 'true' }, number('1.5')],
        [
          null,
          { kind: 'datetime', text: '2026-11-22T08:05:00' },
          '110',
          { kind: 'boolean', text: 'false' },
          number('-0.0'),
        ],
        ['a\\b', { kind: 'date', text: '2026-01-02' }, null, null, number('2000')],
      ],
    },
  ],
  ['a - types declared', { ...a, types: { 编号: 'text', 里程: 'number' } }],
  [
    'a - short rows, trailing commas, names with blanks',
    {
      names: ['编号 ', ' 里程', '通行', '日期', '备注', '', ''],
      rows: a.rows.map((row) => row.slice(0, row[4] ? 5 : 4)),
    },
  ],
  ['b - no rows', { names: ['x', 'y'], rows: [] }],
  ['b - no values', { names: ['z'], rows: [[''], [null]] }],
  ['c - numbers and a text are text, and numbers keep their spelling', column('1.50', '1.5', 'x', '007')],
  ['d - a number column of codes declared as text', { ...column('1.50', '1E5'), types: { x: 'text' } }],
  ['e - datetime and instant are text together', column('2026-11-22 08:05', '2026-11-22T08:05:00Z')],
  [
    'f - runs of nothing',
    {
      names: ['x', 'y'],
      rows: [
        [null, '1'],
        ['a', '2'],
        [null, '3'],
        [null, '4'],
        ['b', '5'],
        [null, '6'],
      ],
    },
  ],
  [
    'g - names beyond the BMP: by bytes, not by UTF-16 units',
    { names: ['\u{1F600}', '\uffee', 'a\nb\\', ''], rows: [['1', '2', '3', '4']] },
  ],
  [
    'h - equal rows are counted',
    {
      names: ['x', 'y'],
      rows: [
        ['1', 'a'],
        ['1', 'a'],
        ['2', 'b'],
      ],
    },
  ],
  ['j - a decomposed name and value', { names: ['cafe\u0301'], rows: [['e\u0301']] }],
  ['j - the same composed', { names: ['caf\u00e9'], rows: [['\u00e9']] }],
  ['k - json and text', column('{"b":1.50,"a":2}', '[1]', '{')],
  ['l - json alone', column('{"b":1.50,"a":2}', { kind: 'nested', text: '[1]' })],
  ['m - a workbook', { ...column(number('1.1000000000000001'), number('9007199254740993')), doubles: true }],
]

/** Tables too long to write down. */
export const ruled: [string, string, VectorTable][] = [
  [
    'a column text of two pieces, digests of rows of six',
    'one column x, the whole numbers from 100000 to 111999 in that order',
    column(...Array.from({ length: 12_000 }, (_, i) => number(String(100_000 + i)))),
  ],
  ['a text longer than a piece', 'one column x, one row, the letter a 200000 times', column('a'.repeat(200_000))],
]

/** Pairs that must not be equal; `unordered` in the last place: only those values may be equal. */
export const differing: [string, VectorTable, VectorTable, 'ordered'?][] = [
  ['one digit', column('1.5', '2'), column('1.5', '3')],
  ['rows in another order', column('1', '2'), column('2', '1'), 'ordered'],
  ['how often a row occurs', column('1', '1', '2'), column('1', '2', '2')],
  ['a row more', column('1', '2'), column('1', '2', '2')],
  ['the name of a column', column('1'), { ...column('1'), names: ['y'] }],
  [
    'values of two columns exchanged',
    { names: ['x', 'y'], rows: [['1', '2']] },
    { names: ['x', 'y'], rows: [['2', '1']] },
  ],
  [
    'values moved between rows',
    {
      names: ['x', 'y'],
      rows: [
        ['1', 'a'],
        ['2', 'b'],
      ],
    },
    {
      names: ['x', 'y'],
      rows: [
        ['1', 'b'],
        ['2', 'a'],
      ],
    },
  ],
  [
    'where nothing is',
    {
      names: ['x', 'y'],
      rows: [
        ['1', null],
        [null, '2'],
      ],
    },
    {
      names: ['x', 'y'],
      rows: [
        [null, '1'],
        ['2', null],
      ],
    },
  ],
  ['a whole number beyond 2^53', column(number('9007199254740993')), column(number('9007199254740992'))],
  ['a number and the text beside a leading zero', column('7', '8'), column('007', '8')],
  ['found number, declared text', column('7', '8'), { ...column('7', '8'), types: { x: 'text' } }],
  ['wall clock and instant', column('2026-11-22 08:05'), column('2026-11-22 08:05Z')],
  ['full-width digits', column('12'), column('１２')],
  ['case of a text', column('abc'), column('ABC')],
  ['blank inside a text', column('a b'), column('a\u3000b')],
  ['percent', column('0.125'), column('12.5%')],
  ['true and 1', column('true'), column('1')],
  ['null and the word', column('NULL', 'x'), column(null, 'x')],
  ['a line feed and its escape', column('a\nb'), column('a\\nb')],
  [
    'a run of nothing and its line',
    {
      names: ['x', 'y'],
      rows: [
        ['\\1', '1'],
        ['a', '2'],
      ],
    },
    {
      names: ['x', 'y'],
      rows: [
        [null, '1'],
        ['a', '2'],
      ],
    },
  ],
  ['names that would join', { names: ['a\nb', 'c'], rows: [['1', '2']] }, { names: ['a', 'b\nc'], rows: [['1', '2']] }],
  ['a nanosecond', column('2026-11-22T08:05:00.000000001'), column('2026-11-22T08:05:00')],
  ['the order inside a list', column('[1,2]'), column('[2,1]')],
]

const [gb, latin] = [
  Uint8Array.of(0x78, 0x0a, 0xff, 0xff, 0xff, 0x0a),
  Uint8Array.of(0xef, 0xbb, 0xbf, 0x78, 0x0a, 0xff),
]

/** Parquet files of one column x, a list or an object of what is named, by Apache Arrow; base64. */
const nestings: Record<string, string> = {
  decimals:
    'UEFSMRUEFQoVCkwVAhUAEgAAAAAAAHMVABUeFR4sFQIVEBUGFQYcAAAAAgAAAAIAAgAAAAIDAQIAFQQZTDUAGAZzY2hlbWEVAgA1AhgBeBUCFQZMPAAAADUEGARsaXN0FQIAFQ4VChUCGAdlbGVtZW50JQoVBBUULFwVBBUUAAAAFgIZHBkcJgAcFQ4ZNQAGEBk4AXgEbGlzdAdlbGVtZW50FQAWAhZqFmomLiYIKSwVBBUAFQIAFQAVEBUCADwpJgIAGUYAAAACAAAAFmoWAiYIFmoAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI1LjAuMRkcHAAAAMQAAABQQVIx',
  'floats of 32 bits':
    'UEFSMRUEFQgVCEwVAhUAEgAAzczMPRUAFR4VHiwVAhUQFQYVBhwAAAACAAAAAgACAAAAAgMBAgAVBBlMNQAYBnNjaGVtYRUCADUCGAF4FQIVBkw8AAAANQQYBGxpc3QVAgAVCCUCGAdlbGVtZW50ABYCGRwZHCYAHBUIGTUABhAZOAF4BGxpc3QHZWxlbWVudBUAFgIWaBZoJiwmCCksFQQVABUCABUAFRAVAgA8KSYCABlGAAAAAgAAABZoFgImCBZoACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNS4wLjEZHBwAAAC0AAAAUEFSMQ==',
  dates:
    'UEFSMRUEFQgVCEwVAhUAEgAAK1EAABUAFR4VHiwVAhUQFQYVBhwAAAACAAAAAgACAAAAAgMBAgAVBBlMNQAYBnNjaGVtYRUCADUCGAF4FQIVBkw8AAAANQQYBGxpc3QVAgAVAiUCGAdlbGVtZW50JQxMbAAAABYCGRwZHCYAHBUCGTUABhAZOAF4BGxpc3QHZWxlbWVudBUAFgIWaBZoJiwmCCksFQQVABUCABUAFRAVAgA8KSYCABlGAAAAAgAAABZoFgImCBZoACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNS4wLjEZHBwAAAC6AAAAUEFSMQ==',
  'times with zone':
    'UEFSMRUEFRAVEEwVAhUAEgAAAEAq3dhgBgAVABUeFR4sFQIVEBUGFQYcAAAAAgAAAAIAAgAAAAIDAQIAFQQZTDUAGAZzY2hlbWEVAgA1AhgBeBUCFQZMPAAAADUEGARsaXN0FQIAFQQlAhgHZWxlbWVudCUUTIwRHCwAAAAAABYCGRwZHCYAHBUEGTUABhAZOAF4BGxpc3QHZWxlbWVudBUAFgIWcBZwJjQmCCksFQQVABUCABUAFRAVAgA8KSYCABlGAAAAAgAAABZwFgImCBZwACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNS4wLjEZHBwAAAC/AAAAUEFSMQ==',
  bytes:
    'UEFSMRUEFQwVDEwVAhUAEgAAAgAAAP8AFQAVHhUeLBUCFRAVBhUGHAAAAAIAAAACAAIAAAACAwECABUEGUw1ABgGc2NoZW1hFQIANQIYAXgVAhUGTDwAAAA1BBgEbGlzdBUCABUMJQIYB2VsZW1lbnQAFgIZHBkcJgAcFQwZNQAGEBk4AXgEbGlzdAdlbGVtZW50FQAWAhZsFmwmMCYIKSwVBBUAFQIAFQAVEBUCADwWBBkmAgAZRgAAAAIAAAAWbBYCJggWbAAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjUuMC4xGRwcAAAAtgAAAFBBUjE=',
  'a map':
    'UEFSMRUEFQoVCkwVAhUAEgAAAQAAAGsVABUeFR4sFQQVEBUGFQYcAAAAAgAAAAMCAgAAAAQCAQQAFQQVIBUgTBUEFQASAAABAAAAAAAAAAIAAAAAAAAAFQAVHhUeLBUEFRAVBhUGHAAAAAIAAAADAgIAAAAEAwEDAhUEGVw1ABgGc2NoZW1hFQIANQIYAXgVAhUCTCwAAAA1BBgJa2V5X3ZhbHVlFQQAFQwlABgDa2V5JQBMHAAAABUEJQIYBXZhbHVlABYCGRwZLCYAHBUMGTUABhAZOAF4CWtleV92YWx1ZQNrZXkVABYEFmoWaiYuJggpLBUEFQAVAgAVABUQFQIAPBYEGSYCAhk2AAAEAAAAJgAcFQQZNQAGEBk4AXgJa2V5X3ZhbHVlBXZhbHVlFQAWBBaAARaAASauASZyKSwVBBUAFQIAFQAVEBUCADwpJgICGUYAAAAEAAAAFuoBFgImCBbqAQAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjUuMC4xGSwcAAAcAAAAGQEAAFBBUjE=',
  'a member __proto__':
    'UEFSMRUEFRAVEEwVAhUAEgAAAQAAAAAAAAAVABUSFRIsFQIVEBUGFQYcAAAAAgAAAAICAQIAFQQZPDUAGAZzY2hlbWEVAgA1AhgBeBUCABUEJQIYCV9fcHJvdG9fXwAWAhkcGRwmABwVBBk1AAYQGSgBeAlfX3Byb3RvX18VABYCFmQWZCY0JggpLBUEFQAVAgAVABUQFQIAPCkGGTYAAAIAAAAWZBYCJggWZAAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjUuMC4xGRwcAAAAnwAAAFBBUjE=',
}

/** Files that have no value. */
export const refusedFiles: [string, string, string | Uint8Array][] = [
  ['two columns of one name', 'a.csv', 'x,x\n1,2\n'],
  ['two columns of one name after NFC', 'a.csv', 'caf\u00e9,cafe\u0301\n1,2\n'],
  ['two columns of one name after blanks', 'a.csv', 'x, x\n1,2\n'],
  ['two columns without name', 'a.csv', ',\n1,2\n'],
  ['a value beyond the heading', 'a.csv', 'x,y\n1,2,3\n'],
  ['a member twice', 'a.jsonl', '{"x":1,"x":2}\n'],
  ['a member twice, one escaped', 'a.jsonl', '{"x":1,"\\u0078":1}\n'],
  ['__proto__ twice', 'a.jsonl', '{"__proto__":1,"__proto__":1}\n'],
  ['a member twice inside', 'a.jsonl', '{"x":{"y":1,"y":1}}\n'],
  ['an item that is no object', 'a.jsonl', '{"x":1}\n5\n'],
  ['a list of lists', 'a.json', '[[1,2],[3,4]]'],
  ['nested too deep', 'a.jsonl', `{"x":${'['.repeat(66)}${']'.repeat(66)}}\n`],
  ['a lone surrogate', 'a.jsonl', '{"x":"\\ud800"}\n'],
  ['a lone surrogate in a name', 'a.jsonl', '{"\\udc00":1}\n'],
  ['a lone surrogate inside', 'a.jsonl', '{"x":["\\udc00"]}\n'],
  ['text after the list', 'a.json', '[{"x":1}]]'],
  ['a list cut off', 'a.json', '[{"x":1},'],
  ['a line cut off', 'a.jsonl', '{"x":1'],
  ['a number that JSON has not', 'a.jsonl', '{"x":01}\n'],
  ['bytes of no encoding', 'a.csv', gb],
  ['a byte order mark and bytes that are not UTF-8', 'a.csv', latin],
  ['UTF-16 cut in a character', 'a.csv', Uint8Array.of(0xff, 0xfe, 0x78, 0x00, 0x0a, 0x00, 0x31)],
  ['a lone surrogate in UTF-16', 'a.csv', Uint8Array.of(0xff, 0xfe, 0x78, 0x00, 0x0a, 0x00, 0x00, 0xd8)],
  ['no workbook', 'a.xlsx', 'PK\u0003\u0004'],
  ['no Parquet file', 'a.parquet', 'PAR1'],
  ['not the name of a table', 'a.txt', 'x\n1\n'],
  ...Object.entries(nestings).map(([about, base64]): [string, string, Uint8Array] => [
    `nested: ${about}`,
    'a.parquet',
    Buffer.from(base64, 'base64'),
  ]),
]
