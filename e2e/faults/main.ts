import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Checker } from './check.ts'
import { type Handed, keepDepositing } from './client.ts'
import { faults } from './rounds.ts'
import { World } from './world.ts'

const usage = 'npm run faults -- [--rounds N] [--seed N]'
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, seed: { type: 'string', default: String(Date.now() % 1e6) } },
})
const [rounds, seed] = [Number(values.rounds), Number(values.seed)]
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
const recoveryMs = 30_000
const clients = 6
const checkLogEvery = 20
const receiptsARound = 16

const random = createRandom(seed)
const world = new World()
const over = new AbortController()
const found: string[] = []
let published = 0
try {
  await world.start()
  const checker = new Checker(world)
  const handed: Handed[] = []
  const working = Array.from({ length: clients }, (_, i) =>
    keepDepositing(world, `${seed}-${i}`, createRandom(seed + i), handed, over.signal),
  )
  for (let round = 1; round <= rounds && found.length === 0; round++) {
    const fault = faults[round <= faults.length ? round - 1 : Math.floor(random() * faults.length)]
    if (!fault) throw new Error('no fault')
    await sleep(random() * 250)
    await fault.strike(world, random)
    const before = handed.length
    const began = Date.now()
    while (handed.length < before + clients && Date.now() < began + recoveryMs) await sleep(20)
    if (handed.length < before + clients) found.push(`no receipts within ${recoveryMs / 1000} s`)
    const batch = handed.splice(0)
    published += batch.length
    found.push(...(await checker.faults(batch, receiptsARound)))
    if (round % checkLogEvery === 0 || round === rounds) {
      const said = await world.checkLog()
      if (said) found.push(said)
    }
    const state = found.length === 0 ? 'good' : found.join('; ')
    console.log(`round ${round}: ${fault.name}: ${batch.length} receipts, ${Date.now() - began} ms: ${state}`)
  }
  over.abort()
  await Promise.all(working)
  console.log(`${checker.checked} receipts verified of ${published} handed out; seed ${seed}`)
} catch (error) {
  found.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  console.error(found.at(-1))
} finally {
  over.abort()
  await world.stop()
}
console.log(found.length === 0 ? 'nothing was lost, doubled or forked' : `${found.length} faults found`)
process.exit(found.length === 0 ? 0 : 1)
