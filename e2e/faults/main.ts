import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { nodeCrypto } from '../../evidence/adapters/node.ts'
import { parseTrust } from '../../evidence/src/index.ts'
import { Checker } from './check.ts'
import { type Handed, keepDepositing } from './client.ts'
import type { Fault, Scene } from './fault.ts'
import { faults } from './rounds.ts'
import { World } from './world.ts'

const usage = 'npm run faults -- [--rounds N] [--seed N] [--from ROUND] [--only REGEXP] [--go-on]'
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    from: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    // In a new world after a round that found something.
    'go-on': { type: 'boolean', default: false },
  },
})
const [rounds, seed, first] = [Number(values.rounds), Number(values.seed), Number(values.from)]
const only = new RegExp(values.only)
if (![rounds, seed, first].every((n) => Number.isSafeInteger(n) && n >= 0) || rounds < 1) throw new Error(usage)

/** A fixed row of numbers from 0 to 1, so that a run can be repeated in what it does, though not in its timing. */
const createRandom = (...starts: readonly number[]): (() => number) => {
  let state = starts.reduce((mixed, one) => Math.imul(mixed ^ one, 0x9e3779b1) ^ (mixed >>> 15), 0x2545f491) >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Deposits that must be published again within this time after a fault. */
const recoveryMs = 60_000
const clients = 6
/** The whole log is recomputed each so many rounds, and at the end. */
const checkLogEvery = 25
/** Rounds until a new world begins: what recomputes the whole log would take ever longer. */
const roundsAWorld = 250
const receiptsARound = 16

const said = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

const over = new AbortController()
const found: string[] = []
const struckBy = new Map<string, number>()
const began = Date.now()
const sum = { rounds: 0, receipts: 0, verified: 0, found: 0 }
// What runs and what is mounted must not outlive us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => over.abort())

/** What may happen here, each once at first and then by chance: the same for a seed and a number of a round. */
const faultOf = (able: readonly Fault[], round: number, random: () => number): Fault => {
  const fault = able[round <= able.length ? round - 1 : Math.floor(random() * able.length)]
  if (!fault) throw new Error('there is no such fault here')
  return fault
}

const runRounds = async (world: World, from: number, to: number): Promise<void> => {
  const able = faults.filter((fault) => {
    if (!only.test(fault.name)) return false
    const lacks = fault.lacks?.(world)
    if (lacks) console.log(`skipped: ${fault.name}: ${lacks}`)
    return !lacks
  })
  const ended = new AbortController()
  const stopped = AbortSignal.any([over.signal, ended.signal])
  const handed: Handed[] = []
  const working = Array.from({ length: clients }, (_, i) =>
    keepDepositing(world, `${seed}-${from}-${i}`, createRandom(seed, from, i), handed, stopped),
  )
  const handsOut = async (receipts: number, ms: number): Promise<boolean> => {
    const wanted = handed.length + receipts
    const deadline = Date.now() + ms
    do await sleep(10)
    while (handed.length < wanted && Date.now() < deadline && !over.signal.aborted)
    return handed.length >= wanted
  }
  if (!(await handsOut(clients, recoveryMs))) throw new Error('nothing is handed out')
  const checker = new Checker(world, parseTrust(nodeCrypto, await world.get('/api/v1/trust')))
  let newest: Handed[] = []
  for (let round = from; round < to && found.length === 0 && !over.signal.aborted; round++) {
    const random = createRandom(seed, round)
    const fault = faultOf(able, round, random)
    const notes: string[] = []
    const scene: Scene = {
      ...{ world, random, handsOut },
      probe: async () => {
        const refused = await checker.probe([...newest, ...handed].slice(-receiptsARound))
        if (refused > 0) notes.push(`${refused} refused`)
      },
      note: (text) => notes.push(text),
    }
    await sleep(random() * 250)
    const times = [Date.now()]
    await fault.strike(scene).catch((error: unknown) => found.push(said(error)))
    times.push(Date.now())
    const good = found.length > 0 || (await handsOut(clients, recoveryMs))
    if (over.signal.aborted) break
    if (!good) found.push(`no receipts within ${recoveryMs / 1000} s`)
    times.push(Date.now())
    const batch = handed.splice(0)
    newest = [...newest, ...batch].slice(-receiptsARound)
    found.push(...(await checker.faults(batch, receiptsARound).catch((error: unknown) => [said(error)])))
    times.push(Date.now())
    const whole = round % checkLogEvery === 0 || round === to - 1
    if (whole) found.push(...(await checker.wholeLog().catch((error: unknown) => [said(error)])))
    times.push(Date.now())
    const [struck, recovered, checked, recomputed] = times.slice(1).map((at, i) => at - (times[i] ?? at))
    const took = `${struck} ms, ${recovered} until good again, ${checked} to check`
    const state = found.length === 0 ? 'good' : found.join('; ')
    const what = [fault.name, ...notes].join(': ')
    const all = whole ? `, ${recomputed} for the whole log` : ''
    console.log(`round ${round}: ${what}: ${batch.length} receipts: ${took}${all}: ${state}`)
    struckBy.set(fault.name, (struckBy.get(fault.name) ?? 0) + 1)
    sum.rounds += 1
    sum.receipts += batch.length
  }
  sum.verified += checker.checked
  ended.abort()
  await Promise.all(working)
}

const end = first + rounds
let from = first
while (from < end && (sum.found === 0 || values['go-on']) && !over.signal.aborted) {
  const world = new World()
  const before = sum.rounds
  try {
    await world.start()
    await runRounds(world, from, Math.min(end, from + roundsAWorld))
  } catch (error) {
    found.push(said(error))
    console.error(found.join('\n'))
  }
  if (found.length > 0) console.error(world.lastWords())
  sum.found += found.splice(0).length
  // A world that does not even begin would be tried for ever.
  from += Math.max(1, sum.rounds - before)
  await world.stop()
}
for (const [name, count] of [...struckBy].toSorted()) console.log(`${String(count).padStart(5)} × ${name}`)
const seconds = (Date.now() - began) / 1000
console.log(
  `${sum.rounds} rounds in ${seconds.toFixed(0)} s; ${sum.verified} receipts verified of ${sum.receipts} handed out; seed ${seed}`,
)
console.log(sum.found === 0 ? 'nothing was lost, doubled or forked' : `${sum.found} faults found`)
process.exit(sum.found === 0 ? 0 : 1)
