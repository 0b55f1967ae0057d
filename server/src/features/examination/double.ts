import { randomInt } from 'node:crypto'
import { agreementOf, type Opinion } from '@datadeed/core/examination/agreement'
import { fieldLabel } from '@datadeed/core/examination/labels'
import type { agreement, secondExamination, secondOpinion } from '@datadeed/core/examination/workbench-schema'
import { isRuleCode } from '@datadeed/core/filing/rule-base'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { forgetPersons, personOf } from '../account/service.ts'
import { type CaseRow, loadCase, packOf, readAttachment } from '../filing/service.ts'
import * as store from './double-store.ts'
import { own } from './workbench.ts'

const million = 1_000_000

const asked = z.object({
  decision: z.object({
    items: z.array(z.object({ field: z.string(), machineRule: z.string().optional() })),
  }),
})

/** What the first examiner made of the case, as far as two people can be compared in it. */
async function firstOpinion(tx: Tx, row: CaseRow, event: EventPayloads['filing.moved']): Promise<Opinion | null> {
  const confirmed = (await store.listConfirmed(tx, row.id)).map((code) => `rule:${code}`)
  const opinion = (verdict: Opinion['verdict'], marks: readonly string[]): Opinion => ({
    verdict,
    marks: [...new Set([...confirmed, ...marks])].sort(),
  })
  if (event.command === 'propose_acceptance') return opinion('accept', [])
  if (event.command === 'propose_refusal') {
    const grounds = row.proposal?.kind === 'refusal' ? row.proposal.grounds : []
    return opinion(
      'refuse',
      grounds.map(({ code }) => `ground:${code}`),
    )
  }
  if (event.command !== 'require_correction') return null
  const items = asked.safeParse(event.payload).data?.decision.items ?? []
  return opinion(
    'correct',
    items.flatMap(({ field, machineRule }) => [
      `field:${field.split('.')[0]}`,
      ...(machineRule ? [`rule:${machineRule}`] : []),
    ]),
  )
}

/** Draws submissions into the sample, and keeps the first examiner's first word on a sampled one. */
export async function sampleCase(tx: Tx, p: Platform, event: EventPayloads['filing.moved']): Promise<void> {
  const { caseId, command, now, actorId } = event
  if (command === 'submit') {
    const share = packOf(p, await loadCase(tx, caseId)).workbench?.double.share ?? 0
    if (randomInt(million) < share * million) await store.insertSample(tx, newId<'sample'>(), caseId, now)
    return
  }
  if (event.from !== 'under_review' || actorId === null) return
  const sample = await store.lockSample(tx, caseId)
  if (!sample || sample.secondAccount === actorId) return
  const opinion = await firstOpinion(tx, await loadCase(tx, caseId), event)
  if (opinion) await store.putFirst(tx, sample.id, actorId, opinion, now)
}

/** Gives the examiner a sampled case, or the one they have not finished. From then on they do not see the case itself. */
export async function nextSample(p: Platform, actor: Actor): Promise<{ id: string | null }> {
  const { accountId } = own(actor)
  const now = p.clock.now()
  const id = await inTx(p.db, async (tx) => {
    const person = await personOf(p, accountId, tx)
    return (await store.findOpenSample(tx, [accountId])) ?? (await store.takeSample(tx, person, accountId, now))
  })
  forgetPersons()
  return { id: id ?? null }
}

const submitted = z.object({
  form: z.record(z.string(), z.unknown()),
  deposit: z.object({ number: z.string(), files: z.number(), bytes: z.number() }),
  attachments: z.array(
    z.object({ id: z.string(), kind: z.string(), name: z.string(), mediaType: z.string(), bytes: z.number() }),
  ),
})

async function getSample(p: Platform, actor: Actor, id: string) {
  const found = await store.findSample(p.db, id, own(actor).accountId)
  if (!found) throw new AppError('kernel.not_found')
  return found
}

/** A sampled application as it was first submitted. */
export async function readSample(p: Platform, actor: Actor, id: string): Promise<z.output<typeof secondExamination>> {
  const { number, partyName, prefectureCode, submittedAt, content, secondAt } = await getSample(p, actor, id)
  const { form, deposit, attachments } = submitted.parse(JSON.parse(content))
  return {
    ...{ id, number, partyName, prefectureCode, form, deposit, attachments },
    submittedAt: submittedAt.toISOString(),
    done: secondAt !== null,
  }
}

/** An attachment of a sampled application, of those that were submitted. */
export async function readSampleAttachment(
  p: Platform,
  actor: Actor,
  id: string,
  attachmentId: string,
): Promise<FileToSend> {
  const { caseId, content } = await getSample(p, actor, id)
  if (!submitted.parse(JSON.parse(content)).attachments.some((one) => one.id === attachmentId))
    throw new AppError('kernel.not_found')
  return await readAttachment(p, { kind: 'system' }, caseId, attachmentId)
}

/** Keeps the second opinion; it decides nothing about the case, and cannot be changed once the case may be seen again. */
export async function giveSecondOpinion(
  p: Platform,
  actor: Actor,
  id: string,
  { verdict, marks, note }: z.output<typeof secondOpinion>,
) {
  const sample = await getSample(p, actor, id)
  const pack = packOf(p, sample)
  const known: Record<string, (code: string) => boolean> = {
    ground: (code) => pack.grounds.some((ground) => ground.code === code),
    rule: isRuleCode,
    field: (code) => fieldLabel(pack, code) !== undefined,
  }
  const faults = marks.flatMap((mark, i) => {
    const [kind = '', code = ''] = mark.split(':')
    return known[kind]?.(code) ? [] : [{ path: `marks.${i}`, message: '没有这一项，请从列表中选择' }]
  })
  const needed = { accept: undefined, correct: 'field:', refuse: 'ground:' }[verdict]
  if (needed && !marks.some((mark) => mark.startsWith(needed)))
    faults.push({
      path: 'marks',
      message: verdict === 'correct' ? '请至少选择一处要补正的栏目' : '请至少选择一种不予登记的情形',
    })
  if (faults.length > 0) throw new AppError('kernel.invalid_input', { count: faults.length }, faults)
  const opinion = { verdict, marks: [...new Set(marks)].sort(), note }
  const done = await inTx(p.db, (tx) => store.putSecond(tx, id, own(actor).accountId, opinion, p.clock.now()))
  if (!done) throw new AppError('kernel.stale_version')
  forgetPersons()
  return {}
}

/** How far two people agree who examine the same application without knowing of each other. */
export async function agreementNow(p: Platform): Promise<z.output<typeof agreement>> {
  const [counts, pairs] = await Promise.all([store.countSamples(p.db), store.listPairs(p.db, 5000)])
  return { share: p.pack.workbench?.double.share ?? null, ...counts, ...agreementOf(pairs) }
}
