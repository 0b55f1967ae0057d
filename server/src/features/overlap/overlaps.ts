import { setImmediate as breathe } from 'node:timers/promises'
import { type Actor, isStaff } from '@datadeed/core/kernel/actor'
import type { overlapAnswer } from '@datadeed/core/overlap/schema'
import { type Comparison, decodeSketch, type SketchPart } from '@datadeed/evidence'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { depositor, getDeposit } from '../evidence/service.ts'
import { readSketchOrRefuse } from './bad-sketch.ts'
import { requireKnownEpoch, tooMany } from './keys.ts'
import { currentIndex } from './loaded-index.ts'
import { findAsked, insertQuery, listPlaces, type SketchPlace } from './overlap-store.ts'
import { everything, type Sight, sightOf } from './policy.ts'
import type { Hit } from './sketch-index.ts'
import { findDepositSketch, listSketchesOf } from './sketch-store.ts'
import { type AskedSketch, sketchesIn } from './sketches.ts'

export type OverlapAnswer = z.infer<typeof overlapAnswer>
type Overlap = OverlapAnswer['overlaps'][number]
type Stage = Overlap['stage']

const day = 86_400_000
/** Columns and row sets a company may ask about in a day: a thousand applications, but no trying out of values. */
const askedPerDay = 20_000
/** Columns compared of one data set; its rows come first. */
const mostAsked = 500
/** Sketches looked up for each column. */
const mostHits = 50
/** Below a fifth of either side it is not worth telling, and would tell an asker too much. */
const leastShare = 0.2

/** What overlaps the sketches of a part, as this actor may know it. The question is on record and the number of them limited. */
export async function overlapsOf(p: Platform, actor: Actor, part: SketchPart): Promise<OverlapAnswer> {
  depositor(actor)
  await requireKnownEpoch(p, part.epoch)
  return await answer(p, actor, { epoch: part.epoch, asked: sketchesIn(part), depositId: null })
}

/** The same for a part as it came over the network. */
export async function askOverlaps(p: Platform, actor: Actor, sketch: unknown): Promise<OverlapAnswer> {
  depositor(actor)
  return await overlapsOf(p, actor, readSketchOrRefuse(sketch))
}

/** What overlaps a deposit that the actor may see; empty, with epoch null, where no sketch came with it. */
export async function overlapsOfDeposit(p: Platform, actor: Actor, depositId: string): Promise<OverlapAnswer> {
  const { id } = await getDeposit(p, actor, depositId)
  const question = await questionOf(p, id)
  return question ? await answer(p, actor, question) : nothing
}

/** All that overlaps a deposit, for the features below, whoever asks them. What they tell an applicant of it is theirs to mind. */
export async function overlapFacts(p: Platform, depositId: string): Promise<OverlapAnswer> {
  const question = await questionOf(p, depositId)
  return question ? await search(p, question, everything) : nothing
}

const nothing: OverlapAnswer = { epoch: null, checked: 0, overlaps: [], widespread: [] }

async function questionOf(p: Platform, depositId: string): Promise<Question | null> {
  const kept = await findDepositSketch(p.db, depositId)
  if (!kept) return null
  const rows = await listSketchesOf(p.db, depositId)
  const asked = rows.map(({ file, column, sketch }) => ({
    ...{ file, column, codes: decodeSketch(sketch, column === null ? 'row' : 'column').codes },
  }))
  return { epoch: kept.epoch, asked, depositId }
}

interface Question {
  epoch: number
  asked: AskedSketch[]
  depositId: string | null
}

async function requireQuota(p: Platform, actor: Actor): Promise<void> {
  if (actor.kind !== 'account' || !actor.partyId || isStaff(actor)) return
  const now = p.clock.now()
  const { sketches, first } = await findAsked(p.db, actor.partyId, new Date(now.getTime() - day))
  if (sketches >= askedPerDay) throw tooMany(first, now)
}

async function answer(p: Platform, actor: Actor, question: Question): Promise<OverlapAnswer> {
  await requireQuota(p, actor)
  const partyId = actor.kind === 'account' ? actor.partyId : null
  const told = await search(p, question, sightOf(actor), partyId)
  await note(p, actor, question, told)
  return told
}

