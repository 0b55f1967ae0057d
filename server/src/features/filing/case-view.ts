import { actedFor } from '@datadeed/core/delegation/words'
import { isPaused } from '@datadeed/core/filing/clock'
import { findings, isRegistryRule } from '@datadeed/core/filing/findings'
import { greenEvents } from '@datadeed/core/filing/green-channel'
import type { Guard } from '@datadeed/core/filing/machine'
import { mayJudge, mayReadLetters, maySee, offered } from '@datadeed/core/filing/policy'
import type { CaseView, Finding, FindingView } from '@datadeed/core/filing/schema'
import { type Actor, isStaff } from '@datadeed/core/kernel/actor'
import { deadlineView } from '@datadeed/core/kernel/case'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { momentText } from '../../platform/db/moment-text.ts'
import { inGroups } from '../../platform/in-groups.ts'
import type { Platform } from '../../platform/platform.ts'
import { visible } from './advance.ts'
import { packOf } from './check.ts'
import { correctionDeadline, type DeadlineView, objectionDeadline, pausedRounds, reviewDeadline } from './deadlines.ts'
import { reviewStep } from './green-channel.ts'
import { manifestSummary } from './known.ts'
import { type CaseDetail, type CorrectionRow, findCaseDetails } from './view-store.ts'
import { weakRules } from './weak-rules.ts'

const roleNames: Record<string, string> = {
  filer: '经办人',
  signatory: '签署人',
  coach: '辅导员',
  examiner: '审查员',
  reviewer: '复核员',
  officer: '市州主管人员',
  auditor: '审计员',
  administrator: '管理员',
  system: '系统',
  public: '社会公众',
}
/** What staff write to each other on the way to a decision is not told to the company; the decision's letter is. */
const internal = new Set([
  ...['claim', 'unclaim', 'propose_acceptance', 'propose_refusal', 'send_back', 'release'],
  ...['extend_lease', 'hand_over', 'return_unattended'],
  ...['ask_expert', 'recall_expert', 'end_expert'],
])
const editable = new Set(['draft', 'awaiting_signature', 'correction_required'])
const underReview = new Set(['submitted', 'under_review', 'acceptance_proposed', 'refusal_proposed'])

/** Who acted: staff are told the name, a company the role; of what a key did both are told the key and who made it. */
function actorOf(
  event: Pick<CaseDetail['events'][number], 'actorRole' | 'actorName' | 'keyName' | 'delegation'>,
  applicant: string,
  staff: boolean,
): string {
  const { actorRole, actorName, keyName, delegation } = event
  const role = roleNames[actorRole] ?? actorRole
  // Who for whom: the applicant is told who of the delegate acted.
  if (delegation) return actedFor({ ...delegation, person: actorName ?? role, keyName, principal: applicant })
  if (keyName !== null) return `接口密钥“${keyName}”（${actorName ?? role}创建）`
  return (staff ? actorName : null) ?? role
}

const textOrNull = (moment: string | null): string | null => (moment === null ? null : momentText(moment))

/** Findings kept before they told their version, span and others. */
const inFull = (finding: Finding): Finding => ({
  ...finding,
  version: finding.version ?? '',
  span: finding.span ?? null,
  confidence: finding.confidence ?? 'likely',
  hintOnly: finding.hintOnly ?? false,
  clause: finding.clause ?? finding.rule,
  others: finding.others ?? [],
})

/**
 * Findings as one actor may see them. Another's case is named only to whoever may see that case, and where it is not, the stretch of text that
 * both have is not told either.
 */
export function findingsSeenBy(
  actor: Actor,
  list: readonly Finding[],
  judgements: CaseDetail['judgements'] = [],
): FindingView[] {
  const staff = isStaff(actor)
  return list.map((finding) => {
    const others = finding.others.filter(({ status, partyId, prefectureCode }) =>
      maySee(actor, { status, partyId, prefectureCode, examinerId: null }),
    )
    const judged = judgements.find(
      ({ code, field, message }) => code === finding.code && field === finding.field && message === finding.message,
    )
    return {
      ...finding,
      span: others.length === finding.others.length ? finding.span : null,
      others,
      judgement:
        staff && judged
          ? { verdict: judged.verdict, reason: judged.reason, by: judged.by, at: momentText(judged.at) }
          : null,
    }
  })
}

