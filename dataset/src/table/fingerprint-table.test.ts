import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalize, leafHash, toHex, treeRoot, utf8Encode } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { inputOf, makeTable } from '../../scripts/table-vectors.ts'
import { browserCrypto } from '../browser/crypto.ts'
import {
  fingerprintTable,
  proveColumn,
  readTableFingerprint,
  type TableColumn,
  TableError,
  type TableOptions,
  tableToPart,
  verifyColumn,
} from './index.ts'
import { openNodeOptions } from './node-options.ts'
import { fingerprintTables } from './node-table.ts'
import { createSm3Messages } from './sm3-rows.ts'

const { sha256, sm3 } = nodeCrypto
const csv = (text: string, options: Partial<TableOptions> = {}) =>
  fingerprintTable(inputOf('t.csv', utf8Encode(text)), { crypto: nodeCrypto, ...options })

it('is what the text says, step by step', async () => {
  const { ordered, unordered, columns } = await csv('b,a\n1.50,x\n,"y\nz"\n')
  for (const [hash, name] of [
    [sha256, 'sha256'],
    [sm3, 'sm3'],
  ] as const) {
    const H = (text: string) => toHex(hash(utf8Encode(text)))
    const T = (text: string) => toHex(leafHash(hash, utf8Encode(text)))
    const leaf = (value: object) => leafHash(hash, utf8Encode(canonicalize(value)))
    const node = (left: Uint8Array, right: Uint8Array) => toHex(hash(Uint8Array.of(1, ...left, ...right)))
    const a = leaf({ name: 'a', root: T('x\ny\\nz\n'), type: 'text', values: 2 })
    const b = leaf({ name: 'b', root: T('1.5\n\\1\n'), type: 'number', values: 1 })
    expect(columns.map(({ root }) => root[name])).toEqual([T('x\ny\\nz\n'), T('1.5\n\\1\n')])
    expect(ordered[name]).toBe(
      H(`{"columns":2,"format":"datadeed-table/1","order":"ordered","root":"${node(a, b)}","rows":2}`),
    )
    const rows = [H('a\nx\nb\n1.5\n'), H('a\ny\\nz\n')].sort().map((hex) => Buffer.from(hex, 'hex'))
    const root = toHex(leafHash(hash, Buffer.concat(rows)))
    const schema = node(leaf({ name: 'a', type: 'text' }), leaf({ name: 'b', type: 'number' }))
    expect(unordered?.[name]).toBe(
      H(`{"columns":2,"format":"datadeed-table/1","order":"unordered","root":"${root}","rows":2,"schema":"${schema}"}`),
    )
  }
})

it('reads again where a text comes after numbers were respelled, and then says the same as when told', async () => {
  const text = 'x,y\n1.50,1\n2,2\nv,3\n'
  let streams = 0
  const input = inputOf('t.csv', utf8Encode(text))
  const stream = () => {
    streams += 1
    return input.stream()
  }
  const found = await fingerprintTable({ ...input, stream }, { crypto: nodeCrypto })
  expect(streams).toBe(2)
  expect(found).toEqual(await csv(text, { types: { x: 'text' } }))
})

it('refuses a file that changed between two readings', async () => {
  const texts = ['x,y\n1.50,1\n2,2\nv,3\n', 'x,y\n1.50,1\n2,b\nv,3\n'].map(utf8Encode)
  let streams = 0
  const input = inputOf('t.csv', texts[0] as Uint8Array)
  const stream = () => inputOf('t.csv', texts[streams++] as Uint8Array).stream()
  await expect(fingerprintTable({ ...input, stream }, { crypto: nodeCrypto })).rejects.toMatchObject({
    code: 'changed',
  })
})

