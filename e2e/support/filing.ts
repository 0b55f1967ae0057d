import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { askedRedFlags } from '../../core/src/filing/findings.ts'
import type { CaseDraft } from '../../core/src/filing/schema.ts'
import { guizhou } from '../../core/src/kernel/rule-pack.ts'
import { makeUscc } from '../../core/src/kernel/uscc.ts'
import { root } from '../../scripts/lib/run.ts'
import { makeFolder, pdf } from './data.ts'
import { call, signIn } from './people.ts'
import { installation } from './worlds.ts'

const { url, sessions } = installation()
const run = promisify(execFile)

export type Ran = { readonly code: number; readonly output: string }

/** The command-line tool as its user runs it. */
export const datadeed = async (...args: string[]): Promise<Ran> => {
  const words = ['--disable-warning=ExperimentalWarning', join(root, 'cli/bin/datadeed.mjs'), ...args]
  const env = { ...process.env, LANG: 'zh_CN.UTF-8', NO_COLOR: '1' }
  try {
    const { stdout, stderr } = await run(process.execPath, words, { env, maxBuffer: 2 ** 26 })
    return { code: 0, output: `${stdout}${stderr}` }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, output: `${stdout}${stderr}` }
  }
}

let serial = Math.floor(Math.random() * 60_000)

export type Company = { login: string; password: string; token: string; partyId: string; name: string; uscc: string }

export const newSignUp = (name: string) => {
  serial += 1
  return {
    ...{ uscc: makeUscc('520100', 1000 + serial), name: `${name}${serial}有限公司` },
    ...{ prefectureCode: '520100', countyCode: '520115', industryCode: '5431', address: '' },
    ...{ contactName: '王经理', contactPhone: '13985000000', contactEmail: `e2e${serial}@company.example` },
    ...{ login: `e2e-${serial}`, password: '马路 雨伞 七只羊 2026' },
  }
}

/** An approved company whose one account files and signs. */
export const newCompany = async (name = '观山湖物流'): Promise<Company> => {
  const body = newSignUp(name)
  const { partyId } = await call<{ partyId: string }>(url, 'POST', '/api/v1/sign-ups', { body })
  await call(url, 'POST', `/api/v1/parties/${partyId}/approval`, { body: {}, token: sessions.admin })
  return { ...body, partyId, token: await signIn(url, body) }
}

export type CaseView = {
  id: string
  number: string
  depositNumber: string
  version: number
  status: string
  name: string
  form: CaseDraft
  notice: { number: string; from: string; to: string } | null
  certificate: { certificateNumber: string; registrationNumber: string } | null
  letters: { id: string; kind: string }[]
  can: string[]
  deposit: { id: string; status: string }
}

export const readCase = (id: string, token: string): Promise<CaseView> =>
  call<CaseView>(url, 'GET', `/api/v1/cases/${id}`, { token })

/** A command on the case as it is now. */
export const command = async (id: string, what: string, token: string, body = {}): Promise<CaseView> => {
  const { version } = await readCase(id, token)
  return await call<CaseView>(url, 'POST', `/api/v1/cases/${id}/${what}`, { token, body: { version, ...body } })
}