/** The green channel as the case stands: whether it is in, was in, or never was, and what is met. */
function greenChannelOf(p: Platform, detail: CaseDetail): CaseView['greenChannel'] {
  const last = detail.events.findLast(({ command }) => greenEvents.some((name) => name === command))
  const offers = packOf(p, detail).greenChannel !== undefined
  return {
    status: !offers ? null : detail.green ? 'in' : last ? 'left' : 'never',
    since: last ? momentText(last.at) : null,
    conditions: detail.greenConditions.map(({ code, text, met }) => ({ code, text, met })),
  }
}

/** While the company may change the form the check runs anew: a deposit gets published, a day passes. */
async function currentFindings(p: Platform, detail: CaseDetail, now: Date): Promise<Finding[]> {
  const kept = detail.findings.map(inFull)
  if (!editable.has(detail.status)) return kept
  const pack = packOf(p, detail)
  return findings(detail.form, {
    pack,
    scanned: detail.known.scanned ?? null,
    hintOnly: await weakRules(p.db, p, pack),
    // The registry is asked when something is saved.
    kept: kept.filter(({ code }) => isRegistryRule(code)),
    today: toChinaDate(now.getTime()),
    manifestSummary: manifestSummary(detail.known, detail.deposit.logIndex !== null),
    profile: detail.known.profile,
    attachments: detail.attachments,
    namesInUse: detail.namesInUse,
  })
}

function deadlinesOf(p: Platform, detail: CaseDetail): DeadlineView[] {
  const pack = packOf(p, detail)
  const open = detail.corrections.at(-1)
  if (detail.status === 'correction_required' && open) {
    const days = p.rules.calendarFor(detail.prefectureCode, 'correction')
    return [correctionDeadline(pack, open.requiredAt, days, detail.due)]
  }
  if (underReview.has(detail.status) && isPaused(detail.events)) return []
  if (underReview.has(detail.status) && detail.submittedAt) {
    const stops = [...detail.corrections, ...pausedRounds(detail.events)]
    return [reviewDeadline(pack, detail.submittedAt, stops, p.calendar, reviewStep(pack, detail.green))]
  }
  // The notice stands still while an objection waits for its answer.
  if (detail.status === 'objection_pending')
    return detail.objections
      .filter(({ status }) => status === 'lodged')
      .map(({ lodgedAt, servedAt, answerDue }) =>
        objectionDeadline(
          pack,
          servedAt ?? lodgedAt,
          p.rules.calendarFor(detail.prefectureCode, 'objectionAnswer'),
          answerDue,
        ),
      )
  if (detail.status !== 'public_notice') return []
  const notice = deadlineView.safeParse(detail.notice?.deadline)
  return notice.success ? [notice.data] : []
}

/** Form fields that differ, in the order of the form's keys. */
function changesOf({ formBefore, formAfter }: CorrectionRow) {
  if (formAfter === null) return []
  const fields = [...new Set([...Object.keys(formBefore), ...Object.keys(formAfter)])]
  return fields
    .filter((field) => JSON.stringify(formBefore[field]) !== JSON.stringify(formAfter[field]))
    .map((field) => ({ field, before: formBefore[field] ?? null, after: formAfter[field] ?? null }))
}

/** What the actor may do now; an objection can be answered once, which the procedure's rows do not say. */
function canOf(actor: Actor, detail: CaseDetail, list: readonly Finding[], today: string): CaseView['can'] {
  const guards = guardsOf(detail, list, today)
  const unanswered = detail.objections.some(({ status }) => status === 'lodged')
  return offered(actor, detail, (guard) => guards[guard]).filter((name) => name !== 'answer_objection' || unanswered)
}

/** The guards as they stand; whether every item is answered is up to the answer itself. */
function guardsOf(detail: CaseDetail, list: readonly Finding[], today: string): Record<Guard, boolean> {
  const { notice, objections, deposit } = detail
  const open = objections.filter(({ status }) => ['lodged', 'answered', 'mediation'].includes(status)).length
  return {
    no_errors: deposit.logIndex !== null && !list.some(({ severity }) => severity === 'error'),
    items_answered: true,
    others_open: open > 1,
    heard: objections.some(
      ({ status, servedAt, answerDue }) =>
        status === 'answered' || (status === 'lodged' && servedAt !== null && today > answerDue),
    ),
    last_open: open === 1,
    notice_open: notice?.status === 'suspended' || (notice?.status === 'open' && today <= notice.to),
    notice_over: false,
    correction_overdue: false,
    clock_running: !isPaused(detail.events),
    clock_paused: isPaused(detail.events),
    lease_over: false,
    acceptance_overdue: false,
  }
}