describe('declared types', () => {
  it('are followed or refused', async () => {
    await expect(csv('x\n1\na\n', { types: { x: 'number' } })).rejects.toMatchObject({
      code: 'not_of_type',
      place: 'x',
    })
    await expect(csv('x\n1\n', { types: { y: 'number' } })).rejects.toMatchObject({
      code: 'no_such_column',
      place: 'y',
    })
    expect(await csv('x\n1\n', { types: { x: 'number' } })).toEqual(await csv('x\n1\n'))
  })
})

it('one column is proved without the others', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const { fingerprint } = makeTable({
    names,
    rows: [names.map((_, i) => String(i)), names.map((_, i) => String(i * 2))],
  })
  for (const name of names) {
    const proof = proveColumn(nodeCrypto, fingerprint, name)
    if (!proof) throw new Error(`no column ${name}`)
    expect(verifyColumn(nodeCrypto, proof, fingerprint.ordered)).toBe(true)
    const forged = { ...proof, column: { ...proof.column, values: 3 } }
    expect(verifyColumn(nodeCrypto, forged, fingerprint.ordered)).toBe(false)
    expect(verifyColumn(nodeCrypto, { ...proof, rows: 3 }, fingerprint.ordered)).toBe(false)
    expect(verifyColumn(nodeCrypto, { ...proof, index: (proof.index + 1) % 5 }, fingerprint.ordered)).toBe(false)
    const otherHash = { ...proof, column: { ...proof.column, root: { ...proof.column.root, sm3: '0'.repeat(64) } } }
    expect(verifyColumn(nodeCrypto, otherHash, fingerprint.ordered)).toBe(false)
  }
  expect(proveColumn(nodeCrypto, fingerprint, 'f')).toBeNull()
})

it('a fingerprint from elsewhere is made again, and refused where no table has it', async () => {
  const told = await csv('a,b\n1,x\n2,\n')
  expect(readTableFingerprint(nodeCrypto, told)).toEqual(told)
  const [a, b] = told.columns as [TableColumn, TableColumn]
  const zeros = { sha256: '0'.repeat(64), sm3: '0'.repeat(64) }
  const forged: unknown[] = [
    null,
    [],
    { ...told, more: 1 },
    { ...told, format: 'datadeed-table/2' },
    { ...told, rows: 3 },
    { ...told, rows: -1 },
    { ...told, rows: 2 ** 53 },
    { ...told, columns: [b, a] },
    { ...told, columns: [a, a] },
    { ...told, columns: [a] },
    { ...told, columns: [] },
    { ...told, columns: [a, { ...b, values: 2 }] },
    { ...told, columns: [a, { ...b, values: 0 }] },
    { ...told, columns: [a, { ...b, values: 1.5 }] },
    { ...told, columns: [a, { ...b, name: 'b ' }] },
    { ...told, columns: [a, { ...b, name: '\ud800' }] },
    { ...told, columns: [a, { ...b, type: 'number' }] },
    { ...told, columns: [a, { ...b, type: '__proto__' }] },
    { ...told, columns: [a, { ...b, root: { ...b.root, sm3: b.root.sm3.toUpperCase() } }] },
    { ...told, ordered: zeros },
    { ...told, ordered: { ...told.ordered, sm3: zeros.sm3 } },
    { ...told, unordered: zeros },
    { ...told, unordered: null },
    { ...told, rowsRoot: zeros },
    { ...told, rowsRoot: null },
  ]
  for (const one of forged) expect(() => readTableFingerprint(nodeCrypto, one)).toThrow(TableError)
})

it('a browser makes the same with its own hashes', async () => {
  const text = 'x,y\n1.50,一\n2,é\n'
  expect(await csv(text, { crypto: browserCrypto() })).toEqual(await csv(text))
})

it('refuses more columns than memory is kept for', async () => {
  const names = Array.from({ length: 16_385 }, (_, i) => `c${i}`).join()
  await expect(csv(`${names}\n`)).rejects.toMatchObject({ code: 'oversized' })
})

