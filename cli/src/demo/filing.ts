import type { CaseDraft, CaseView } from '@datadeed/core/filing/schema'
import { caseView, saved } from '@datadeed/core/filing/schema'
import type { Sample } from '@datadeed/dataset/node'
import type { PlatformClient } from '../platform-client.ts'
import { completeForm } from './application.ts'
import type { DemoFolder } from './files.ts'
import { sourceProofPdf } from './source-proof.ts'
import type { Stage } from './stage.ts'

export interface Filing {
  filer: PlatformClient
  signatory: PlatformClient
  depositId: string
  company: string
  title: string
  mark: string
  sample: Sample | null
}

/** The case's address; `tail` begins with a slash. */
export const caseUrl = (id: string, tail = ''): string => `/api/v1/cases/${encodeURIComponent(id)}${tail}`

export const readCase = async (client: PlatformClient, id: string): Promise<CaseView> =>
  caseView.parse(await client.json('GET', caseUrl(id)))

/** A command on the case as the caller sees it now. */
export const command = async (
  client: PlatformClient,
  id: string,
  tail: string,
  body: object = {},
): Promise<CaseView> => {
  const { version } = await readCase(client, id)
  return caseView.parse(await client.json('POST', caseUrl(id, tail), { version, ...body }))
}

const save = async (client: PlatformClient, id: string, set: CaseDraft) => {
  const { version } = await readCase(client, id)
  return saved.parse(await client.json('PATCH', caseUrl(id), { version, set, clear: [] }))
}

const errorsOf = ({ findingList }: { findingList: CaseView['findingList'] }) =>
  findingList.filter(({ severity }) => severity === 'error')

/** The company fills in the form, is told of a mistake, mends it, signs and submits. Gives the submitted case. */
export const fileCase = async (stage: Stage, folder: DemoFolder, given: Filing): Promise<CaseView> => {
  const { filer, signatory, depositId, company, title, mark, sample } = given
  const draft = await stage.step(
    '经办人',
    '以存证新建申请',
    async () => caseView.parse(await filer.json('POST', '/api/v1/cases', { depositId })),
    ({ number, prefilled }) => `${number}，自动填入 ${Object.keys(prefilled).length} 项`,
  )
  const { id } = draft
  const form = completeForm(draft.form, title, mark, sample)
  const bytes = draft.deposit.bytes
  await stage.step(
    '经办人',
    '填写表单，数据量故意填错',
    () => save(filer, id, { ...form, bytes: bytes + 1 }),
    (result) => {
      const wrong = errorsOf(result).find(({ field }) => field === 'bytes')
      if (!wrong) throw new Error('the planted mistake was not found')
      return `机器检查：${wrong.message}`
    },
  )
  await stage.step(
    '经办人',
    '上传来源证明',
    () => {
      const upload = new FormData()
      upload.append('kind', 'source_proof')
      const content = new Uint8Array(sourceProofPdf(company))
      upload.append('file', new Blob([content], { type: 'application/pdf' }), '数据来源说明.pdf')
      return filer.json('POST', caseUrl(id, '/attachments'), upload)
    },
    () => '数据来源说明.pdf',
  )
  await stage.step(
    '经办人',
    '改正，再次检查',
    () => save(filer, id, { bytes }),
    (result) => {
      const left = errorsOf(result)
      if (left.length > 0) throw new Error(left.map(({ field, message }) => `${field}：${message}`).join('\n'))
      return `无须改正，提示 ${result.findingList.length} 条`
    },
  )
  await stage.step('经办人', '提请签署', () => command(filer, id, '/signature-request'))
  return stage.step(
    '签署人',
    '签署并提交',
    async () => {
      const submitted = await command(signatory, id, '/submission')
      await folder.fetch(signatory, caseUrl(id, '/submission-receipt.pdf'), `${submitted.number}-提交回执.pdf`)
      return submitted
    },
    ({ number }) => `${number}-提交回执.pdf`,
  )
}

/** The company mends what the examiner asked for and answers item by item. */
export const answerCorrection = async ({ filer, signatory }: Filing, id: string, set: CaseDraft): Promise<CaseView> => {
  await save(filer, id, set)
  const items = (await readCase(signatory, id)).corrections.at(-1)?.items ?? []
  const answers = items.map((item) => ({ itemId: item.id, text: '已按意见补写，请见修改后的内容。' }))
  return command(signatory, id, '/response', { answers })
}
