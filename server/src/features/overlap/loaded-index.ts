import { SKETCH_BINS } from '@datadeed/evidence'
import type { Database } from '../../platform/db/connection.ts'
import { createSketchIndex, type SketchIndex } from './sketch-index.ts'
import { listSketchesAfter } from './sketch-store.ts'

interface Loaded {
  readonly byEpoch: Map<number, SketchIndex>
  last: bigint
  /** Reading goes on one at a time. */
  turn: Promise<void>
}

const loaded = new WeakMap<Database, Loaded>()
const batch = 5000

/**
 * The index of an epoch with everything committed up to now, also by other processes: what is newer than the last one seen
 * is read before every search. The first time that is all of it.
 */
export async function currentIndex(db: Database, epoch: number): Promise<SketchIndex> {
  const known = loaded.get(db) ?? { byEpoch: new Map<number, SketchIndex>(), last: 0n, turn: Promise.resolve() }
  loaded.set(db, known)
  const turn = known.turn.then(() => readOn(db, known))
  known.turn = turn.catch(() => {})
  await turn
  return known.byEpoch.get(epoch) ?? createSketchIndex()
}

/** Begins to read, so that whoever asks first need not wait for all of it. A failure shows when somebody asks. */
export function warmUp(db: Database): void {
  currentIndex(db, 1).catch(() => {})
}

async function readOn(db: Database, known: Loaded): Promise<void> {
  for (;;) {
    const rows = await listSketchesAfter(db, known.last, batch)
    for (const { id, epoch, sketch } of rows) {
      const index = known.byEpoch.get(epoch) ?? createSketchIndex()
      known.byEpoch.set(epoch, index)
      index.add(Number(id), codesIn(sketch))
      known.last = id
    }
    if (rows.length < batch) return
  }
}

/** The codes of an encoded sketch; it was checked when it came in. */
function codesIn(sketch: Buffer): Uint16Array {
  const codes = new Uint16Array(SKETCH_BINS)
  for (let bin = 0; bin < SKETCH_BINS; bin++) codes[bin] = sketch.readUInt16BE(8 + 2 * bin)
  return codes
}
