import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { CaseView } from '@datadeed/core/filing/schema'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import { issueCertificate } from '../features/certificate/service.ts'
import { createDeposit, getDeposit } from '../features/evidence/service.ts'
import * as examination from '../features/examination/service.ts'
import * as filing from '../features/filing/service.ts'
import * as publication from '../features/publication/service.ts'
import type { Platform } from '../platform/platform.ts'
import { type GeneratedDeposit, generateDeposit } from './data.ts'
import { type Flaw, withFlaw } from './flaws.ts'
import { completeForm } from './form.ts'
import type { Company } from './people.ts'
import type { Dispute } from './plan.ts'
import { proofOfSource } from './proof.ts'
import type { DemoData } from './world.ts'

export interface SeedClock {
  /** Sets the platform's clock to so many days before the machine's now. */
  daysAgo(days: number): void
}

export interface Planted {
  company: Company
  data: DemoData
  status: CaseStatus
  daysAgo: number
  dispute?: Dispute
  flaw?: Flaw
  generated: GeneratedDeposit
  depositId: string
}

/** Fingerprint, manifest, deposit: as a company would, only faster. */
export async function plantDeposit(
  p: Platform,
  clock: SeedClock,
  plan: Pick<Planted, 'company' | 'data' | 'status' | 'daysAgo' | 'dispute' | 'flaw'>,
): Promise<Planted> {
  clock.daysAgo(plan.daysAgo)
  const from = new Date(p.clock.now().getTime() - 60 * 86_400_000).toISOString().slice(0, 10)
  const generated = generateDeposit(plan.company, plan.data, from)
  const { manifest, disclosures } = generated
  const deposit = await createDeposit(p, plan.company.filer, { manifest, title: plan.data.name, note: '', disclosures })
  return { ...plan, generated, depositId: deposit.id }
}