function refusalOf(detail: CaseDetail, staff: boolean): CaseView['refusal'] {
  if (detail.refusal) return { grounds: detail.refusal.grounds }
  return staff && detail.proposal?.kind === 'refusal' ? { grounds: detail.proposal.grounds } : null
}

const finders = new WeakMap<Platform, (id: string) => Promise<CaseDetail | undefined>>()

/** What readers ask for at the same time is looked up together: a case alone costs almost as much as several. */
function find(p: Platform, caseId: string): Promise<CaseDetail | undefined> {
  const finder = finders.get(p) ?? inGroups(20, (ids: readonly string[]) => findCaseDetails(p.reads, ids))
  finders.set(p, finder)
  return finder(caseId)
}

/** A case as one actor may see it; `kernel.not_found` where it does not exist or is not theirs to see. */
export async function caseDetail(p: Platform, actor: Actor, caseId: string): Promise<CaseView> {
  const detail = await find(p, caseId)
  visible(detail, actor)
  if (!detail) throw new Error('unreachable: visible() refuses what is not there')
  const now = p.clock.now()
  const staff = isStaff(actor)
  const list = await currentFindings(p, detail, now)
  const count = (severity: Finding['severity']) => list.filter((item) => item.severity === severity).length
  const { sha256, sm3, loggedAt, ...deposit } = detail.deposit
  return {
    id: detail.id,
    number: detail.number,
    name: detail.name,
    status: detail.status,
    partyId: detail.partyId,
    partyName: detail.partyName,
    prefectureCode: detail.prefectureCode,
    direction: detail.direction,
    submittedAt: detail.submittedAt?.toISOString() ?? null,
    updatedAt: detail.updatedAt.toISOString(),
    due: detail.due,
    examinerName: staff ? detail.examinerName : null,
    findings: { errors: count('error'), warnings: count('warning') },
    green: detail.green,
    version: detail.version,
    form: detail.form,
    prefilled: detail.prefilled,
    deposit: {
      ...deposit,
      digests: { sha256, sm3 },
      status: deposit.logIndex === null ? 'pending' : 'published',
      loggedAt: textOrNull(loggedAt),
    },
    attachments: detail.attachments.map((item) => ({
      ...item,
      kind: item.kind as CaseView['attachments'][number]['kind'],
      uploadedAt: momentText(item.uploadedAt),
    })),
    findingList: findingsSeenBy(actor, list, detail.judgements),
    mayJudge: mayJudge(actor, detail),
    greenChannel: greenChannelOf(p, detail),
    corrections: detail.corrections.map((round) => ({
      round: round.round,
      requiredAt: momentText(round.requiredAt),
      due: round.due,
      items: round.items,
      // What the company is still writing is not yet said to the examiner.
      answers: staff && round.answeredAt === null ? [] : round.answers,
      answeredAt: textOrNull(round.answeredAt),
      changes: changesOf(round),
    })),
    letters: (mayReadLetters(actor, detail) ? detail.letters : []).map((letter) => ({
      ...letter,
      kind: letter.kind as CaseView['letters'][number]['kind'],
      issuedAt: momentText(letter.issuedAt),
    })),
    events: detail.events.map(({ actorRole, actorName, keyName, delegation, note, at, ...event }) => ({
      ...event,
      at: momentText(at),
      note: staff || !internal.has(event.command) ? note : '',
      actor: actorOf({ actorRole, actorName, keyName, delegation }, detail.partyName, staff),
    })),
    deadlines: deadlinesOf(p, detail),
    notice: detail.notice && {
      id: detail.notice.id,
      number: detail.notice.number,
      from: detail.notice.from,
      to: detail.notice.to,
    },
    certificate: detail.certificate,
    refusal: refusalOf(detail, staff),
    objections: detail.objections.map(({ id, number, reason, status }) => ({ id, number, reason, status })),
    rulePack: { jurisdiction: detail.packJurisdiction, version: detail.packVersion },
    can: canOf(actor, detail, list, toChinaDate(now.getTime())),
  }
}
