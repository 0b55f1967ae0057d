import { readFileSync, writeFileSync } from 'node:fs'
import { kinds, type SensitiveKind } from '../src/scan/kinds.ts'
import { barsOf } from '../src/scan/labelled/bars.ts'
import { evaluate, type Score } from '../src/scan/labelled/evaluate.ts'
import { setFour } from '../src/scan/labelled/fourth.ts'
import { setOne } from '../src/scan/labelled/set-one.ts'
import { setThree } from '../src/scan/labelled/set-three.ts'
import { setTwo } from '../src/scan/labelled/set-two.ts'

// Prints how the scan does on the labelled sets; with --write puts the table where docs/sensitive-data.md has it.
const start = '<!-- scan-report -->'
const end = '<!-- /scan-report -->'
const doc = new URL('../../docs/sensitive-data.md', import.meta.url)

const figure = (value: number): string => `${(value * 100).toFixed(2)}%`

const half = (score: Score | undefined): string[] =>
  score ? [String(score.right + score.missed), figure(score.recall), figure(score.precision)] : ['0', '', '']

const holds = (kind: SensitiveKind, ...scores: (Score | undefined)[]): string => {
  const { recall, precision } = barsOf(kind)
  return scores.every((score) => score && score.recall >= recall && score.precision >= precision)
    ? '达到'
    : '**未达到**'
}

const first = evaluate(setOne()).scores
const second = evaluate(setTwo()).scores
const third = evaluate(setThree()).scores
const fourth = evaluate(setFour()).scores
const rows = (Object.keys(kinds) as SensitiveKind[]).map((kind) => {
  const one = first.find((score) => score.kind === kind)
  const two = second.find((score) => score.kind === kind)
  const three = third.find((score) => score.kind === kind)
  const four = fourth.find((score) => score.kind === kind)
  const { recall, precision } = barsOf(kind)
  return [
    kinds[kind].name,
    ...half(one),
    ...half(two),
    ...half(three),
    ...half(four),
    `${recall} / ${precision}`,
    holds(kind, one, two, three, four),
  ]
})
const table = [
  [
    '种类',
    '第一套：值',
    '召回',
    '精确',
    '第二套：值',
    '召回',
    '精确',
    '第三套：值',
    '召回',
    '精确',
    '第四套：值',
    '召回',
    '精确',
    '应达到',
    '',
  ],
  ['---', ...Array<string>(12).fill('---:'), '---', '---'],
  ...rows,
]
  .map((cells) => `| ${cells.join(' | ')} |`)
  .join('\n')
process.stdout.write(`${table}\n`)

if (process.argv.includes('--write')) {
  const text = readFileSync(doc, 'utf8')
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${doc.pathname} has no place for the table`)
  writeFileSync(doc, `${text.slice(0, from + start.length)}\n\n${table}\n\n${text.slice(to)}`)
}
