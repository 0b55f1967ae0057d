import type { CaseDraft } from '@datadeed/core/filing/schema'
import { firstHolders, type Holder } from '@datadeed/core/registration/share'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { findPartner, partyFacts } from '../party/service.ts'
import { listShares } from './share-store.ts'

type ShareRow = Awaited<ReturnType<typeof listShares>>[number]
type Held = { id: string; party_id: string; holder: string; certificate_number: string }

const holderOf = ({ party_id, name, uscc, numerator, denominator, agreed }: ShareRow): Holder => ({
  ...{ partyId: party_id, name, uscc, numerator, denominator, agreed },
})

/** Who holds an entry under one of its certificates; one made before shares were kept is its registrant's whole. */
export async function holdersOf(db: Database | Tx, entry: Held): Promise<Holder[]> {
  const rows = await listShares(db, [entry.id])
  const now = rows.filter((row) => row.certificate_number === entry.certificate_number).map(holderOf)
  if (now.length > 0) return now
  const { uscc } = await partyFacts({ db: db as Database }, entry.party_id)
  return firstHolders({ partyId: entry.party_id, name: entry.holder, uscc }, [])
}

/** Holders by the number of the version. */
export async function holdersByVersion(db: Database | Tx, entryId: string): Promise<Map<number, Holder[]>> {
  const byVersion = new Map<number, Holder[]>()
  for (const row of await listShares(db, [entryId]))
    byVersion.set(row.version_seq, [...(byVersion.get(row.version_seq) ?? []), holderOf(row)])
  return byVersion
}

/** The holders that an application names: its applicant, and those who are joint with it. */
export async function holdersOfForm(
  tx: Tx,
  applicant: { id: string; name: string; uscc: string },
  form: CaseDraft,
): Promise<Holder[]> {
  const others = await Promise.all(
    (form.coHolders ?? []).map(async ({ name, uscc, share }) => ({
      ...{ partyId: (await findPartner(tx, uscc))?.id ?? null, name, uscc, stated: share },
    })),
  )
  return firstHolders({ partyId: applicant.id, name: applicant.name, uscc: applicant.uscc }, others)
}
