import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { askedRedFlags } from '@datadeed/core/filing/findings'
import type { CaseDraft, CaseView } from '@datadeed/core/filing/schema'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import type { PartyId } from '@datadeed/core/kernel/ids'
import { canonicalize, disclosePart, fileDigests, makeManifest, makeParts, utf8Encode } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { afterAll } from 'vitest'
import { runSequencer } from '../features/evidence/sequencer.ts'
import { createDeposit, getDeposit } from '../features/evidence/service.ts'
import { addAttachment, createCase, getCase, saveCase, submitCase } from '../features/filing/service.ts'
import { seedAccount, seedParty, type TestPlatform, testPlatform } from './platform.ts'

export interface Company {
  partyId: PartyId
  filer: AccountActor
  signatory: AccountActor
}

/** Companies, staff and a log that publishes: everybody a case meets. */
export interface World {
  p: TestPlatform
  own: Company
  other: Company
  examiner: AccountActor
  colleague: AccountActor
  reviewer: AccountActor
  officer: AccountActor
  elsewhere: AccountActor
  auditor: AccountActor
}

async function company(p: TestPlatform, prefectureCode: string): Promise<Company> {
  const partyId = await seedParty(p, { prefectureCode })
  return {
    partyId,
    filer: await seedAccount(p, { roles: ['filer'], partyId }),
    signatory: await seedAccount(p, { roles: ['filer', 'signatory'], partyId }),
  }
}

/** Without a platform of the test's own, one whose log needs no witness. */
export async function openWorld(own?: TestPlatform): Promise<World> {
  const p = own ?? (await testPlatform())
  const sequencer = runSequencer(p, { onError: () => {}, retry: 50 })
  afterAll(() => sequencer.stop())
  return {
    p,
    own: await company(p, '520100'),
    other: await company(p, '520300'),
    examiner: await seedAccount(p, { roles: ['examiner', 'reviewer'], name: '审查甲' }),
    colleague: await seedAccount(p, { roles: ['examiner'], name: '审查乙' }),
    reviewer: await seedAccount(p, { roles: ['reviewer'], name: '复核丙' }),
    officer: await seedAccount(p, { roles: ['officer'], regionCode: '520100' }),
    elsewhere: await seedAccount(p, { roles: ['officer'], regionCode: '520300' }),
    auditor: await seedAccount(p, { roles: ['auditor'] }),
  }
}

let serial = 0

/** A new deposit of one CSV file with a profile, in the log and published, of which a scan found nothing. */
export async function depositOf(p: TestPlatform, actor: AccountActor, published = true): Promise<string> {
  return (await scannedDeposit(p, actor, { published })).id
}

/** The same with what the scan `found`; `scan` shows it, and goes with the deposit unless `shown` is false. */
export async function scannedDeposit(
  p: TestPlatform,
  actor: AccountActor,
  {
    published = true,
    found = [] as { column: string; kind: string; share: number; confidence: number }[],
    shown = true,
  },
) {
  serial += 1
  const content = utf8Encode(`road_id,speed,time\n${serial},60,2026-01-01\n`)
  const profile = [
    {
      path: '路段车速.csv',
      bytes: content.length,
      format: 'csv',
      encoding: 'utf-8',
      rows: 3,
      columns: [
        { name: 'road_id', type: 'integer', nulls: 0, distinct: null, min: '1', max: '1' },
        { name: 'speed', type: 'number', nulls: 0, distinct: null, min: '60', max: '60' },
      ],
      timeSpan: { from: '2026-01-01T00:05:00', to: '2026-01-30T16:00:00Z' },
      raggedRows: 0,
      fault: null,
    },
  ]
  const parts = [
    { name: 'profile', salt: 'a'.repeat(64), content: profile },
    { name: 'scan', salt: 'b'.repeat(64), content: [{ file: '路段车速.csv', findings: found }] },
  ]
  const digests = fileDigests(nodeCrypto, content)
  const file = { path: '路段车速.csv', bytes: content.length, tree: digests.tree, whole: digests.whole }
  const manifest = makeManifest({ name: 'test', version: '1' }, [file], makeParts(nodeCrypto, parts))
  const show = (name: string) => {
    const { proof, ...part } = disclosePart(nodeCrypto, parts, name)
    return { ...part, proof: { sha256: [...proof.sha256], sm3: [...proof.sm3] } }
  }
  const scan = show('scan')
  const disclosures = [show('profile'), ...(shown ? [scan] : [])]
  const input = { manifest: canonicalize(manifest), title: '路段车速', note: '', disclosures }
  const { id } = await createDeposit(p, actor, input)
  for (let tries = 0; published && (await getDeposit(p, actor, id)).status !== 'published'; tries++) {
    if (tries > 200) throw new Error('the log does not publish')
    await sleep(25)
  }
  return { id, scan }
}

