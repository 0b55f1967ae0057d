import { type Actor, organisationOf } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError, type FieldFault } from '@datadeed/core/kernel/errors'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { faultOfSum } from '@datadeed/core/kernel/share'
import { actOf, clearance } from '@datadeed/core/registration/encumbrance'
import type { AffairKind } from '@datadeed/core/registration/machine'
import { type Holder, transferShare } from '@datadeed/core/registration/share'
import { type Capacity, type NewTerms, type Terms, termsKinds } from '@datadeed/core/registration/transfer'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { findPartner } from '../party/service.ts'
import { lockEntry } from './affair-store.ts'
import { factsOfBurden, inForce } from './encumbrance.ts'
import { listEncumbrances } from './encumbrance-store.ts'
import { checkData, depositNow, type Entry, ownDeposit, renewalTerms } from './renewal.ts'
import { holdersOf } from './share.ts'

interface Asked {
  actor: Actor
  entry: Entry
  pack: RulePack
  /** The deposit of the entry's case. */
  caseDeposit: string
  holders: readonly Holder[]
}

const fault = (path: string, message: string) => new AppError('kernel.invalid_input', { count: 1 }, [{ path, message }])

async function partnerOf(tx: Tx, uscc: string, path: string) {
  const found = await findPartner(tx, uscc)
  if (!found)
    throw new AppError('registration.partner_unknown', {}, [
      { path, message: '没有查到已注册并通过审核的单位，请核对代码，或者请对方先在本平台注册' },
    ])
  return found
}

/** Named holders with their shares; nobody named keeps the present ones. */
async function namedHolders(
  tx: Tx,
  named: readonly { uscc: string; share: { numerator: number; denominator: number } }[],
  present: readonly Holder[],
  path: string,
): Promise<Holder[]> {
  if (named.length === 0) return [...present]
  const faults: FieldFault[] = []
  const sum = faultOfSum(named.map(({ share }) => share))
  if (sum) faults.push({ path, message: sum })
  for (const [i, { uscc }] of named.entries())
    if (named.findIndex((one) => one.uscc === uscc) !== i)
      faults.push({ path: `${path}.${i}.uscc`, message: '同一权利人填写了两次，请合并为一行' })
  if (faults.length > 0) throw new AppError('kernel.invalid_input', { count: faults.length }, faults)
  const holders: Holder[] = []
  for (const [i, { uscc, share }] of named.entries()) {
    const before = present.find((one) => one.uscc === uscc)
    const { id: partyId, ...found } = before
      ? { id: before.partyId, ...before }
      : await partnerOf(tx, uscc, `${path}.${i}.uscc`)
    holders.push({ partyId, name: found.name, uscc: found.uscc, ...share, agreed: true })
  }
  return holders
}

async function opened(
  tx: Tx,
  p: Platform,
  { actor, entry, caseDeposit, holders }: Asked,
  asked: { name: string; depositId: string; holders: Parameters<typeof namedHolders>[1] },
  path: string,
) {
  const own = organisationOf(actor, 'affair', entry.case_id)
  const later = await ownDeposit(p, own, asked.depositId, `${path}depositId`)
  const check = await checkData(p, await depositNow(tx, entry, caseDeposit), later)
  const after = await namedHolders(tx, asked.holders, holders, `${path}holders`)
  if (!after.some(({ partyId }) => partyId !== null)) throw fault(`${path}holders`, '至少要有一个权利人已在本平台注册')
  return { name: asked.name.trim(), depositId: later.id, check, holders: after }
}

/** The other registrations of a merger: in force, and held by the actor's organisation with the same holders. */
async function sourcesOf(tx: Tx, { actor, entry, holders }: Asked, ids: readonly string[]) {
  const sources: Entry[] = []
  for (const [i, id] of [...new Set(ids)].entries()) {
    const path = `terms.sources.${i}`
    const source = id === entry.id ? undefined : await lockEntry(tx, id)
    const held = source ? await holdersOf(tx, source) : []
    const own = source ? organisationOf(actor, 'affair', source.case_id) : null
    if (!source || own === null || !held.some(({ partyId }) => partyId === own))
      throw fault(path, '请选择本单位的其他登记')
    if (source.status !== 'active') throw fault(path, `登记 ${source.registration_number} 现在不是有效状态，不能合并`)
    const same = held.length === holders.length && held.every(({ uscc }) => holders.some((one) => one.uscc === uscc))
    if (!same) throw fault(path, `登记 ${source.registration_number} 的权利人不同，请先办理转移再合并`)
    sources.push(source)
  }
  return sources
}