/** Fills a form as a careful company does: the machine check minds none of it. */
export const carefulForm = (name: string): CaseDraft => {
  const form: CaseDraft = {
    name,
    direction: '高速运营',
    scenario: '供高速公路运营单位按时段研判路段拥堵并安排养护作业窗口，适用于本省干线路网的日常运行管理。',
    sourceTypes: ['enterprise'],
    acquisition: ['self'],
    sourceStatement: '由本单位在自有路段布设的雷达检测器自2025年起自行采集，不含任何个人信息，未使用外部数据。',
    personalInfo: 'none',
    importantData: 'not_important',
    importantDataReason:
      '由本单位数据安全负责人依据行业分类分级规则逐项判断，粒度为五分钟路段均速，滞后三十日，不反映经济运行总量。',
    elements: [
      { name: '路段编号', label: '路段编号', type: '文本', unit: '', meaning: '路段的唯一编号', sensitivity: 'none' },
      { name: '平均车速', label: '平均车速', type: '小数', unit: 'km/h', meaning: '五分钟均速', sensitivity: 'none' },
      { name: '统计时间', label: '统计时间', type: '日期时间', unit: '', meaning: '时段起点', sensitivity: 'none' },
      { name: '备注', label: '备注', type: '文本', unit: '', meaning: '采集口径', sensitivity: 'none' },
      { name: '站点', label: '站点', type: '整数', unit: '', meaning: '站点序号', sensitivity: 'none' },
      { name: '名称', label: '名称', type: '文本', unit: '', meaning: '站点名称', sensitivity: 'none' },
    ],
    records: 1000,
    areas: ['520100'],
    modes: ['road'],
    updateFrequency: 'month',
    updatePeriod: '长期',
    algorithm:
      '第一步按检测器编号去重并剔除超出量程的记录；第二步以中位数滤波清洗异常值；第三步按五分钟时间窗聚合计算路段平均车速；第四步以线性插补补全缺失时段并与收费站间通行时间校验。',
    sampleHeader: ['路段编号', '平均车速', '统计时间', '备注', '站点', '名称'],
    sampleRows: [1, 2, 3].map((n) => [`G60-${n}`, `${70 + n}.5`, `2026-01-0${n} 08:00:00`, '正常', `${n}`, '贵阳北']),
    ownership: 'sole',
    disclosure: 'undisclosed',
    intendedUses: ['licence'],
    commitTruth: true,
    commitSource: true,
    commitNoDispute: true,
    commitSecurity: true,
  }
  const asked = askedRedFlags(form, guizhou).map(({ rule }) => [rule, false] as const)
  return { ...form, redFlags: Object.fromEntries(asked) }
}

export const attach = async (id: string, token: string): Promise<void> => {
  const body = new FormData()
  body.append('kind', 'source_proof')
  body.append('file', new File([pdf], '来源证明.pdf', { type: 'application/pdf' }))
  await call(url, 'POST', `/api/v1/cases/${id}/attachments`, { token, body })
}

/** A published deposit made by the command-line tool from a folder. */
export const newDeposit = async ({ token }: Company): Promise<string> => {
  const { path } = makeFolder(1000)
  const out = mkdtempSync(join(tmpdir(), 'datadeed-e2e-out-'))
  const { code, output } = await datadeed(
    ...['deposit', path, '--server', url, `--token=${token}`, '--profile', '--disclose-scan', '--out', out, '--json'],
  )
  if (code !== 0) throw new Error(output)
  const line = output.split('\n').find((one) => one.startsWith('{')) ?? '{}'
  return (JSON.parse(line) as { id: string }).id
}

/** Under which number a deposit is chosen from a list. */
export const depositNumber = async ({ token }: Company, id: string): Promise<string> =>
  (await call<{ number: string }>(url, 'GET', `/api/v1/deposits/${id}`, { token })).number

export const newCase = async (company: Company): Promise<CaseView> => {
  const depositId = await newDeposit(company)
  return await call<CaseView>(url, 'POST', '/api/v1/cases', { token: company.token, body: { depositId } })
}

/** A case with nothing left to mend. */
export const filledCase = async (company: Company, form: CaseDraft): Promise<CaseView> => {
  const { id, version } = await newCase(company)
  const { token } = company
  await call(url, 'PATCH', `/api/v1/cases/${id}`, { token, body: { version, set: form, clear: [] } })
  await attach(id, token)
  return await readCase(id, token)
}

export const submittedCase = async (company: Company, name: string, more: CaseDraft = {}): Promise<CaseView> => {
  const { id } = await filledCase(company, { ...carefulForm(name), ...more })
  return await command(id, 'submission', company.token)
}

/** Moves the demonstration clock to noon of the second day after a day; what is due then is done. */
export const passDay = async (day: string): Promise<void> => {
  const noon = new Date(Date.parse(`${day}T12:00:00+08:00`) + 2 * 86_400_000)
  const { now } = await call<{ now: string }>(url, 'GET', '/api/v1/system')
  if (Date.parse(now) < noon.getTime())
    await call(url, 'POST', '/api/v1/demo/clock', { body: { to: noon.toISOString() } })
}

export const until = async <T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> => {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    const found = await look()
    if (found !== null && found !== undefined) return found
  }
  throw new Error(`${what} did not come`)
}
