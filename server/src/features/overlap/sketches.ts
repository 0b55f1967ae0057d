import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import {
  encodeSketch,
  FormatError,
  type Json,
  type ManifestParts,
  type PartDisclosure,
  readPartDisclosure,
  SKETCH_PART,
  type SketchPart,
  verifyPart,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { depositor, getDepositFacts } from '../evidence/service.ts'
import { badSketch, readSketchOrRefuse } from './bad-sketch.ts'
import { requireOpenEpoch } from './keys.ts'
import { findDepositSketch, insertSketches, type NewColumnSketch } from './sketch-store.ts'

/** One column, or with null whole rows, of the asker's data. */
export interface AskedSketch {
  file: string
  column: string | null
  codes: Uint16Array
}

/** Every sketch of a part with its place. */
export function sketchesIn(part: SketchPart): (AskedSketch & { bytes: Uint8Array })[] {
  return part.tables.flatMap(({ file, rows, columns }) =>
    [...(rows ? [{ name: null, sketch: rows }] : []), ...columns].map(({ name, sketch }) => ({
      file,
      column: name,
      codes: sketch.codes,
      bytes: encodeSketch(sketch),
    })),
  )
}

/**
 * Keeps the sketches of an own deposit, whose manifest commits to them. The same again is answered the same; a manifest has but
 * one part of that name, so there can be no other.
 */
export async function keepSketch(
  p: Platform,
  actor: Actor,
  depositId: string,
  disclosure: unknown,
): Promise<{ epoch: number; sketches: number }> {
  const { accountId, partyId } = depositor(actor)
  const deposit = await getDepositFacts(p.db, depositId)
  if (deposit.partyId !== partyId) throw new AppError('kernel.not_found')
  const shown = readDisclosure(disclosure)
  const { parts, files } = deposit.manifest
  if (shown.name !== SKETCH_PART || parts === null || !isCommitted(parts, shown))
    throw new AppError('evidence.bad_disclosure', { name: shown.name })
  const part = readSketchOrRefuse(shown.content)
  const paths = new Set(files.map(({ path }) => path))
  const stray = part.tables.findIndex(({ file }) => !paths.has(file))
  if (stray >= 0) throw badSketch('unknown_file', `tables[${stray}].file`, '清单中没有这个文件')
  const kept = await findDepositSketch(p.db, depositId)
  if (kept) return kept
  await requireOpenEpoch(p, part.epoch)
  const rows: NewColumnSketch[] = sketchesIn(part).map(({ file, column, bytes }) => ({ file, column, sketch: bytes }))
  const owner = { depositId, epoch: part.epoch, accountId, now: p.clock.now() }
  await inTx(p.db, (tx) => insertSketches(tx, owner, rows))
  return { epoch: part.epoch, sketches: rows.length }
}

// Content that has no canonical bytes, such as half a surrogate pair, is in no manifest.
function isCommitted(parts: ManifestParts, shown: PartDisclosure): boolean {
  try {
    return verifyPart(nodeCrypto, parts, shown)
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

function readDisclosure(value: unknown) {
  try {
    return readPartDisclosure(value as Json)
  } catch (error) {
    if (error instanceof FormatError) throw badSketch(error.code, `disclosure.${error.field}`, '不是完整的随附内容')
    throw error
  }
}
