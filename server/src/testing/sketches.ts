import { codeOf, encodeSketch, type Sketch } from '@datadeed/evidence'
import type { TestPlatform } from './platform.ts'

/** A sketch of `size` values drawn at random, as hashes are; `shared` of its 256 places are those of `from`. */
export const drawn = (size: number, from?: Sketch, shared = 0): Sketch => ({
  values: size,
  codes: Uint16Array.from({ length: 256 }, (_, i) =>
    from && i < shared
      ? (from.codes[i] ?? 0)
      : codeOf(Math.floor(Math.min(1 - 2 ** -53, (-Math.log(1 - Math.random()) * 256) / size) * 2 ** 53)),
  ),
})

/** Keeps sketches of columns `c0`, `c1`, … for a deposit, under the first key. */
export async function keepSketches(p: TestPlatform, depositId: string, by: string, sketches: Sketch[]) {
  const at = { epoch: 1, deposit_id: depositId }
  await p.owner
    .insertInto('comparison_epoch')
    .values({ ...{ epoch: 1, key_digest: '0'.repeat(64) }, reason: '测试', started_at: new Date() })
    .onConflict((on) => on.doNothing())
    .execute()
  await p.owner
    .insertInto('deposit_sketch')
    .values({ ...at, uploaded_by: by, uploaded_at: new Date() })
    .execute()
  const rows = sketches.map((sketch, i) => ({
    ...at,
    file: '甲.csv',
    column_name: `c${i}`,
    sketch: Buffer.from(encodeSketch(sketch)),
  }))
  await p.owner.insertInto('column_sketch').values(rows).execute()
}
