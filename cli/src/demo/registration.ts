import { certificateStatus } from '@datadeed/core/certificate/schema'
import type { CaseView } from '@datadeed/core/filing/schema'
import type { PlatformClient } from '../platform-client.ts'
import { betterMethod } from './application.ts'
import type { DemoFolder } from './files.ts'
import { answerCorrection, caseUrl, command, type Filing, readCase } from './filing.ts'
import type { Stage } from './stage.ts'

const patienceMs = 60_000
const pollMs = 250

/** Asks until there is an answer; null after a minute. */
const until = async <T>(ask: () => Promise<T | null>): Promise<T | null> => {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const answer = await ask()
    if (answer !== null) return answer
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  return null
}

const correction = {
  field: 'algorithm',
  reason: '处理规则未写明异常的判定标准和插补的范围。',
  rule: '登记办法及审查要点：处理规则应写明步骤和作用',
  remedy: '请补写异常判定标准、插补范围和校验办法。',
}

/** Examination with one correction, and release by a second person. */
export const examineCase = async (
  stage: Stage,
  staff: { examiner: PlatformClient; reviewer: PlatformClient },
  filing: Filing,
  id: string,
): Promise<CaseView> => {
  const { examiner, reviewer } = staff
  await stage.step('审查员', '领取案件', () => command(examiner, id, '/claim'))
  await stage.step(
    '审查员',
    '通知补正',
    () => command(examiner, id, '/correction', { items: [correction] }),
    () => correction.reason,
  )
  await stage.step(
    '企业',
    '修改并逐项答复',
    () => answerCorrection(filing, id, { algorithm: betterMethod }),
    ({ corrections }) =>
      `改动 ${corrections
        .at(-1)
        ?.changes.map(({ field }) => field)
        .join('、')}`,
  )
  const opinion = '材料齐全，来源清楚，处理规则具体，符合登记条件。'
  await stage.step('审查员', '拟予登记', () => command(examiner, id, '/acceptance-proposal', { opinion }))
  return stage.step(
    '复核员',
    '第二人复核放行，开始公示',
    () => command(reviewer, id, '/release'),
    ({ notice }) => `${notice?.number} 公示至 ${notice?.to}`,
  )
}

/** Keeps every letter and gives their names. */
export const keepLetters = async (client: PlatformClient, folder: DemoFolder, id: string): Promise<string[]> => {
  const { letters } = await readCase(client, id)
  const names = letters.map(({ number }) => `${number}.pdf`)
  for (const [i, letter] of letters.entries()) {
    await folder.fetch(client, caseUrl(id, `/letters/${encodeURIComponent(letter.id)}`), names[i] ?? '')
  }
  return names
}

/** Moves the clock past the notice and waits for the certificate and its evidence. Gives its number. */
export const awaitCertificate = async (
  stage: Stage,
  client: PlatformClient,
  folder: DemoFolder,
  accepted: CaseView,
): Promise<string> => {
  const lastDay = accepted.notice?.to ?? ''
  const to = new Date(Date.parse(`${lastDay}T00:00:00+08:00`) + 86_400_000 + 600_000).toISOString()
  await stage.step(
    '演示',
    '把演示时钟拨到公示期满',
    () => client.json('POST', '/api/v1/demo/clock', { to }),
    () => `${lastDay} 次日零点后`,
  )
  const number = await stage.step(
    '平台',
    '无异议，自动登记',
    () => until(async () => (await readCase(client, accepted.id)).certificate),
    (certificate) => {
      if (!certificate) throw new Error('no register entry within a minute')
      return `登记号 ${certificate.registrationNumber}`
    },
  )
  const certificate = number?.certificateNumber ?? ''
  const url = `/api/v1/certificates/${certificate}`
  await stage.step(
    '平台',
    '签发证书，证据得到见证',
    () =>
      until(async () => {
        const found = certificateStatus.safeParse(await client.json('GET', url).catch(() => null))
        return found.success && found.data.packageReady ? found.data : null
      }),
    (status) => {
      if (!status) throw new Error('no witnessed certificate within a minute')
      return `证书编号 ${certificate}，有效期至 ${status.validUntil}`
    },
  )
  await folder.fetch(client, `${url}/pdf`, `${certificate}.pdf`)
  await folder.fetch(client, `${url}/package`, `${certificate}.datadeed.json`)
  await folder.fetch(client, '/api/v1/trust', 'trust.json')
  await folder.fetch(client, '/api/v1/trust/ca.pem', 'ca.pem')
  return certificate
}
