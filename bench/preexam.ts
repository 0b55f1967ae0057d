import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { comparedFields, fingerprintsOf, plainText } from '../core/src/filing/alike.ts'
import { complete } from '../core/src/filing/complete-application.ts'
import type { CaseDraft } from '../core/src/filing/schema.ts'
import type { AccountActor } from '../core/src/kernel/actor.ts'
import { readConfig } from '../server/src/config.ts'
import { check } from '../server/src/features/filing/check.ts'
import { loadCase, saveCase } from '../server/src/features/filing/service.ts'
import { openPlatform } from '../server/src/open-platform.ts'
import { migrate } from '../server/src/platform/db/migrate.ts'
import type { Platform } from '../server/src/platform/platform.ts'
import { startPostgres } from '../server/src/platform/postgres/launcher.ts'
import { withClient } from '../server/src/platform/postgres/postmaster.ts'
import { type Bench, percentile, type Row } from './run.ts'
import { seedCases } from './world/cases.ts'
import { seedPeople } from './world/people.ts'

/** Turns of phrase that everybody uses: crowded fingerprints, as in earnest. */
const phrases = [
  '先剔除设备故障时段和超出物理范围的读数',
  '按路段编号与统计时间对齐后去重',
  '缺失值以相邻时段加权插补',
  '按十五分钟聚合求平均值',
  '用收费站通行时间校验，偏差超过一成的退回复核',
  '与气象站的能见度和降雨记录匹配',
  '按桩号映射到统一的路网模型',
  '对轨迹点作地图匹配并剔除漂移',
  '按网格汇总并删去人数少于十的单元',
  '以历史同期为基准计算拥堵指数',
  '对车型作归并并换算为标准车当量',
  '经人工抽样复核后入库',
]
const nouns = [...'贵遵安毕铜黔西南东北清水乌江赤盘关岭凯都瓮桐仁湄绥务播红花云岩观山湖息烽开阳']
const uses = ['养护计划', '拥堵研判', '货源匹配', '保险定价', '客流预测', '应急调度', '能耗分析', '安全评估']

let seed = 2026
const random = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
  return (seed >>> 0) / 2 ** 32
}
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const word = (length: number): string => Array.from({ length }, () => pick(nouns)).join('')

/** What one application says: common phrases around words of its own; one in fifty, or as many as told, copies another. */
const kept: CaseDraft[] = []
const texts = (copies = 0.02): CaseDraft => {
  if (kept.length > 0 && random() < copies) return pick(kept)
  const steps = Array.from({ length: 4 }, () => `${pick(phrases)}，处理${word(6)}路段`)
  const own = {
    name: `${word(4)}${pick(['路段车速', '断面流量', '货运运单', '桥梁监测', '客运班次'])}数据集`,
    scenario: `供${word(4)}公司用于${pick(uses)}和${pick(uses)}，解决${word(8)}一带的问题，适用于${word(4)}至${word(4)}线路。`,
    algorithm: `${steps.join('；')}。`,
  }
  if (random() < 0.02) kept.push(own)
  return own
}

