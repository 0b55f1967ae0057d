import { availableParallelism } from 'node:os'
import { prepareMachine } from './lib/machine.ts'
import { closing, type Outcome, single } from './lib/outcome.ts'
import { type Step, steps } from './lib/steps.ts'

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const filters = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const chosen = steps.filter(({ name }) => filters.length === 0 || filters.some((word) => name.startsWith(word)))

const advice = chosen.some(({ needsMachine }) => needsMachine) ? prepareMachine() : undefined
if (advice) {
  console.error(advice)
  process.exit(1)
}

const tell = (name: string, { output }: Outcome): void =>
  console.log(`\n── ${name} 未通过 ──\n${output.trimEnd().split('\n').slice(-200).join('\n')}\n`)

const runStep = async ({ name, run }: Step): Promise<Outcome> => {
  const began = performance.now()
  const outcome = await run().catch((error: unknown) => single(false, String(error)))
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6)
  const sign = outcome.failed > 0 ? '✗' : '✓'
  const skipped = outcome.skipped > 0 ? `，跳过 ${outcome.skipped}` : ''
  console.log(`${sign} ${name.padEnd(16)} ${seconds} 秒  通过 ${outcome.passed}，失败 ${outcome.failed}${skipped}`)
  if (outcome.failed > 0) tell(name, outcome)
  return outcome
}

const outcomes: { name: string; outcome: Outcome }[] = []
const runInTurn = async (left: Step[]): Promise<void> => {
  for (let step = left.shift(); step; step = left.shift())
    outcomes.push({ name: step.name, outcome: await runStep(step) })
}
const small = chosen.filter(({ besideOthers }) => besideOthers)
await Promise.all(Array.from({ length: availableParallelism() }, () => runInTurn(small)))
await runInTurn(chosen.filter(({ besideOthers }) => !besideOthers))

// Again at the end, where whoever comes back looks.
for (const { name, outcome } of outcomes) if (outcome.failed > 0) tell(name, outcome)
if (chosen.length === 0)
  console.error(`没有名为 ${filters.join(' ')} 的检查；有：${steps.map(({ name }) => name).join(' ')}`)
const { line, good } = closing(outcomes.map(({ outcome }) => outcome))
console.log(`\n${line}`)
process.exit(good ? 0 : 1)
