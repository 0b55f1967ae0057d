import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '../adapters/node.ts'
import {
  CHUNK_BYTES,
  ChunkTree,
  canonicalize,
  chunkLeaf,
  digestsOf,
  disclosePart,
  EMPTY_DIGESTS,
  type FormatError,
  fileDigests,
  type ManifestFile,
  makeManifest,
  makeParts,
  manifestBytes,
  manifestTotals,
  parseManifest,
  toHex,
  utf8Decode,
  utf8Encode,
  verifyPart,
} from './index.ts'

const VECTORS = new URL('../../../shared/vectors/sm/sm3_sm2.json', import.meta.url)
const tool = { name: 'test', version: '1' }
const file = (path: string, text = 'x'): ManifestFile => ({ path, ...fileDigests(nodeCrypto, utf8Encode(text)) })
const faultOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return (error as FormatError).message
  }
  return 'none'
}

it.skipIf(!existsSync(VECTORS))('SM3 vectors (skipped where ../shared is absent)', () => {
  const { sm3 } = JSON.parse(readFileSync(VECTORS, 'utf8'))
  for (const v of sm3) expect(toHex(nodeCrypto.sm3(Buffer.from(v.in_hex, 'hex')))).toBe(v.out)
})

describe('fingerprint of a file', () => {
  it('of no bytes is the digest of no bytes', () => {
    expect(fileDigests(nodeCrypto, new Uint8Array(0))).toEqual({ bytes: 0, tree: EMPTY_DIGESTS, whole: EMPTY_DIGESTS })
  })

  it('is the tree of the definition at the edges of a chunk', () => {
    const data = new Uint8Array(2 * CHUNK_BYTES + 1).map((_, i) => i % 251)
    const h = (prefix: number, ...parts: Uint8Array[]) =>
      nodeCrypto.sha256(Buffer.concat([Uint8Array.of(prefix), ...parts]))
    const a = h(0, data.subarray(0, CHUNK_BYTES))
    const b = h(0, data.subarray(CHUNK_BYTES, 2 * CHUNK_BYTES))
    const c = h(0, data.subarray(2 * CHUNK_BYTES))
    expect(fileDigests(nodeCrypto, data.subarray(0, CHUNK_BYTES)).tree.sha256).toBe(toHex(a))
    expect(fileDigests(nodeCrypto, data.subarray(0, 2 * CHUNK_BYTES)).tree.sha256).toBe(toHex(h(1, a, b)))
    expect(fileDigests(nodeCrypto, data).tree.sha256).toBe(toHex(h(1, h(1, a, b), c)))
  })

  it('goes on after an interruption', () => {
    const first = new ChunkTree(nodeCrypto)
    first.append(chunkLeaf(nodeCrypto, utf8Encode('a')))
    const second = new ChunkTree(nodeCrypto, JSON.parse(JSON.stringify(first.state())))
    for (const tree of [first, second]) tree.append(chunkLeaf(nodeCrypto, utf8Encode('b')))
    expect(second.root()).toEqual(first.root())
  })
})

describe('manifest', () => {
  it('sorts by the bytes of the NFC path and is read back', () => {
    const names = ['z', 'e\u0301', '\u{1f600}', '\uffee', 'a/b', 'a']
    const manifest = makeManifest(
      tool,
      names.map((n) => file(n)),
    )
    expect(manifest.files.map((f) => f.path)).toEqual(['a', 'a/b', 'z', '\u00e9', '\uffee', '\u{1f600}'])
    expect(parseManifest(utf8Decode(manifestBytes(manifest)))).toEqual(manifest)
    expect(manifestTotals(manifest)).toEqual({ files: 6, bytes: 6 })
  })

  it.each(['/a', '', '..', 'a/../b', 'a//b', 'a/', './a', 'a\\b', 'a\u0000', 'a\nb', 'C:/a', 'a\u0085'])(
    'refuses the path %j',
    (path) => {
      expect(faultOf(() => makeManifest(tool, [file('ok'), file(path)]))).toBe('bad_path: files[1].path')
    },
  )

  it('names the failing field', () => {
    const good = makeManifest(tool, [file('a'), file('b')])
    const fault = (change: (m: Record<string, unknown>) => void) => {
      const copy = structuredClone(good) as unknown as Record<string, unknown>
      change(copy)
      return faultOf(() => parseManifest(canonicalize(copy)))
    }
    const files = (m: Record<string, unknown>) => m.files as Record<string, unknown>[]
    expect(fault((m) => void Object.assign(m, { extra: 1 }))).toBe('unknown_field: extra')
    expect(fault((m) => void delete m.parts)).toBe('missing: parts')
    expect(fault((m) => void Object.assign(m, { chunkBytes: 4096 }))).toBe('wrong_value: chunkBytes')
    expect(fault((m) => void Object.assign(m, { files: [] }))).toBe('missing: files')
    expect(fault((m) => void files(m).reverse())).toBe('not_sorted: files[1].path')
    expect(fault((m) => void Object.assign(m, { files: [files(m)[0], files(m)[0]] }))).toBe('duplicate: files[1].path')
    expect(fault((m) => void Object.assign(files(m)[1] ?? {}, { path: 'e\u0301' }))).toBe('not_nfc: files[1].path')
    expect(fault((m) => void Object.assign(files(m)[0] ?? {}, { bytes: 0 }))).toBe('bad_digest: files[0].tree')
    expect(fault((m) => void Object.assign(files(m)[0] ?? {}, { bytes: 0.5 }))).toBe('wrong_value: files[0].bytes')
    expect(fault((m) => void Object.assign(files(m)[0] ?? {}, { whole: { sha256: 'A', sm3: '' } }))).toBe(
      'bad_digest: files[0].whole.sha256',
    )
    expect(faultOf(() => parseManifest(` ${canonicalize(good)}`))).toBe('not_canonical')
    expect(faultOf(() => makeManifest(tool, [file('\u00e9'), file('e\u0301')]))).toBe('duplicate: files[1].path')
  })
})

describe('parts', () => {
  const parts = ['elements', 'profile', 'sample'].map((name, i) => ({
    name,
    salt: toHex(nodeCrypto.sha256(Uint8Array.of(i))),
    content: { rows: i },
  }))
  const committed = makeParts(nodeCrypto, parts)

  it('are shown one by one', () => {
    for (const { name } of parts) {
      const shown = disclosePart(nodeCrypto, parts, name)
      expect(verifyPart(nodeCrypto, committed, shown)).toBe(true)
      expect(verifyPart(nodeCrypto, committed, { ...shown, content: { rows: 7 } })).toBe(false)
      expect(verifyPart(nodeCrypto, committed, { ...shown, salt: digestsOf(nodeCrypto, utf8Encode('')).sm3 })).toBe(
        false,
      )
      expect(verifyPart(nodeCrypto, committed, { ...shown, index: (shown.index + 1) % 3 })).toBe(false)
    }
  })

  it('keep names and salts in order', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const run = () => makeParts(nodeCrypto, [{ name, salt: parts[0]?.salt ?? '', content: null }])
        if (/^[a-z][a-z0-9_-]{0,63}$/.test(name)) expect(run().names).toEqual([name])
        else expect(faultOf(run)).toBe('wrong_value: parts.names[0]')
      }),
    )
    expect(faultOf(() => makeParts(nodeCrypto, [{ name: 'a', salt: '00', content: null }]))).toContain('parts[0].salt')
  })
})
