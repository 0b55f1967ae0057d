import { complete } from '../../core/src/filing/complete-application.ts'
import { deadlineFor, guizhou } from '../../core/src/kernel/rule-pack.ts'
import { builtInCalendar } from '../../core/src/kernel/workdays.ts'
import { withClient } from '../../server/src/platform/postgres/postmaster.ts'
import { type Reader, seedPeople } from './people.ts'

/** How often a case is in a state, of a hundred: a register that has run for some years. */
const shares = {
  draft: 3,
  awaiting_signature: 1,
  submitted: 4,
  under_review: 5,
  correction_required: 3,
  acceptance_proposed: 2,
  refusal_proposed: 1,
  public_notice: 4,
  objection_pending: 1,
  registered: 66,
  refused: 6,
  withdrawn: 3,
  deemed_withdrawn: 1,
}
const statuses = Object.entries(shares).flatMap(([status, share]) => Array<string>(share).fill(status))
const decided = `('public_notice', 'objection_pending', 'registered')`

/**
 * Adds cases numbered `from` to `to`, each with its deposit, log entries, journal, attachment and, by its state,
 * correction, letters, notice, register entry and certificate. Straight into the tables: the services would take an hour.
 */
export const seedCases = async (url: string, from: number, to: number): Promise<void> => {
  const profile = {
    columns: ['segment_id', 'stat_time', 'avg_speed'],
    records: 52_000,
    timeFrom: '2026-01-01',
    timeTo: '2026-09-30',
  }
  const known = { files: 1, bytes: 1_234_567, formats: ['csv'], profile, elements: complete.elements }
  const deadline = deadlineFor(guizhou, 'publicNotice', '2026-11-02', builtInCalendar)
  const values = [
    from,
    to,
    statuses,
    JSON.stringify(complete),
    JSON.stringify(known),
    guizhou.jurisdiction,
    guizhou.version,
  ]
  await withClient(url, async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query(
      `create temporary table world as
       select i, uuidv7() as id, uuidv7() as deposit, p.id as party, p.prefecture_code, p.uscc, p.name as party_name,
         ($3::text[])[1 + mod(i * 61, 100)] as status, md5(i::text) || md5(i || 'a') as digest,
         2026 - (i - 1) / 900000 || '-' || lpad((1 + mod(i - 1, 900000))::text, 6, '0') as serial, a.id as filer,
         (select array_agg(id) from account where roles = '{examiner}') [1 + mod(i, 3)] as examiner,
         timestamptz '2026-11-20 08:00Z' - (mod(i * 7919::bigint, 100000) || ' minutes')::interval * 10 as at
       from generate_series($1::int, $2::int) as i
       join (select *, row_number() over (order by uscc) as n from party) p on p.n = 1 + mod(i * 31, (select count(*) from party))
       join account a on a.party_id = p.id`,
      values.slice(0, 3),
    )
    const run = (text: string, given: unknown[] = []) => client.query(text, given)
    // Two leaves for each case: 2i - 1 of its deposit, 2i of its submission.
    await run(
      `insert into evidence_leaf (id, type, subject, sha256, sm3, body, enqueued_at) overriding system value
       select 2 * i - k, case k when 1 then 'deposit' else 'submission' end, 'GZJT-' || i, digest, digest, '{}', at
       from world, (values (0), (1)) as t (k)`,
    )
    await run(
      `insert into log_entry (index, leaf_id, subject, entry, leaf_hash, logged_at)
       select 2 * i - k - 1, 2 * i - k, 'GZJT-' || i, decode(repeat(digest, 6), 'hex'), decode(digest, 'hex'), at
       from world, (values (0), (1)) as t (k)`,
    )
    await run(
      `insert into deposit (id, number, party_id, title, note, manifest, sha256, sm3, files, bytes, disclosures,
         owner_salt, owner_name, owner_code, same_as_earlier, leaf_id, created_by, created_at)
       select deposit, 'GZJT-C-' || serial, party, '路段平均车速 ' || i, '', '{}', digest, digest, 1,
         1234567, '[]', digest, party_name, uscc, false, 2 * i - 1, filer, at
       from world`,
    )
    await run(
      `insert into filing_case (id, number, party_id, deposit_id, prefecture_code, status, version, form, prefilled, name,
         direction, known, findings, error_count, warning_count, examiner_id, due, pack_jurisdiction, pack_version,
         created_by, created_at, updated_at, submitted_at)
       select id, 'GZJT-S-' || serial, party, deposit, prefecture_code, status, 6,
         $1::jsonb || jsonb_build_object('name', '贵州路段平均车速数据集 ' || i), '{"formats":"manifest","bytes":"manifest"}',
         '贵州路段平均车速数据集 ' || i, (array['高速运营', '智慧出行', '智能调度', '智慧物流', '金融保险', '交旅融合'])[1 + mod(i, 6)],
         $2::jsonb, '[]', 0, 0, case when status in ('draft', 'awaiting_signature', 'submitted') then null else examiner end,
         case when status in ('submitted', 'under_review', 'correction_required') then (at + interval '20 days')::date end,
         $3, $4, filer, at - interval '3 days', at, case when status in ('draft', 'awaiting_signature') then null else at end
       from world`,
      values.slice(3),
    )
    await run(
      `insert into case_event (case_id, seq, at, command, from_status, to_status, actor_kind, actor_id, actor_role, note, leaf_id)
       select id, seq, at - interval '3 days' + seq * interval '4 hours', command, 'draft', 'submitted', 'account',
         case when seq <= 3 then filer else examiner end, case when seq <= 3 then 'filer' else 'examiner' end, '',
         case when seq = 3 then 2 * i end
       from world, (values (1, 'create'), (2, 'request_signature'), (3, 'submit'), (4, 'claim'), (5, 'propose_acceptance'),
         (6, 'release')) as t (seq, command)
       where seq <= case when status = 'draft' then 1 when status = 'awaiting_signature' then 2 when status = 'submitted' then 3
         when status in ('under_review', 'correction_required') then 4 else 6 end`,
    )
    await run(
      `insert into attachment (id, case_id, kind, name, media_type, bytes, sha256, sm3, uploaded_by, uploaded_at)
       select uuidv7(), id, 'source_proof', '数据来源说明.pdf', 'application/pdf', 20480, digest, digest, filer, at from world`,
    )
    await run(
      `insert into correction_round (case_id, round, required_at, due, items, form_before)
       select id, 1, at, (at + interval '20 days')::date, '[{"id":"1","field":"algorithm","reason":"处理规则过于笼统","rule":"审查要点","remedy":"请补写"}]', $1
       from world where status = 'correction_required' or mod(i, 5) = 0`,
      [values[3]],
    )
    await run(
      `insert into letter (id, case_id, kind, number, template, data, sha256, issued_at)
       select uuidv7(), id, case when status = 'refused' then 'refusal' else 'acceptance' end,
         '黔数知〔2026〕' || i || '号', 'v1', '{}', digest, at
       from world where status in ${decided} or status = 'refused'`,
    )
    await run(
      `insert into notice (id, number, case_id, opens, closes, status, content, deadline, leaf_id, created_at)
       select uuidv7(), 'GZJT-G-' || serial, id, '2026-11-02', '2026-11-13',
         case status when 'registered' then 'clear' else 'open' end, '{}', $1, 2 * i, at
       from world where status in ${decided}`,
      [
        JSON.stringify({
          step: 'publicNotice',
          due: deadline.date,
          days: 10,
          unit: 'WD',
          start: '2026-11-02',
          provisional: false,
          derivation: deadline.derivation,
          source: '',
          confidence: '',
        }),
      ],
    )
    await run(
      `insert into register_entry (id, case_id, party_id, registration_number, certificate_number, name, holder,
         prefecture_code, industry_code, direction, content, registered_on, valid_until, status, created_at)
       select id, id, party, lpad(i::text, 16, '0'), '2026115200' || lpad(i::text, 7, '0'), '贵州路段平均车速数据集 ' || i,
         party_name, prefecture_code, '5443', '高速运营', '{}', '2026-11-14', '2029-11-13', 'active', at
       from world where status = 'registered'`,
    )
    await run(
      `insert into certificate (id, entry_id, pdf_sha256, pdf_sm3, bytes, demo, disclosed, leaf_id, issued_at)
       select id, id, digest, digest, 200000, true, '{}', 2 * i, at from world where status = 'registered'`,
    )
    await run(
      `insert into log_checkpoint (size, root, note, signed_at) select 2 * max(i), ''::bytea, '', now() from world`,
    )
    await run(`insert into log_publication (size, note, published_at) select 2 * max(i), '', now() from world`)
    await run(
      `insert into case_tally (status, prefecture_code, direction, examiner_id, green, cases)
       select status, prefecture_code, direction, examiner_id, green, count(*)
       from filing_case join world using (id, status, prefecture_code) group by 1, 2, 3, 4, 5`,
    )
    await client.query('set session_replication_role = origin')
    await client.query('drop table world')
    await client.query('vacuum analyze')
  })
}

/** Cases among which there are so many registrations. */
export const caseCountFor = (registrations: number): number => Math.ceil((registrations * 100) / shares.registered)

const step = 100_000

/** People and as many cases as told, a hundred thousand at a time; whom one may sign in as. */
export const seedWorld = async (
  url: string,
  cases: number,
  onProgress: (done: number, all: number) => void = () => {},
): Promise<Reader> => {
  const reader = await seedPeople(url)
  for (let done = 0; done < cases; ) {
    const to = Math.min(done + step, cases)
    await seedCases(url, done + 1, to)
    done = to
    onProgress(done, cases)
  }
  return reader
}