it('hashes rows of every length with SM3 as one by one, and where there is no WebAssembly', () => {
  const lengths = Array.from({ length: 3000 }, (_, i) => (i * 37) % 1100)
  const message = (length: number) => new Uint8Array(length).fill(length & 255)
  const wanted = lengths.map((length) => toHex(sm3(message(length)))).sort()
  const digestsOf = () => {
    const found: string[] = []
    const hasher = createSm3Messages((digest) => found.push(toHex(digest)), sm3)
    for (const length of lengths) hasher.add(message(length))
    hasher.end()
    return found.sort()
  }
  expect(digestsOf()).toEqual(wanted)
  vi.stubGlobal('WebAssembly', undefined)
  expect(digestsOf()).toEqual(wanted)
  vi.unstubAllGlobals()
})

describe('on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'table-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('a folder gives its tables, a refusal for each that has no value, and a part', async () => {
    writeFileSync(join(folder, 'a.csv'), 'x\n1\n')
    writeFileSync(join(folder, 'b.jsonl'), '{"x":1.0}\n')
    writeFileSync(join(folder, 'c.csv'), 'x,x\n1,2\n')
    writeFileSync(join(folder, 'd.txt'), 'no table')
    const found = await fingerprintTables(folder)
    expect(found.map(({ path, refusal }) => [path, refusal?.code ?? null])).toEqual([
      ['a.csv', null],
      ['b.jsonl', null],
      ['c.csv', 'duplicate_column'],
    ])
    expect(found[0]?.table).toEqual(found[1]?.table)
    const made = found.flatMap(({ path, table }) => (table ? [{ path, table }] : []))
    const part = tableToPart(made, 'ab'.repeat(32))
    expect(JSON.parse(canonicalize(part.content))[1]).toEqual({ file: 'b.jsonl', ...found[1]?.table })
  })

  it('a temporary file has no name that would outlive a thread that is stopped', () => {
    vi.stubEnv('TMPDIR', folder)
    const before = readdirSync(folder)
    const { options, close } = openNodeOptions()
    const scratch = options.scratch?.()
    scratch?.keep(Uint8Array.of(1, 2, 3))
    scratch?.keep(Uint8Array.of(4, 5))
    expect(readdirSync(folder)).toEqual(before)
    const into = new Uint8Array(1)
    scratch?.read(1, 1, into)
    expect(into).toEqual(Uint8Array.of(5))
    close()
    vi.unstubAllEnvs()
  })

  it('rows beyond one run are merged from a temporary file, which goes away', async () => {
    vi.stubEnv('TMPDIR', folder)
    const numbers = Array.from({ length: 270_000 }, (_, i) => String(i % 134_999))
    const path = join(folder, 'long.csv')
    writeFileSync(path, `x\n${numbers.join('\n')}\n`)
    const [found] = await fingerprintTables(path)
    writeFileSync(path, `x\n${numbers.toReversed().join('\r\n')}\n`)
    const [reversed] = await fingerprintTables(path)
    const digests = numbers.map((text) => Buffer.from(sm3(utf8Encode(`x\n${text}\n`)))).sort(Buffer.compare)
    const { fingerprint } = makeTable({ names: ['x'], rows: [['0']] })
    expect(fingerprint.rowsRoot?.sm3).toBe(toHex(leafHash(sm3, sm3(utf8Encode('x\n0\n')))))
    const pieces = Array.from({ length: Math.ceil(digests.length / 2048) }, (_, i) =>
      leafHash(sm3, Buffer.concat(digests.slice(i * 2048, (i + 1) * 2048))),
    )
    expect(found?.table?.rowsRoot?.sm3).toBe(toHex(treeRoot(sm3, pieces)))
    expect(reversed?.table?.unordered).toEqual(found?.table?.unordered)
    expect(reversed?.table?.ordered).not.toEqual(found?.table?.ordered)
    expect(readdirSync(folder).filter((name) => name.startsWith('datadeed-'))).toEqual([])
    vi.unstubAllEnvs()
  })
})
