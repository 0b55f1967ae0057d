import { setImmediate as yieldTurn } from 'node:timers/promises'
import type { Finding } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { deadlineFor, type RulePack, rulePackSchema, validUntil } from '@datadeed/core/kernel/rule-pack'
import { maySimulate } from '@datadeed/core/rule-pack/policy'
import type { DifferenceKind, PackDifference } from '@datadeed/core/rule-pack/schema'
import type { Platform } from '../../platform/platform.ts'
import {
  type CaseDetail,
  findCaseDetails,
  findingsUnder,
  packOf,
  pausedRounds,
  reviewDeadline,
  reviewStep,
} from '../filing/service.ts'
import { simulateLineage } from './lineage-simulation.ts'
import { simulateRegistry } from './registry-simulation.ts'
import { simulateReminders } from './reminder-simulation.ts'
import { findVersion, listPastCases, listRegistrations, mostSimulated } from './store.ts'

const listed = 200

const dayOf = (moment: Date | string) => toChinaDate(new Date(moment).getTime())

/** The last days a case had, or would have, under a pack, by step; corrections and objections one by one. */
function daysUnder(p: Platform, c: CaseDetail, pack: RulePack): Map<string, string> {
  const days = new Map<string, string>()
  const { prefectureCode } = c
  if (c.submittedAt) {
    const step = reviewStep(pack, c.green)
    days.set(
      'review',
      reviewDeadline(pack, c.submittedAt, [...c.corrections, ...pausedRounds(c.events)], p.calendar, step).due,
    )
  }
  for (const { round, requiredAt } of c.corrections) {
    const calendar = p.rules.calendarFor(prefectureCode, 'correction')
    days.set(`correction ${round}`, deadlineFor(pack, 'correction', dayOf(requiredAt), calendar).date)
  }
  if (c.notice) days.set('publicNotice', deadlineFor(pack, 'publicNotice', c.notice.from, p.calendar).date)
  for (const { number, lodgedAt, servedAt } of c.objections) {
    const calendar = p.rules.calendarFor(prefectureCode, 'objectionAnswer')
    days.set(
      `objectionAnswer ${number}`,
      deadlineFor(pack, 'objectionAnswer', dayOf(servedAt ?? lodgedAt), calendar).date,
    )
  }
  return days
}

type CaseDifference = PackDifference & { kind: DifferenceKind }

function pairs(kind: DifferenceKind, a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): CaseDifference[] {
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((item) => {
    const [before, after] = [a.get(item) ?? null, b.get(item) ?? null]
    return before === after ? [] : [{ kind, item, before, after }]
  })
}

const isRequired = ({ code }: Finding) => code === 'required' || code === 'attachment_missing'
const told = (list: readonly Finding[]) =>
  new Map(list.map(({ code, field, message, severity }) => [`${field} ${code}`, `${severity}:${message}`] as const))

const groundsOf = (c: CaseDetail) => {
  const proposed = c.proposal?.kind === 'refusal' ? c.proposal.grounds : []
  return new Set([...(c.refusal?.grounds ?? []), ...proposed].map(({ code }) => code))
}

/** The wording of the grounds a case was refused on. */
function groundTexts(codes: ReadonlySet<string>, pack: RulePack): Map<string, string> {
  return new Map(pack.grounds.filter(({ code }) => codes.has(code)).map(({ code, text }) => [code, text]))
}

function differences(p: Platform, c: CaseDetail, before: RulePack, after: RulePack) {
  const [old, now] = [findingsUnder(c, before), findingsUnder(c, after)]
  const parts = (required: boolean) =>
    pairs(
      required ? 'required' : 'finding',
      told(old.filter((one) => isRequired(one) === required)),
      told(now.filter((one) => isRequired(one) === required)),
    )
  const codes = groundsOf(c)
  const { certificate } = c
  const until = (pack: RulePack) =>
    new Map(
      certificate
        ? [['validUntil', validUntil(pack, certificate.issuedOn, c.form.authorisationUntil ?? null)] as const]
        : [],
    )
  const errors = (list: readonly Finding[]) => list.some(({ severity }) => severity === 'error')
  return {
    stopped: !errors(old) && errors(now),
    freed: errors(old) && !errors(now),
    list: [
      ...pairs('deadline', daysUnder(p, c, before), daysUnder(p, c, after)),
      ...pairs('validity', until(before), until(after)),
      ...parts(true),
      ...parts(false),
      ...pairs('ground', groundTexts(codes, before), groundTexts(codes, after)),
    ],
  }
}

/**
 * What the newest past cases, registrations and declared lineages would have had otherwise under a pack, and who would be reminded when: each is
 * counted and checked once under the pack it stands under and once under this one, with the same calendar and, a case, on the day it was submitted.
 */
export async function simulatePack(p: Platform, actor: Actor, id: string) {
  if (!maySimulate(actor)) throw new AppError('kernel.forbidden')
  const row = await findVersion(p.db, id)
  if (row?.kind !== 'rule_pack') throw new AppError('kernel.not_found')
  const pack = rulePackSchema.parse(JSON.parse(row.content))
  const { ids, total } = await listPastCases(p.db, mostSimulated)
  const counts: Record<DifferenceKind, number> = { deadline: 0, validity: 0, required: 0, finding: 0, ground: 0 }
  const submission = { stopped: 0, freed: 0 }
  const items = []
  for (let at = 0; at < ids.length; at += 50) {
    for (const c of await findCaseDetails(p.db, ids.slice(at, at + 50))) {
      if (!c) continue
      const { list, stopped, freed } = differences(p, c, packOf(p, c), pack)
      if (stopped) submission.stopped += 1
      if (freed) submission.freed += 1
      for (const { kind } of list) counts[kind] += 1
      if (list.length > 0)
        items.push({
          ...{ caseId: c.id, caseNumber: c.number, caseName: c.name, status: c.status },
          ...{ version: `${c.packJurisdiction} ${c.packVersion}`, differences: list },
        })
    }
    // Others are served in between.
    await yieldTurn()
  }
  const registered = await listRegistrations(p.db, mostSimulated)
  return {
    ...{ total, examined: ids.length, differing: items.length, submission, counts },
    items: items.slice(0, listed),
    registrations: await simulateRegistry(p, pack, registered),
    reminders: await simulateReminders(p, pack, registered),
    lineage: await simulateLineage(p, pack),
  }
}
