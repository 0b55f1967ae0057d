import type { CaseStatus, Command } from '@datadeed/core/filing/machine'
import type { CaseView } from '@datadeed/core/filing/schema'
import { type Actor, publicActor } from '@datadeed/core/kernel/actor'
import * as examination from '../features/examination/service.ts'
import * as service from '../features/filing/service.ts'
import * as publication from '../features/publication/service.ts'
import { completeDraft, submitted, type World } from './cases.ts'

const item = { field: 'algorithm', reason: '处理步骤不清', rule: '申请表填写要求', remedy: '请分步写明' }
const reason = '按规定办理，理由充分'
const objection = {
  objectorName: '异议人甲',
  objectorIdNumber: '520102199001011234',
  contactPhone: '13900000000',
  contactEmail: 'objector@example.com',
  reasonCode: 'ownership',
  statement: '该数据集合由我单位采集，申请人未取得授权。',
}

/** Given by no person: by deadlines, or as the effect of something that is done to one objection or asked of an expert. */
type BySystem =
  | 'register'
  | 'lapse'
  | 'recompute_deadline'
  | 'return_unattended'
  | 'deem_accepted'
  | 'serve_objection'
  | 'lapse_answer'
  | 'offer_mediation'
  | 'mediate_objection'
  | 'end_mediation'
  | 'settle_objection'
  | 'withdraw_objection'
  | 'ask_expert'
  | 'recall_expert'
  | 'end_expert'
  | 'resume_after_expert'

/** How each command is given through the services; the version is the one of the view. */
export const give: Record<Exclude<Command, BySystem>, (w: World, actor: Actor, view: CaseView) => Promise<unknown>> = {
  save: ({ p }, actor, { id, version }) =>
    service.saveCase(p, actor, id, { version, set: { infrastructure: '本地机房' }, clear: [] }),
  request_signature: ({ p }, actor, { id, version }) => service.requestSignature(p, actor, id, { version, note: '' }),
  return_to_filer: ({ p }, actor, { id, version }) => service.returnToFiler(p, actor, id, { version, reason }),
  submit: ({ p }, actor, { id, version }) => service.submitCase(p, actor, id, { version }),
  respond: ({ p }, actor, { id, version, corrections }) => {
    const items = corrections.at(-1)?.items ?? []
    return service.respond(p, actor, id, {
      version,
      answers: items.map((asked) => ({ itemId: asked.id, text: '已按意见补正。' })),
    })
  },
  pause_clock: ({ p }, actor, { id, version }) =>
    service.pauseClock(p, actor, id, { version, reason: 'expert_consulted', note: reason }),
  resume_clock: ({ p }, actor, { id, version }) => service.resumeClock(p, actor, id, { version, note: reason }),
  withdraw: ({ p }, actor, { id, version }) => service.withdrawCase(p, actor, id, { version, reason }),
  claim: ({ p }, actor, { id, version }) => examination.claim(p, actor, id, { version }),
  extend_lease: ({ p }, actor, { id, version }) => examination.extendLease(p, actor, id, { version, reason }),
  hand_over: ({ p, colleague }, actor, { id, version }) =>
    examination.handOver(p, actor, id, { version, to: colleague.accountId, note: reason }),
  unclaim: ({ p }, actor, { id, version }) => examination.unclaim(p, actor, id, { version, reason }),
  require_correction: ({ p }, actor, { id, version }) =>
    examination.requireCorrection(p, actor, id, { version, items: [item, { ...item, field: 'name' }] }),
  propose_acceptance: ({ p }, actor, { id, version }) =>
    examination.proposeAcceptance(p, actor, id, { version, opinion: '符合条件' }),
  propose_refusal: ({ p }, actor, { id, version }) =>
    examination.proposeRefusal(p, actor, id, { version, grounds: [{ code: 'not_processed', explanation: reason }] }),
  retract_proposal: ({ p }, actor, { id, version }) => examination.retractProposal(p, actor, id, { version, reason }),
  send_back: ({ p }, actor, { id, version }) => examination.sendBack(p, actor, id, { version, reason }),
  release: ({ p }, actor, { id, version }) => examination.release(p, actor, id, { version, note: '' }),
  lodge_objection: ({ p }, actor, { notice }) =>
    publication.lodgeObjection(p, actor, notice?.number ?? 'GZJT-G-2026-999999', objection),
  answer_objection: ({ p }, actor, { objections }) =>
    publication.answerObjection(p, actor, open(objections), '该数据由我单位自行采集。'),
  dismiss_objection: ({ p }, actor, { objections }) =>
    publication.decideObjection(p, actor, open(objections), { outcome: 'dismissed', reason }),
  uphold_objection: ({ p }, actor, { objections }) =>
    publication.decideObjection(p, actor, open(objections), { outcome: 'upheld', reason }),
}

const open = (objections: CaseView['objections']): string =>
  objections.find(({ status }) => status === 'lodged' || status === 'answered')?.id ??
  '019a0000-0000-7000-8000-000000000000'

type Given = keyof typeof give
const isGiven = (command: Command): command is Given => Object.hasOwn(give, command)

type Step = readonly [Command, (w: World) => Actor]
const { examiner, reviewer, signatory, anyone } = {
  examiner: (w: World) => w.examiner,
  reviewer: (w: World) => w.reviewer,
  signatory: (w: World) => w.own.signatory,
  anyone: () => publicActor,
}
const claimed: Step[] = [['claim', examiner]]
const noticed: Step[] = [...claimed, ['propose_acceptance', examiner], ['release', reviewer]]

/** The steps from a submitted case, or from a draft, to each state that a person's command reaches. */
const ways: Record<Exclude<CaseStatus, 'registered' | 'deemed_withdrawn'>, { draft?: true; steps: Step[] }> = {
  draft: { draft: true, steps: [] },
  awaiting_signature: { draft: true, steps: [['request_signature', signatory]] },
  submitted: { steps: [] },
  under_review: { steps: claimed },
  correction_required: { steps: [...claimed, ['require_correction', examiner]] },
  acceptance_proposed: { steps: [...claimed, ['propose_acceptance', examiner]] },
  refusal_proposed: { steps: [...claimed, ['propose_refusal', examiner]] },
  public_notice: { steps: noticed },
  objection_pending: { steps: [...noticed, ['lodge_objection', anyone]] },
  refused: { steps: [...claimed, ['propose_refusal', examiner], ['release', reviewer]] },
  withdrawn: { steps: [['withdraw', signatory]] },
}
export type Reachable = keyof typeof ways

/** The case as the examiner sees it, or as its owner does while it is a draft. */
export async function look(w: World, caseId: string): Promise<CaseView> {
  const staff = await service.getCase(w.p, w.examiner, caseId).catch(() => null)
  return staff ?? (await service.getCase(w.p, w.own.signatory, caseId))
}

/** A fresh case of our own company in a state, brought there by the commands alone. */
export async function reach(w: World, status: Reachable): Promise<CaseView> {
  const { draft, steps } = ways[status]
  let view = draft ? await completeDraft(w.p, w.own) : await submitted(w.p, w.own)
  for (const [command, by] of steps) {
    if (!isGiven(command)) throw new Error('the system gives these')
    await give[command](w, by(w), view)
    view = await look(w, view.id)
  }
  if (view.status !== status) throw new Error(`wanted ${status}, reached ${view.status}`)
  return view
}