/** Gives the cases numbered so the texts they were submitted with. */
const seedTexts = async (url: string, from: number): Promise<void> =>
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select id from filing_case where submitted_at is not null and number >= $1 and not exists (select from case_text where case_id = id)`,
      [`GZJT-S-2026-${String(from).padStart(6, '0')}`],
    )
    const plain: [string[], number[], string[]] = [[], [], []]
    const prints: [number[], number[], string[]] = [[], [], []]
    for (const { id } of rows) {
      const form = texts()
      for (const [at, field] of comparedFields.entries()) {
        const text = plainText(form[field] ?? '')
        plain[0].push(id)
        plain[1].push(at + 1)
        plain[2].push(text.chars.join(''))
        for (const hash of fingerprintsOf(field, text)) {
          prints[0].push(at + 1)
          prints[1].push(hash)
          prints[2].push(id)
        }
      }
    }
    await client.query(
      'insert into case_text (case_id, field, plain) select * from unnest($1::uuid[], $2::smallint[], $3::text[])',
      plain,
    )
    await client.query(
      'insert into case_fingerprint (field, hash, case_id) select * from unnest($1::smallint[], $2::int[], $3::uuid[])',
      prints,
    )
  })

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

interface Draft {
  id: string
  filer: string
  party: string
}

const actorOf = ({ filer, party }: Draft): AccountActor =>
  ({
    ...{ kind: 'account', accountId: filer, partyId: party, partyApproved: true, regionCode: null, name: '演示经办人' },
    roles: ['filer', 'signatory'],
  }) as unknown as AccountActor

/** Milliseconds of one pre-examination each, with the rules that look at the registry, and of one saved change of a text each. */
const measure = async (p: Platform, open: readonly string[], drafts: readonly Draft[]) => {
  const examinations: number[] = []
  let alike = 0
  for (const id of open) {
    const row = await loadCase(p.db, id)
    const form = { ...complete, ...texts(0.1) }
    examinations.push(
      await timed(async () => {
        const { list } = await check(p.db, p, { ...row, form }, p.clock.now())
        alike += list.filter(({ code }) => code.endsWith('_alike')).length
      }),
    )
  }
  const typed: number[] = []
  for (const draft of drafts) {
    const { version } = await loadCase(p.db, draft.id)
    const patch = { version, set: texts(), clear: [] }
    typed.push(await timed(() => saveCase(p, actorOf(draft), draft.id, patch)))
  }
  return { examinations, typed, alike }
}

const less = (row: string, value: number, unit: string, bar: number | null): Row => ({
  ...{ row, value, unit, bar, better: 'less' },
})

/** Pre-examination beside a registry of as many cases as a minute makes. Sketches are compared by `overlap`, not here. */
export const run: Bench = async ({ quick }) => {
  const home = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  chmodSync(home, 0o755)
  const postgres = await startPostgres({ dataDir: join(home, 'pg'), log: () => {}, settings: { fsync: 'off' } })
  try {
    await migrate(postgres.url)
    await seedPeople(postgres.url)
    const until = performance.now() + (quick ? 15_000 : 60_000)
    const step = 2500
    let cases = 0
    while (performance.now() < until) {
      await seedCases(postgres.url, cases + 1, cases + step)
      await seedTexts(postgres.url, cases + 1)
      cases += step
    }
    const facts = await withClient(postgres.url, async (client) => {
      await client.query('vacuum analyze case_text, case_fingerprint, attachment')
      const ids = await client.query<{ id: string }>(
        `select id from filing_case where status in ('submitted', 'under_review') order by md5(id::text) limit 300`,
      )
      const drafts = await client.query<Draft>(
        `select id, created_by as filer, party_id as party from filing_case where status = 'draft' order by md5(id::text) limit 150`,
      )
      const prints = await client.query<{ count: string }>('select count(*) from case_fingerprint')
      return { open: ids.rows.map(({ id }) => id), drafts: drafts.rows, prints: Number(prints.rows[0]?.count) }
    })
    const config = readConfig({
      ...{
        DATABASE_URL: postgres.url,
        DATADEED_DATA: join(home, 'data'),
        DATADEED_LOG_LEVEL: 'silent',
        DATADEED_DEMO: '1',
      },
    })
    const { platform, close } = await openPlatform(config)
    try {
      await measure(platform, facts.open.slice(0, 10), facts.drafts.slice(0, 10))
      const { examinations, typed, alike } = await measure(platform, facts.open, facts.drafts)
      const mean = examinations.reduce((sum, ms) => sum + ms, 0) / examinations.length
      return [
        { row: '登记库中的案件', value: cases, unit: '件', bar: null, better: 'more' },
        { row: '其中的文字指纹', value: facts.prints, unit: '个', bar: null, better: 'more' },
        { row: '发现近似的文字', value: alike, unit: `处，共 ${examinations.length} 件`, bar: 1, better: 'more' },
        less('预审一件（含登记库规则），第 95 百分位', percentile(examinations, 0.95), '毫秒', 2000),
        { row: '一个进程每小时预审', value: 3_600_000 / mean, unit: '件', bar: 10_000, better: 'more' },
        less('边写边检（保存一处文字），第 95 百分位', percentile(typed, 0.95), '毫秒', 150),
      ]
    } finally {
      await close()
    }
  } finally {
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