/** Waits until the log has been witnessed past every deposit. */
export async function untilPublished(p: Platform, planted: readonly Planted[]): Promise<void> {
  for (const { company, depositId } of planted)
    for (const deadline = Date.now() + 60_000; ; ) {
      if ((await getDeposit(p, company.filer, depositId)).status === 'published') break
      if (Date.now() > deadline) throw new Error('演示存证在一分钟内没有得到见证，请检查见证程序是否在运行')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
}

const correctionItems = [
  {
    field: 'algorithm',
    reason: '处理规则过于笼统，看不出怎样剔除异常和插补缺失。',
    rule: '登记办法及审查要点：处理规则应写明步骤和作用',
    remedy: '请补写异常判定标准、插补方法和校验方式，不少于三步。',
    machineRule: 'algorithm',
  },
  {
    field: 'sourceStatement',
    reason: '未写明采集设备归属。',
    rule: '登记办法：来源应当合法并可证明',
    remedy: '请写明设备或系统的名称、归属和采集起止时间。',
    machineRule: 'source_statement',
  },
]

/** Staff that act on the demonstration cases. */
export interface Staff {
  examiner: AccountActor
  examiner2: AccountActor
  reviewer: AccountActor
  /** Says of each finding of a case under review whether it is so; without it nobody does. */
  judge?: (found: CaseView) => Promise<void>
}

type Step = (caseId: string) => Promise<unknown>

/** Walks one case through the procedure, by the same services as people do, until it is in the state planned. */
export async function plantCase(p: Platform, clock: SeedClock, planted: Planted, { examiner, reviewer, judge }: Staff) {
  const { company, status, daysAgo, data, generated, dispute, flaw } = planted
  const { filer, signatory } = company
  const version = async (caseId: string, actor: AccountActor) => (await filing.getCase(p, actor, caseId)).version
  const at = (daysLater: number) => clock.daysAgo(Math.max(daysAgo - daysLater, 0))

  at(0.1)
  const draft = await filing.createCase(p, filer, planted.depositId)
  const { id } = draft
  const form = withFlaw(completeForm(company, data, generated), flaw, generated)
  const { algorithm: _left, ...unfinished } = form
  await filing.saveCase(p, filer, id, {
    version: draft.version,
    set: status === 'draft' ? unfinished : form,
    clear: [],
  })
  if (status === 'draft') return
  await filing.addAttachment(p, filer, id, proofOfSource(company.name))

  const submit: Step = async () => {
    at(0.2)
    await filing.requestSignature(p, filer, id, { version: await version(id, filer), note: '' })
    if (status === 'awaiting_signature') return
    at(0.4)
    await filing.submitCase(p, signatory, id, { version: await version(id, signatory) })
  }
  const claim: Step = async () => {
    at(1)
    const found = await examination.claim(p, examiner, id, { version: await version(id, examiner) })
    // What is still under review is left to whoever signs in.
    if (status !== 'under_review') await judge?.(found)
  }
  const correct: Step = async () => {
    at(1.5)
    const body = { version: await version(id, examiner), items: correctionItems }
    await examination.requireCorrection(p, examiner, id, body)
  }
  const propose = (kind: 'acceptance' | 'refusal') => async () => {
    at(2)
    if (kind === 'acceptance') {
      const opinion = '材料齐全，来源清楚，处理规则具体，符合登记条件。'
      await examination.proposeAcceptance(p, examiner, id, { version: await version(id, examiner), opinion })
      return
    }
    const explanation = '所报内容为未经处理的原始记录，看不出处理规则和智力成果。'
    const grounds = [{ code: 'not_processed', explanation }]
    const body = { version: await version(id, examiner), grounds }
    await examination.proposeRefusal(p, examiner, id, body)
  }
  const release: Step = async () => {
    at(2.5)
    await examination.release(p, reviewer, id, { version: await version(id, reviewer), note: '' })
  }
  /** Lodges an objection and serves it on the company; its id. */
  const lodge = async (reasonCode: string, statement: string): Promise<string> => {
    at(4)
    const { notice } = await filing.getCase(p, examiner, id)
    const lodged = await publication.lodgeObjection(p, { kind: 'public' }, notice?.number ?? '', {
      ...{ objectorName: '演示异议人', objectorIdNumber: '演示证件号码000001', reasonCode, statement },
      ...{ contactPhone: '13700000000', contactEmail: 'objector@public.example' },
    })
    await publication.issueObjectionLetter(p, { objectionId: lodged.id, kind: 'forwarded' })
    return lodged.id
  }
  const object: Step = () =>
    lodge(
      p.pack.objectionReasons[0]?.code ?? '',
      '我单位与申请人合作采集该数据，合作协议约定成果共有，申请人未列我单位为共同权利人。',
    )
  /** An objection from its answer to its decision in the public base. */
  const decide = async ({ ground, statement, answer: words, outcome, reason }: Dispute) => {
    const objectionId = await lodge(ground, statement)
    at(7)
    await publication.answerObjection(p, signatory, objectionId, words)
    at(9)
    const { publishedId } = await publication.decideObjection(p, examiner, objectionId, { outcome, reason })
    await publication.issueObjectionLetter(p, { objectionId, kind: 'decided' })
    if (!publishedId) throw new Error('the decision has no text for the public')
    at(9.5)
    const { facts, answer, reasoning, rule } = await publication.getDraft(p, examiner, publishedId)
    await publication.checkDecision(p, examiner, publishedId, { facts, answer, reasoning, rule })
    at(10)
    await publication.releaseDecision(p, reviewer, publishedId)
  }
  const disputed: Step[] = dispute ? [() => decide(dispute)] : []
  const register: Step = async () => {
    // Holidays stretch ten working days: the sweep runs each midnight, as it does for real.
    for (let day = 12; day < daysAgo; day++) {
      at(day)
      await publication.sweepNotices(p)
      if ((await filing.getCase(p, examiner, id)).status === 'registered') return
    }
  }
  const withdraw: Step = async () => {
    at(1.2)
    const body = { version: await version(id, signatory), reason: '拟补充数据后重新申请。' }
    await filing.withdrawCase(p, signatory, id, body)
  }
  const lapse: Step = async () => {
    at(30)
    await filing.sweepCorrections(p)
  }

  const toReview = [submit, claim]
  const toNotice = [...toReview, propose('acceptance'), release]
  const ways: Record<CaseStatus, Step[]> = {
    draft: [],
    awaiting_signature: [submit],
    submitted: [submit],
    under_review: toReview,
    correction_required: [...toReview, correct],
    acceptance_proposed: [...toReview, propose('acceptance')],
    refusal_proposed: [...toReview, propose('refusal')],
    public_notice: toNotice,
    objection_pending: [...toNotice, object],
    registered: [...toNotice, ...disputed, register],
    refused: dispute ? [...toNotice, ...disputed] : [...toReview, propose('refusal'), release],
    withdrawn: [submit, withdraw],
    deemed_withdrawn: [...toReview, correct, lapse],
  }
  for (const step of ways[status]) await step(id)
  if (status === 'registered') await issueCertificate(p, id)
}
