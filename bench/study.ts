import { findings } from '../core/src/filing/findings.ts'
import { inBatch, oneByOne, perHour, reads } from './lib/examiner.ts'
import { withInstallation } from './lib/installation.ts'
import type { Bench, Row } from './run.ts'
import { type Application, clean, mistakes, seenBy } from './world/applicants.ts'

const applicants = 200
/** Rounds of writing and being told, how often somebody told does not mend it in one, and what a coach sees of what no machine can. */
const rounds = 4
const misread = 0.15
const coachSees = 0.5

const randomFrom = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
  return (seed >>> 0) / 2 ** 32
}

type Made = ReadonlySet<(typeof mistakes)[number]>
const written = (made: Made): Application => [...made].reduce((one, { spoil }) => spoil(one), clean)

/** What is left after coaching: who is told of a field mends what is wrong there, more often than not. */
const coached = (made: Made, random: () => number): { left: Made; untold: number } => {
  const left = new Set(made)
  for (const one of left) if (one.unseen && random() < coachSees) left.delete(one)
  let untold = 0
  for (let round = 0; round < rounds; round++) {
    const now = written(left)
    const told = findings(now.form, seenBy(now)).filter(({ severity }) => severity !== 'hint')
    const at = new Set(told.map(({ field }) => field.split('.')[0]))
    untold = [...left].filter(({ unseen, fields }) => !unseen && !fields.some((field) => at.has(field))).length
    for (const one of left)
      if (!one.unseen && one.fields.some((field) => at.has(field)) && random() >= misread) left.delete(one)
  }
  return { left, untold }
}

/** Two hundred first applications with the usual mistakes, sent in as they are and after coaching; examiners find every mistake. */
const applications = (): Row[] => {
  const random = randomFrom(2026)
  let without = 0
  let withHelp = 0
  let untold = 0
  for (let n = 0; n < applicants; n++) {
    const made = new Set<(typeof mistakes)[number]>()
    for (const one of mistakes)
      if (random() < one.share && ![...made].some(({ fields }) => fields[0] === one.fields[0])) made.add(one)
    if (made.size === 0) without++
    const after = coached(made, random)
    if (after.left.size === 0) withHelp++
    untold += after.untold
  }
  const falseAlarms = findings(clean.form, seenBy(clean)).filter(({ severity }) => severity !== 'hint').length
  const share = (row: string, count: number, bar: number | null): Row => ({
    ...{ row, value: (100 * count) / applicants, unit: '%', bar, better: 'more' },
  })
  return [
    share(`${applicants} 份申请，不经辅导，一次通过`, without, null),
    share(`${applicants} 份申请，经辅导，一次通过`, withHelp, 90),
    { row: '机器没有说出的错误（机器应当看见的）', value: untold, unit: '处', bar: 0, better: 'less' },
    { row: '没有错误的申请被说有错', value: falseAlarms, unit: '处', bar: 0, better: 'less' },
  ]
}

/** Clean cases examined one by one and as a cohort by every program; what an examiner reads is counted at the figures of `reads`. */
const examinations = async (quick: boolean): Promise<Row[]> =>
  await withInstallation(async (installation) => {
    const one = await oneByOne(installation, quick ? 5 : 40)
    const batch = await inBatch(installation, quick ? 20 : 300)
    const more = (row: string, value: number, unit: string, bar: number | null): Row => ({
      ...{ row, value, unit, bar, better: 'more' },
    })
    return [
      more(`逐件审查（每件读 ${reads.case} 秒）`, perHour(one), '件/小时', null),
      more(
        `成批审查 ${batch.cases} 件（范例与样本每件 ${reads.case} 秒，差异每行 ${reads.line} 秒）`,
        perHour(batch),
        '件/小时',
        null,
      ),
      more('成批 / 逐件', perHour(batch) / perHour(one), '倍', quick ? null : 10),
      {
        row: '其中平台用时，每件',
        value: (1000 * batch.platform) / batch.cases,
        unit: '毫秒',
        bar: null,
        better: 'less',
      },
    ]
  })

export const run: Bench = async ({ quick }) => [...applications(), ...(await examinations(quick))]