async function search(
  p: Platform,
  { epoch, asked, depositId }: Question,
  sight: Sight,
  partyId: string | null = null,
): Promise<OverlapAnswer> {
  const index = await currentIndex(p.db, epoch)
  const checked = asked.toSorted((a, b) => Number(a.column !== null) - Number(b.column !== null)).slice(0, mostAsked)
  const found: { own: AskedSketch; hits: Hit[]; crowded: boolean }[] = []
  for (const own of checked) {
    const { hits, crowded } = index.search(own, mostHits)
    found.push({ own, crowded, hits: hits.filter(({ comparison }) => isWorthTelling(comparison)) })
    // A search takes milliseconds; between two of them others are served.
    await breathe()
  }
  const ids = new Set(found.flatMap(({ hits }) => hits.map(({ id }) => BigInt(id))))
  const wanted = { ids: [...ids], sight, appliedFor, except: depositId }
  const places = new Map((await listPlaces(p.db, wanted)).map((place) => [Number(place.id), place]))
  const overlaps = found.flatMap(({ own, hits }) =>
    hits.flatMap(({ id, comparison }) => {
      const place = places.get(id)
      return (place && asSeen(own, comparison, place, partyId)) ?? []
    }),
  )
  return {
    ...{ epoch, checked: checked.length, overlaps: onlyGreatest(overlaps) },
    widespread: found.flatMap(({ crowded, own: { file, column } }) => (crowded ? [{ file, column }] : [])),
  }
}

const isWorthTelling = ({ ofFirst, ofSecond }: Comparison) => Math.max(ofFirst.share, ofSecond.share) >= leastShare

async function note(p: Platform, actor: Actor, { epoch, depositId }: Question, told: OverlapAnswer): Promise<void> {
  if (actor.kind !== 'account') return
  const { accountId, partyId } = actor
  const { checked: sketches, overlaps } = told
  const query = { accountId, partyId, depositId, epoch, sketches, found: overlaps.length, now: p.clock.now() }
  await inTx(p.db, (tx) => insertQuery(tx, query))
}

/** The overlap as far as its place is known; null where that is not at all. */
function asSeen(
  { file, column }: AskedSketch,
  found: Comparison,
  { known, statuses }: SketchPlace,
  partyId: string | null,
): Overlap | null {
  const { ofFirst, ofSecond, jaccard } = found
  const where = { file, column, stage: stageOf(statuses) }
  if (known) {
    const { partyId: owner, depositedAt, ...rest } = known
    return {
      ...{ ...where, relation: relationOf(found), own: owner === partyId },
      ...{ share: ofFirst.share, error: ofFirst.error },
      ...{ shareOfOther: ofSecond.share, errorOfOther: ofSecond.error },
      ...{ jaccard: jaccard.share, errorOfJaccard: jaccard.error },
      other: { ...rest, depositedAt: new Date(depositedAt).toISOString() },
    }
  }
  if (ofFirst.share < leastShare) return null
  return {
    ...{ ...where, relation: ofFirst.share >= nearlyAll ? 'within' : 'partly', own: false },
    // With its exact error the exact share would be known.
    ...{ share: inSteps(ofFirst.share, 20), error: inSteps(ofFirst.error, 100) },
    // The size of another's data is not the asker's business, and these two would tell it.
    ...{ shareOfOther: null, errorOfOther: null, jaccard: null, errorOfJaccard: null, other: null },
  }
}

const inSteps = (value: number, steps: number) => Math.round(value * steps) / steps

const pending = [
  ...['submitted', 'under_review', 'correction_required', 'acceptance_proposed', 'refusal_proposed'],
  ...['public_notice', 'objection_pending'],
]
const appliedFor = ['registered', ...pending]
const closed = ['refused', 'withdrawn', 'deemed_withdrawn']

function stageOf(statuses: readonly string[]): Stage {
  const any = (of: readonly string[]) => statuses.some((status) => of.includes(status))
  if (any(['registered'])) return 'registered'
  return any(pending) ? 'pending' : any(closed) ? 'closed' : 'deposited'
}

/** Nearly all: a copy that was cleaned a little is still a copy. */
const nearlyAll = 0.9

function relationOf({ ofFirst, ofSecond }: Comparison): Overlap['relation'] {
  const [within, contains] = [ofFirst.share >= nearlyAll, ofSecond.share >= nearlyAll]
  if (within && contains) return 'same'
  return within ? 'within' : contains ? 'contains' : 'partly'
}

/** Of others' data that stay unnamed only the greatest for each column and stage: how many there are is nobody's business. */
function onlyGreatest(overlaps: Overlap[]): Overlap[] {
  const told = new Set<string>()
  const greatest = (one: Overlap) => Math.max(one.share, one.shareOfOther ?? 0)
  return overlaps
    .toSorted((a, b) => greatest(b) - greatest(a))
    .filter(({ other, file, column, stage }) => {
      if (other) return true
      const place = JSON.stringify([file, column, stage])
      if (told.has(place)) return false
      told.add(place)
      return true
    })
}
