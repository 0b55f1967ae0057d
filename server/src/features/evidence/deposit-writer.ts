import { randomBytes } from 'node:crypto'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { platformNumber } from '@datadeed/core/kernel/numbers'
import { commitment, type Digests, type PartDisclosure, sameDigests } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { inGroups } from '../../platform/in-groups.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { lastOfNext } from '../../platform/series.ts'
import { type DepositRow, findSame, getOwners, insertDeposits, lockData } from './deposit-store.ts'
import { logLeaves } from './leaf.ts'

/** A deposit that has been checked and only needs writing. `manifest` is its canonical text. */
export interface ReadyDeposit {
  partyId: string
  accountId: string
  /** The delegation on which it is deposited for the company. */
  delegationId: string | null
  title: string
  note: string
  manifest: string
  digests: Digests
  files: number
  bytes: number
  disclosures: readonly PartDisclosure[]
  now: Date
}

/** The deposit's id, and its row where it is new rather than one that the company had made before. */
export interface Written {
  id: string
  row: DepositRow | null
}

/** Deposits in one transaction at most. */
const most = 200
const writers = new WeakMap<object, (deposit: ReadyDeposit) => Promise<Written>>()

/** Writes deposits: those that come at the same time share a transaction. */
export function writerOf(p: Platform): (deposit: ReadyDeposit) => Promise<Written> {
  const writer = writers.get(p) ?? inGroups(most, (group) => inTx(p.db, (tx) => write(tx, p, group)))
  writers.set(p, writer)
  return writer
}

async function write(tx: Tx, p: Platform, group: readonly ReadyDeposit[]): Promise<Written[]> {
  const sha256 = group.map((deposit) => deposit.digests.sha256)
  await lockData(tx, sha256)
  const known = await findSame(tx, sha256)
  const owners = await getOwners(tx, [...new Set(group.map((deposit) => deposit.partyId))])
  const added: { deposit: ReadyDeposit; id: string; sameAsEarlier: boolean }[] = []
  const ids = group.map((deposit) => {
    const same = known.filter((one) => sameDigests(one, deposit.digests))
    const own = same.find((one) => one.party_id === deposit.partyId)
    if (own) return own.id
    const id = newId<'deposit'>()
    known.push({ id, party_id: deposit.partyId, ...deposit.digests })
    added.push({ deposit, id, sameAsEarlier: same.length > 0 })
    return id
  })
  const numbers = await allot(
    tx,
    p,
    added.map(({ deposit }) => deposit.now),
  )
  const drafts = added.map(({ deposit, id, sameAsEarlier }, i) => {
    const { partyId, accountId, delegationId, digests, files, bytes, now } = deposit
    const owner = owners.get(partyId)
    if (!owner) throw new Error('a depositor without a party')
    const salt = randomBytes(32).toString('hex')
    const committed = commitment(nodeCrypto, salt, { name: owner.name, code: owner.code })
    const number = numbers[i] as string
    return {
      owner,
      leaf: { type: 'deposit' as const, subject: number, digests, body: { owner: committed, files, bytes }, now },
      row: {
        ...{ id, number, party_id: partyId, title: deposit.title, note: deposit.note, manifest: deposit.manifest },
        ...{ ...digests, files, bytes: BigInt(bytes), disclosures: deposit.disclosures },
        ...{ owner_salt: salt, owner_name: owner.name, owner_code: owner.code, same_as_earlier: sameAsEarlier },
        ...{ created_by: accountId, created_at: now, delegation_id: delegationId },
      },
    }
  })
  if (drafts.length === 0) return ids.map((id) => ({ id, row: null }))
  const leafIds = await logLeaves(
    tx,
    drafts.map((draft) => draft.leaf),
  )
  const rows = drafts.map(({ row, owner }, i) => ({
    stored: { ...row, leaf_id: leafIds[i] as bigint },
    shown: { party_name: owner.name, uscc: owner.code, prefecture_code: owner.prefectureCode, published: false },
  }))
  await insertDeposits(
    tx,
    rows.map((row) => row.stored),
  )
  const made = new Map(rows.map(({ stored, shown }) => [stored.id as string, { ...stored, ...shown }]))
  return ids.map((id) => {
    const row = made.get(id)
    // Of the same data sent twice at once only the first is new.
    made.delete(id)
    return { id, row: row ? ({ ...row, disclosures: [...row.disclosures] } as unknown as DepositRow) : null }
  })
}

/** Numbers in the order of the moments, each in the series of its year. */
async function allot(tx: Tx, p: Platform, moments: readonly Date[]): Promise<string[]> {
  const years = moments.map((now) => Number(toChinaDate(now.getTime()).slice(0, 4)))
  const next = new Map<number, number>()
  for (const year of [...new Set(years)].sort()) {
    const count = years.filter((one) => one === year).length
    next.set(year, (await lastOfNext(tx, `deposit-${year}`, count)) - count)
  }
  return years.map((year) => {
    const number = (next.get(year) ?? 0) + 1
    next.set(year, number)
    return platformNumber(p.pack, 'deposit', year, number)
  })
}