/** Answers to everything the form asks, none of which the machine check minds. */
export function fullForm(p: TestPlatform, name: string): CaseDraft {
  const form: CaseDraft = {
    name,
    direction: '高速运营',
    scenario: '供高速公路运营单位按时段研判路段拥堵并安排养护作业窗口，适用于本省干线路网。',
    sourceTypes: ['enterprise'],
    acquisition: ['self'],
    sourceStatement: '由本单位在自有路段布设的雷达检测器自2025年起自行采集，不含任何个人信息。',
    personalInfo: 'none',
    importantData: 'not_important',
    importantDataReason:
      '由本单位数据安全负责人依据汽车数据安全管理若干规定逐项判断，粒度为五分钟路段均速，滞后三十日，不反映经济运行。',
    elements: [
      { name: 'road_id', label: '路段编号', type: 'int', unit: '', meaning: '路段的唯一编号', sensitivity: 'none' },
      { name: 'speed', label: '平均车速', type: 'float', unit: 'km/h', meaning: '五分钟平均车速', sensitivity: 'none' },
    ],
    areas: ['520100'],
    modes: ['road'],
    updateFrequency: 'none',
    updatePeriod: '不更新',
    algorithm:
      '第一步按检测器编号去重并剔除超出量程的记录；第二步以中位数滤波清洗异常值；第三步按五分钟时间窗聚合计算路段平均车速；第四步以线性插补补全缺失时段并校验。',
    sampleHeader: ['road_id', 'speed'],
    sampleRows: [['1', '60']],
    ownership: 'sole',
    disclosure: 'undisclosed',
    commitTruth: true,
    commitSource: true,
    commitNoDispute: true,
    commitSecurity: true,
  }
  const asked = askedRedFlags(form, p.pack).map(({ rule }) => [rule, false] as const)
  return { ...form, redFlags: Object.fromEntries(asked) }
}

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** A multipart body of one file, as the edge hands it on. */
export async function* upload(kind: string, filename: string, content: Uint8Array | Readable) {
  yield { type: 'field', fieldname: 'kind', value: kind } as const
  const file = content instanceof Uint8Array ? Readable.from([content]) : content
  yield { type: 'file', fieldname: 'file', filename, file } as const
}

/** A draft of the company with nothing missing. */
export async function completeDraft(p: TestPlatform, { filer }: Company): Promise<CaseView> {
  const created = await createCase(p, filer, await depositOf(p, filer))
  serial += 1
  const set = fullForm(p, `贵州高速公路路段车速数据集${serial}`)
  await saveCase(p, filer, created.id, { version: created.version, set, clear: [] })
  await addAttachment(p, filer, created.id, upload('source_proof', '来源证明.pdf', pdf))
  return await getCase(p, filer, created.id)
}

export async function submitted(p: TestPlatform, own: Company): Promise<CaseView> {
  const draft = await completeDraft(p, own)
  return await submitCase(p, own.signatory, draft.id, { version: draft.version })
}
