import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

// The log only grows and time with it, so every question here is answered by few look-ups by key, however long it is.

/** For each moment the first index logged at or after it, by bisection; `size` when there is none. */
export async function indexesAt(db: Database, size: bigint, moments: readonly Date[]): Promise<bigint[]> {
  const { rows } = await sql<{ index: bigint }>`
    with recursive probe (n, at, lo, hi) as (
      select n, at, 0::bigint, ${size}::bigint from unnest(${moments}::timestamptz[]) with ordinality m (at, n)
      union all
      select n, at, case when m.early then m.mid + 1 else lo end, case when m.early then hi else m.mid end
      from probe
      cross join lateral (
        select (lo + hi) / 2 as mid, (select logged_at < at from log_entry where index = (lo + hi) / 2) as early
      ) m
      where lo < hi
    )
    select lo as index from probe where lo = hi order by n`.execute(db)
  return rows.map((row) => row.index)
}

/** Entries `[lo, hi)`, of which at most `most` are looked at, evenly spread. */
export interface Stretch {
  lo: bigint
  hi: bigint
  most: number
}

/**
 * Milliseconds from the command's time to the publication of its entry. Entries of another clock are left out: the
 * demonstration's may stand months away.
 */
export async function publicationDelay(
  db: Database,
  { lo, hi, most }: Stretch,
): Promise<{ entries: number; p50: number; p99: number } | null> {
  const { rows } = await sql<{ entries: number; p50: number | null; p99: number | null }>`
    select count(*)::int as entries, percentile_disc(0.5) within group (order by ms)::float8 as p50,
      percentile_disc(0.99) within group (order by ms)::float8 as p99
    from (
      select extract(epoch from p.published_at - l.enqueued_at) * 1000 as ms
      from (select ${lo}::bigint as lo, ${hi}::bigint - ${lo} as length, least(${hi}::bigint - ${lo}, ${most}) as points) r
      cross join lateral generate_series(0, r.points - 1) i
      cross join lateral (
        select index, leaf_id, logged_at from log_entry
        where index = r.lo + r.length * i / r.points and subject <> 'sm3' limit 1
      ) e
      cross join lateral (select enqueued_at from evidence_leaf where id = e.leaf_id limit 1) l
      cross join lateral (select published_at from log_publication where size > e.index order by size limit 1) p
      where l.enqueued_at <= p.published_at and l.enqueued_at > e.logged_at - interval '1 day'
    ) delays`.execute(db)
  const [row] = rows
  return row && row.p50 !== null && row.p99 !== null ? { entries: row.entries, p50: row.p50, p99: row.p99 } : null
}

/** Of the published checkpoints looked at in each stretch: how many there were, and how many each witness cosigned. */
export async function cosignedShares(
  db: Database,
  stretches: readonly Stretch[],
  witnesses: readonly string[],
): Promise<{ stretch: number; witness: string; checkpoints: number; cosigned: number }[]> {
  const { rows } = await sql<{ stretch: number; witness: string; checkpoints: number; cosigned: number }>`
    with checkpoint as (
      select distinct s.n, p.size
      from unnest(
        ${stretches.map((s) => s.lo)}::bigint[], ${stretches.map((s) => s.hi)}::bigint[],
        ${stretches.map((s) => s.most)}::integer[]
      ) with ordinality s (lo, hi, most, n)
      cross join lateral generate_series(0, least(s.hi - s.lo, s.most) - 1) i
      cross join lateral (
        select size from log_publication
        where size > s.lo + (s.hi - s.lo) * i / least(s.hi - s.lo, s.most) order by size limit 1
      ) p
    )
    select n::int - 1 as stretch, witness, count(*)::int as checkpoints, count(seen)::int as cosigned
    from (
      select n, w.witness, (
        select true from log_cosignature c where c.size = checkpoint.size and c.witness = w.witness limit 1
      ) as seen
      from checkpoint cross join unnest(${witnesses}::text[]) w (witness)
    ) looked
    group by n, witness`.execute(db)
  return rows
}

/** When each witness cosigned last. */
export async function lastSigned(db: Database, witnesses: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ witness: string; at: Date }>`
    select w.witness, c.at from unnest(${witnesses}::text[]) w (witness)
    cross join lateral (select at from log_cosignature where witness = w.witness order by size desc limit 1) c`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.witness, row.at]))
}
