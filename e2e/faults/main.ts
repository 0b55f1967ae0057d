import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Checker } from './check.ts'
import { type Handed, keepDepositing } from './client.ts'
import type { Scene } from './fault.ts'
import { faults } from './rounds.ts'
import { World } from './world.ts'

const usage = 'npm run faults -- [--rounds N] [--seed N] [--only REGEXP]'
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    only: { type: 'string', default: '' },
  },
})
const [rounds, seed] = [Number(values.rounds), Number(values.seed)]
const only = new RegExp(values.only)
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) throw new Error(usage)

/** A fixed row of numbers from 0 to 1, so that a run can be repeated in what it does, though not in its timing. */
const createRandom = (start: number): (() => number) => {
  let state = start >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Deposits that must be published again within this time after a fault. */
const recoveryMs = 60_000
const clients = 6
const checkLogEvery = 20
const receiptsARound = 16

const said = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

const random = createRandom(seed)
const world = new World()
const over = new AbortController()
const found: string[] = []
let published = 0
let done = 0
// What runs and what is mounted must not outlive us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => over.abort())
try {
  await world.start()
  const able = faults.filter((fault) => {
    if (!only.test(fault.name)) return false
    const lacks = fault.lacks?.(world)
    if (lacks) console.log(`skipped: ${fault.name}: ${lacks}`)
    return !lacks
  })
  const checker = new Checker(world)
  const handed: Handed[] = []
  let newest: Handed[] = []
  const working = Array.from({ length: clients }, (_, i) =>
    keepDepositing(world, `${seed}-${i}`, createRandom(seed + i), handed, over.signal),
  )
  for (let round = 1; round <= rounds && found.length === 0 && !over.signal.aborted; round++) {
    const fault = able[round <= able.length ? round - 1 : Math.floor(random() * able.length)]
    if (!fault) throw new Error('no fault')
    const notes: string[] = []
    const scene: Scene = {
      ...{ world, random },
      probe: async () => await checker.probe([...newest, ...handed].slice(-receiptsARound)),
      note: (text) => notes.push(text),
    }
    await sleep(random() * 250)
    const began = Date.now()
    await fault.strike(scene).catch((error: unknown) => found.push(said(error)))
    const before = handed.length
    const struck = Date.now()
    while (handed.length < before + clients && Date.now() < struck + recoveryMs) await sleep(20)
    if (handed.length < before + clients) found.push(`no receipts within ${recoveryMs / 1000} s`)
    const batch = handed.splice(0)
    newest = [...newest, ...batch].slice(-receiptsARound)
    published += batch.length
    found.push(...(await checker.faults(batch, receiptsARound)))
    if (round % checkLogEvery === 0 || round === rounds) found.push(...(await checker.wholeLog()))
    const state = found.length === 0 ? 'good' : found.join('; ')
    const times = `${struck - began} ms and ${Date.now() - struck} ms until good again`
    console.log(`round ${round}: ${[fault.name, ...notes].join(': ')}: ${batch.length} receipts, ${times}: ${state}`)
    done += 1
  }
  over.abort()
  await Promise.all(working)
  console.log(`${done} rounds; ${checker.checked} receipts verified of ${published} handed out; seed ${seed}`)
} catch (error) {
  found.push(said(error))
  console.error(found.join('\n'))
} finally {
  over.abort()
  await world.stop()
}
console.log(found.length === 0 ? 'nothing was lost, doubled or forked' : `${found.length} faults found`)
process.exit(found.length === 0 ? 0 : 1)