/** What is agreed, looked up and checked; null for kinds that need nothing more than ground and reason. */
export async function termsOf(
  tx: Tx,
  p: Platform,
  kind: AffairKind,
  about: Asked,
  asked: NewTerms | null,
): Promise<Terms | null> {
  const needed = termsKinds[kind]
  if (!needed) return null
  if (asked?.kind !== needed) throw fault('terms', '请填写这件事务的具体内容')
  const { actor, entry, pack, caseDeposit, holders } = about
  const today = toChinaDate(p.clock.now().getTime())
  switch (asked.kind) {
    case 'renewal':
      return await renewalTerms(p, actor, { entry, pack, deposit: await depositNow(tx, entry, caseDeposit) }, asked)
    case 'transfer': {
      const asking = organisationOf(actor, 'affair', entry.case_id)
      const own = holders.find(({ partyId }) => partyId !== null && partyId === asking)
      if (!own) throw new AppError('kernel.forbidden')
      const to = await partnerOf(tx, asked.to, 'terms.to')
      const done = transferShare(holders, own.uscc, { partyId: to.id, name: to.name, uscc: to.uscc }, asked.share)
      if ('fault' in done) throw fault(to.uscc === own.uscc ? 'terms.to' : 'terms.share', done.fault)
      return {
        ...{ kind: 'transfer', from: { name: own.name, uscc: own.uscc }, share: asked.share, contract: asked.contract },
        to: { name: to.name, uscc: to.uscc, partyId: to.id },
        ...{ holders: done.holders, before: [...holders] },
      }
    }
    case 'division': {
      const parts = []
      for (const [i, part] of asked.parts.entries()) parts.push(await opened(tx, p, about, part, `terms.parts.${i}.`))
      const names = parts.map(({ name }) => name)
      if (new Set(names).size < names.length) throw fault('terms.parts', '分割后的各项登记名称不能相同，请改正')
      if (new Set(parts.map(({ depositId }) => depositId)).size < parts.length)
        throw fault('terms.parts', '分割后的每一项登记应有各自的存证，请分别存证后选择')
      return { kind: 'division', parts, before: [...holders] }
    }
    case 'merger': {
      const sources = await sourcesOf(tx, about, asked.sources)
      const until = [entry, ...sources].map(({ valid_until }) => valid_until).sort()[0] ?? entry.valid_until
      return {
        kind: 'merger',
        sources: sources.map((one) => ({
          ...{ entryId: one.id, registrationNumber: one.registration_number },
          ...{ certificateNumber: one.certificate_number, name: one.name },
        })),
        ...(await opened(tx, p, about, asked, 'terms.')),
        ...{ before: [...holders], until },
      }
    }
    case 'burden': {
      const freeze = kind === 'freeze'
      if (freeze !== (asked.burden === 'freeze')) throw fault('terms.burden', '请选择质押或者许可')
      if ((asked.burden === 'licence') !== (asked.exclusivity !== null))
        throw fault('terms.exclusivity', '许可请选择独占、排他或者普通；其他不填')
      if (asked.endsOn !== null && asked.endsOn < asked.beginsOn)
        throw fault('terms.endsOn', '止期不能早于起期，请改正')
      if (asked.endsOn !== null && asked.endsOn < today) throw fault('terms.endsOn', '期限已经届满，请核对')
      const found = asked.uscc ? await findPartner(tx, asked.uscc) : undefined
      if (holders.some(({ uscc }) => uscc === asked.uscc)) throw fault('terms.uscc', '不能是权利人自己')
      return { ...asked, partyId: found?.id ?? null, beneficiary: found?.name ?? asked.beneficiary.trim() }
    }
    case 'release': {
      const rows = (await listEncumbrances(tx, [entry.id])).filter(inForce)
      const found = rows.find(({ id }) => id === asked.encumbranceId)
      const right = found && (found.kind === 'freeze') === (kind === 'unfreeze')
      if (!found || !right) throw fault('terms.encumbranceId', '请选择要解除的一项')
      const { exclusivity, kind: burden, beneficiary, number } = factsOfBurden(found)
      return { kind: 'release', encumbranceId: found.id, number, burden, exclusivity, beneficiary }
    }
  }
}

interface Signatory {
  partyId: string
  capacity: Capacity
}

/** Who signs besides the party that asks: the other side, co-owners where the rules want it, whoever must consent. */
export async function signatoriesOf(
  tx: Tx,
  kind: AffairKind,
  { actor, entry, pack, holders }: Omit<Asked, 'caseDeposit'>,
  terms: Terms | null,
): Promise<Signatory[]> {
  const own = organisationOf(actor, 'affair', entry.case_id)
  const wanted: { partyId: string | null; capacity: Capacity }[] = []
  const want = (list: readonly { partyId: string | null }[], capacity: Capacity) => {
    for (const { partyId } of list) wanted.push({ partyId, capacity })
  }
  if (terms?.kind === 'transfer') want([terms.to], 'transferee')
  if (terms?.kind === 'burden' && kind === 'recordal' && terms.partyId) want([terms], 'beneficiary')
  const rule = pack.afterRegistration?.affairs.find((one) => one.kind === kind)
  if (rule?.coOwners) want(holders, 'co_owner')
  const after = terms?.kind === 'division' ? terms.parts : terms?.kind === 'merger' ? [terms] : []
  for (const { holders: future } of after)
    want(
      future.filter(({ uscc }) => !holders.some((one) => one.uscc === uscc)),
      'source_holder',
    )
  const sources = terms?.kind === 'merger' ? terms.sources.map(({ entryId }) => entryId) : []
  const burdens = (await listEncumbrances(tx, [entry.id, ...sources])).filter(inForce)
  const { consents } = clearance(
    pack,
    actOf(kind, terms?.kind === 'burden' ? terms.burden : undefined),
    burdens.map(factsOfBurden),
  )
  for (const { encumbrance } of consents) want([encumbrance], 'pledgee')
  if (terms?.kind === 'release' && kind === 'discharge') {
    const burden = burdens.find(({ id }) => id === terms.encumbranceId)
    want([{ partyId: burden?.beneficiary_party ?? null }], 'beneficiary')
  }
  const signatories = new Map<string, Signatory>()
  for (const { partyId, capacity } of wanted)
    if (partyId && partyId !== own && !signatories.has(partyId)) signatories.set(partyId, { partyId, capacity })
  return [...signatories.values()]
}
