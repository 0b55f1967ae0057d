// Makes the published vectors of the overlap sketch. They are the same each time:
//   node dataset/scripts/sketch-vectors.ts writes them; vectors.test.ts compares.
import { writeFileSync } from 'node:fs'
import { encodeSketch, type Json, type Sketch, toBase64, writeSketchPart } from '@datadeed/evidence'
import { canonicalText } from '../src/sketch/canonical-text.ts'
import { createKeyedHash } from '../src/sketch/keyed-hash.ts'
import { createColumnSketch, createRowSketch } from '../src/sketch/sketch.ts'

const key = { epoch: 1, key: Uint8Array.from({ length: 16 }, (_, i) => i) }
const hex = (bytes: Uint8Array) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

const texts = ['', 'a', '贵A·12345', '  贵A·12345\t', '1.50', '+1', '-0.0', '007', 'e\u0301', '😀']

const sketched = (sketch: Sketch | null): Sketch => {
  if (!sketch) throw new Error('too few values for a vector')
  return sketch
}

/** The values 1 … n, each with a prefix. */
const column = (count: number, prefix: string) => {
  const sketcher = createColumnSketch(key)
  for (let i = 1; i <= count; i++) sketcher.add(`${prefix}${i}`)
  return sketcher
}

const rows = (count: number): Sketch => {
  const sketcher = createRowSketch(key)
  for (let i = 1; i <= count; i++) sketcher.add([`${i}`, `路线 ${i % 7}`])
  return sketched(sketcher.end())
}

/** Content of `dataset/vectors/sketch.json`: what a second implementation must make, and what a reader must refuse. */
export const sketchVectors = (): string => {
  const hash = createKeyedHash(key.key)
  const digest = (text: string) => {
    hash.digest(text)
    const [low = 0, high = 0] = hash.hash
    return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('')
  }
  const good = sketched(column(2000, 'v').end())
  const base64 = toBase64(encodeSketch(good))
  const part = writeSketchPart({ epoch: 1, tables: [{ file: '轨迹.csv', rows: rows(3000), columns: [] }] })
  if (part === null) throw new Error('no sketch')
  const withColumn = (sketch: Json, name: Json = 'a'): Json => ({
    ...part,
    tables: [{ file: '轨迹.csv', rows: null, columns: [{ name, sketch }] }],
  })
  const changed = (change: (bytes: DataView) => void) => {
    const bytes = encodeSketch(good)
    change(new DataView(bytes.buffer))
    return withColumn(toBase64(bytes))
  }
  const refused: { name: string; fault: string; part: Json }[] = [
    { name: 'a byte is missing', fault: 'bad_length', part: withColumn(toBase64(encodeSketch(good).slice(1))) },
    { name: 'a byte too many', fault: 'bad_length', part: withColumn(toBase64(new Uint8Array(521))) },
    { name: 'no byte', fault: 'bad_length', part: withColumn('') },
    { name: 'a count above 2^53 - 1', fault: 'bad_count', part: changed((v) => v.setBigUint64(0, 2n ** 53n)) },
    { name: 'the greatest count', fault: 'bad_count', part: changed((v) => v.setBigUint64(0, 2n ** 64n - 1n)) },
    { name: 'a code above the greatest', fault: 'bad_code', part: changed((v) => v.setUint16(8, 45_056)) },
    { name: 'a code just below that of an empty bin', fault: 'bad_code', part: changed((v) => v.setUint16(8, 65_534)) },
    { name: 'fewer values than filled bins', fault: 'count_below_bins', part: changed((v) => v.setBigUint64(0, 200n)) },
    { name: 'no value, but filled bins', fault: 'count_below_bins', part: changed((v) => v.setBigUint64(0, 0n)) },
    {
      name: 'a column of a hundred different values',
      fault: 'low_entropy',
      part: withColumn(toBase64(encodeSketch(column(100, 'v').seen()))),
    },
    {
      name: 'a column of two thousand different values among ten million',
      fault: 'low_entropy',
      part: changed((v) => v.setBigUint64(0, 10_000_000n)),
    },
    { name: 'all bins empty', fault: 'low_entropy', part: changed((v) => new Uint8Array(v.buffer).fill(255, 8)) },
    { name: 'Base64 without padding', fault: 'bad_base64', part: withColumn(base64.replaceAll('=', '')) },
    { name: 'Base64 for addresses', fault: 'bad_base64', part: withColumn(`-${base64.slice(1)}`) },
    { name: 'a sketch that is a number', fault: 'wrong_type', part: withColumn(1) },
    { name: 'a column without a name', fault: 'wrong_type', part: withColumn(base64, null) },
    { name: 'a name with a zero character', fault: 'wrong_value', part: withColumn(base64, 'a\0') },
    { name: 'a name with half a surrogate pair', fault: 'not_utf8', part: withColumn(base64, 'a\ud800') },
    { name: 'a name of 513 characters', fault: 'too_large', part: withColumn(base64, 'a'.repeat(513)) },
    { name: 'epoch 0', fault: 'wrong_value', part: { ...part, epoch: 0 } },
    { name: 'epoch 1.5', fault: 'wrong_value', part: { ...part, epoch: 1.5 } },
    { name: 'an epoch below zero', fault: 'wrong_value', part: { ...part, epoch: -1 } },
    { name: 'an epoch that is not a number', fault: 'wrong_type', part: { ...part, epoch: null } },
    { name: 'another format', fault: 'wrong_value', part: { ...part, format: 'datadeed-sketch/2' } },
    { name: 'a member that is not in the format', fault: 'unknown_field', part: { ...part, key: '00' } },
    { name: 'no table', fault: 'missing', part: { ...part, tables: [] } },
    {
      name: 'one file twice',
      fault: 'duplicate',
      part: { ...part, tables: [1, 2].flatMap(() => part.tables as Json[]) },
    },
  ]
  const vectors = {
    key: hex(key.key),
    texts: texts.map((text) => {
      const canonical = canonicalText(text)
      return { text, canonical, hash: canonical === '' ? null : digest(canonical) }
    }),
    sketches: [
      { name: 'column of v1 … v2000', sketch: base64 },
      { name: 'column of 1 … 1500', sketch: toBase64(encodeSketch(sketched(column(1500, '').end()))) },
      { name: 'rows of i and "路线 " with i modulo 7, i = 1 … 3000', sketch: toBase64(encodeSketch(rows(3000))) },
    ],
    refused,
  }
  return `${JSON.stringify(vectors, null, 1)}\n`
}

if (import.meta.main) writeFileSync(new URL('../vectors/sketch.json', import.meta.url), sketchVectors())
