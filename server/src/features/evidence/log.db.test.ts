import {
  decodeBundle,
  emptyRoot,
  leafHash,
  parseCheckpoint,
  parseEntry,
  parseNote,
  parseProof,
  parseTrust,
  parseVkey,
  readSm3CheckpointBody,
  rootAt,
  tilePath,
  treeRoot,
  verifyPackage,
  verifyReceipt,
  verifySm2Note,
} from '@datadeed/evidence'
import { hasMlDsa, nodeCrypto } from '@datadeed/evidence/node'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { testPlatform } from '../../testing/platform.ts'
import { createDeposit, getDeposit, getDepositFacts, listDeposits } from './deposit.ts'
import { checkLog } from './fsck.ts'
import { getLogStatus, sendCheckpoint, sendTile } from './log-reading.ts'
import { newestPublication, pinSetting } from './log-store.ts'
import { openLogWriter } from './log-writer.ts'
import { packageText, proofText } from './package.ts'
import { positionsOf } from './position.ts'
import { selectPositions } from './position-store.ts'
import { proofFile, receiptFile, receiptPdfFile } from './receipt.ts'
import { sendSm3Checkpoint, sendSm3Tile, sendSm3Vkey } from './sm3-reading.ts'
import {
  addLeaves,
  catchReply,
  company,
  deposit,
  manifestOf,
  sequence,
  untilPublished,
  withWitnesses,
} from './testing/fixture.ts'
import { sendTrust } from './trust.ts'
import { pinnedWitnesses } from './witness.ts'

const p = await withWitnesses(2)
const old = await testPlatform()
const own = await company(p)
const now = Math.floor(Date.now() / 1000) + 60

async function sm3Entries(size: number): Promise<number> {
  const entries = p.db.selectFrom('log_entry').select('index').where('subject', '=', 'sm3')
  return (await entries.where('index', '<', BigInt(size)).execute()).length
}

async function sent(send: (reply: ReturnType<typeof catchReply>['reply']) => Promise<unknown>) {
  const { caught, reply } = catchReply()
  await send(reply)
  return caught
}

test('before a quorum has cosigned there is no receipt, no proof, no package, no position', async () => {
  const { id } = await deposit(p, own, '等待见证')
  const { leafId, position } = await getDepositFacts(p.db, id)
  expect(position).toBeNull()
  const { reply } = catchReply()
  for (const make of [proofFile, receiptFile, receiptPdfFile])
    await expect(make(p, own, id)).rejects.toMatchObject({ code: 'evidence.not_published' })
  const disclosed = { owner: null, certificate: null }
  const leaves = [{ role: 'deposit' as const, leafId }]
  const asked = packageText(p, { kind: 'deposit', subject: 'x', leaves, disclosed, documents: [] })
  await expect(asked).rejects.toMatchObject({ code: 'evidence.not_published' })
  await expect(sendCheckpoint(p, reply)).rejects.toMatchObject({ code: 'kernel.not_found' })
  expect(await getLogStatus(p)).toMatchObject({ size: 0, pending: 1, state: 'open', publishedAt: null })
})

test('a deposit is published and its receipt convinces a verifier that trusts only the keys', async () => {
  const { id, number } = await deposit(p, own, '一份轨迹数据')
  const running = sequence(p)
  const { leaf_id: leafId } = await p.db
    .selectFrom('deposit')
    .select('leaf_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await untilPublished(p, [leafId])
  await running.stop()
  expect(running.errors).toEqual([])

  const view = await getDeposit(p, own, id)
  expect(view).toMatchObject({ status: 'published', can: ['receipt', 'proof', 'file', 'disclose'] })
  expect(view.position?.witnesses.map((w) => w.name).sort()).toEqual(['witness.example/1', 'witness.example/2'])
  expect((await listDeposits(p, own, { limit: 20, status: 'published' })).total).toBe(2)

  const trust = parseTrust(nodeCrypto, (await sent((reply) => sendTrust(p, reply))).payload.toString())
  expect(trust.quorum).toBe(2)
  const proof = String((await proofFile(p, own, id)).body)
  const [position] = await selectPositions(p.db, [leafId])
  const entryText = position?.entry.toString() ?? ''
  const receipt = verifyReceipt({ entryText, proofText: proof, trust, now }, nodeCrypto)
  expect(receipt).toMatchObject({
    outcome: 'valid',
    reasons: [],
    facts: { subject: number, index: position && Number(position.index) },
  })
  // The clock of the platform stands in March; the log's own does not.
  expect(Math.abs(Date.parse(receipt.facts?.loggedTime ?? '') - Date.now())).toBeLessThan(60_000)

  const file = await receiptFile(p, own, id)
  expect(file.name).toBe(`${number}.datadeed.json`)
  const packaged = String(file.body)
  const verdict = verifyPackage({ packageText: packaged, trust, now }, nodeCrypto)
  expect(verdict).toMatchObject({ outcome: 'valid', reasons: [], asOf: { notBefore: expect.any(String) } })
  expect(packaged.length).toBeLessThan(20_000)
  for (const at of [200, packaged.length >> 1, packaged.length - 40]) {
    const changed = Buffer.from(packaged)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    expect(verifyPackage({ packageText: changed, trust, now }, nodeCrypto).outcome).toBe('invalid')
  }
  const pdf = await receiptPdfFile(p, own, id)
  expect(
    Buffer.from(pdf.body as Uint8Array)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('what is served is a log by the specification: tiles, bundles, checkpoint', async () => {
  const running = sequence(p)
  const leaves = await addLeaves(p, 600, (i) => `CASE-${i % 7}`)
  await untilPublished(p, leaves)
  await running.stop()
  expect(running.errors).toEqual([])
  const { size, root } = parseCheckpoint(parseNote((await sent((r) => sendCheckpoint(p, r))).payload.toString()).text)
  // 602 leaves, and with each batch a checkpoint of the SM3 tree.
  expect(size).toBe(602 + (await sm3Entries(size)))
  const tile = async (level: number | 'entries', index: number, width: number) =>
    (await sent((r) => sendTile(p, tilePath({ level, index, width }).slice('tile/'.length), r))).payload
  const read = (level: number, index: number, width: number) => tile(level, index, width)
  expect(await rootAt(nodeCrypto.sha256, read, size)).toEqual(root)
  const entries = (
    await Promise.all([tile('entries', 0, 256), tile('entries', 1, 256), tile('entries', 2, size - 512)])
  ).flatMap((bundle) => decodeBundle(bundle))
  expect(
    treeRoot(
      nodeCrypto.sha256,
      entries.map((entry) => leafHash(nodeCrypto.sha256, entry)),
    ),
  ).toEqual(root)
  expect((await tile(0, 2, 17)).length).toBe(17 * 32)
  const { headers } = await sent((r) => sendTile(p, '0/000', r))
  expect(headers.get('cache-control')).toContain('immutable')
  for (const path of ['0/002', `0/002.p/${size - 511}`, '1/000', '9/000', 'entries/003.p/1', '0/2', '../vkey', ''])
    await expect(sendTile(p, path, catchReply().reply), path).rejects.toMatchObject({ code: 'kernel.not_found' })
  const positions = await positionsOf(p, [...leaves, 10n ** 9n])
  const indexes = [...positions.values()].map((position) => position.index)
  expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
  expect(new Set(indexes).size).toBe(600)
})

test('the SM3 tree holds the same entries, signed with SM2, and each of its checkpoints is an entry', async () => {
  const vkey = (await sent((r) => sendSm3Vkey(p, r))).payload.toString().trim()
  const note = parseNote((await sent((r) => sendSm3Checkpoint(p, r))).payload.toString())
  expect(verifySm2Note(nodeCrypto, note, [parseVkey(nodeCrypto, vkey)]).good).toHaveLength(1)
  const { origin, size, root } = parseCheckpoint(note.text)
  expect(origin).toBe('datadeed.example/log/sm3')
  const tile = async (level: number | 'entries', index: number, width: number) =>
    (await sent((r) => sendSm3Tile(p, tilePath({ level, index, width }).slice('tile/'.length), r))).payload
  const { sm3 } = nodeCrypto
  expect(await rootAt(sm3, (level, index, width) => tile(level, index, width), size)).toEqual(root)
  const widths = [256, 256, size - 512]
  const bundles = await Promise.all(widths.map((width, i) => tile('entries', i, width)))
  const leaves = bundles.flatMap((bundle) => decodeBundle(bundle)).map((entry) => leafHash(sm3, entry))
  expect(treeRoot(sm3, leaves)).toEqual(root)
  const holder = await p.db.selectFrom('log_entry').select('entry').where('index', '=', BigInt(size)).execute()
  const { type, body } = parseEntry(holder[0]?.entry.toString() ?? '')
  expect(type).toBe('sm3_checkpoint')
  expect(parseNote(readSm3CheckpointBody(body).checkpoint)).toEqual(note)
  await expect(sendSm3Tile(p, `0/002.p/${size - 511}`, catchReply().reply)).rejects.toMatchObject({
    code: 'kernel.not_found',
  })
})

test('a log from before there was an SM3 tree gets one', async () => {
  const write = async () => await (await openLogWriter(old, () => {})).append()
  for (const count of [300, 2]) {
    await addLeaves(old, count)
    while ((await write()) > 0);
    await sql`delete from log_sm3_tile`.execute(old.owner)
    await openLogWriter(old, () => {})
    expect((await checkLog(old)).findings).toEqual([])
  }
})

test('every receipt verifies in the first published checkpoint that covers it', async () => {
  const rows = await selectPositions(
    p.db,
    (await p.db.selectFrom('log_entry').select('leaf_id').execute()).map((r) => r.leaf_id),
  )
  const trust = parseTrust(nodeCrypto, (await sent((reply) => sendTrust(p, reply))).payload.toString())
  for (const row of rows.filter((_, i) => i % 37 === 0)) {
    const proof = await proofText(p.db, row)
    const verdict = verifyReceipt({ entryText: row.entry.toString(), proofText: proof, trust, now }, nodeCrypto)
    expect(verdict.outcome).toBe('valid')
    expect(parseProof(proof).index).toBe(Number(row.index))
  }
})

test('a witness that moved to another address stands in the trust file once, since it was first met', async () => {
  const trusted = async () => (await sent((reply) => sendTrust(p, reply))).payload.toString()
  const before = await trusted()
  const [witness] = (await pinnedWitnesses(p.db)).values()
  const moved = { ...witness, from: new Date(Date.parse(witness?.from ?? '') + 60_000).toISOString() }
  await pinSetting(p.db, 'witness:http://a.new.example', moved)
  expect(JSON.parse(await trusted()).witnesses).toHaveLength(hasMlDsa ? 4 : 2)
  expect(new Set(JSON.parse(await trusted()).witnesses)).toEqual(new Set(JSON.parse(before).witnesses))
})

test('the check finds the log whole, and each table damaged behind its back', async () => {
  const size = Number((await newestPublication(p.db))?.size)
  expect(await checkLog(p)).toEqual({ ok: true, size, findings: [], unchecked: 0 })
  const damages: [string, ReturnType<typeof sql>, RegExp][] = [
    ['an entry', sql`update log_entry set entry = set_byte(entry, 9, 90) where index = 5`, /^entry 5$/],
    [
      'a leaf hash',
      sql`update log_entry set leaf_hash = set_byte(leaf_hash, 0, get_byte(leaf_hash, 0) # 1) where index = 300`,
      /^entry 300$/,
    ],
    [
      'a full tile',
      sql`update log_tile set bytes = set_byte(bytes, 70, get_byte(bytes, 70) # 1) where level = 0 and n = 1 and width = 256`,
      /^tile 0\/1$/,
    ],
    ['a lost tile', sql`delete from log_tile where level = 1 and width = 2`, /^tile 1\/0$/],
    [
      'a checkpoint',
      sql`update log_checkpoint set root = set_byte(root, 0, get_byte(root, 0) # 1) where size = ${size}`,
      /^checkpoint \d+$/,
    ],
    [
      'a cosignature',
      sql`update log_cosignature set line = (select line from log_cosignature where size = 0 limit 1) where size = ${size}`,
      /^cosignature \d+/,
    ],
    [
      'a publication',
      sql`update log_publication set note = replace(note, 'witness.example/1', 'witness.example/3') where size = ${size}`,
      /^publication \d+$/,
    ],
    [
      'a leaf',
      sql`update evidence_leaf set body = '{"i":-1}' where id = (select leaf_id from log_entry where index = 99)`,
      /^entry 99$/,
    ],
    [
      'a tile of the SM3 tree',
      sql`update log_sm3_tile set bytes = set_byte(bytes, 70, get_byte(bytes, 70) # 1) where level = 0 and n = 1 and width = 256`,
      /^sm3 tile 0\/1$/,
    ],
    [
      'the root of an SM3 checkpoint',
      sql`update log_sm3_checkpoint set root = set_byte(root, 0, get_byte(root, 0) # 1) where size = ${size - 1}`,
      /^sm3 checkpoint \d+$/,
    ],
    [
      'the signature of an SM3 checkpoint',
      sql`update log_sm3_checkpoint set note = (select note from log_sm3_checkpoint order by size limit 1) where size = ${size - 1}`,
      /^sm3 checkpoint \d+$/,
    ],
    ['a lost SM3 checkpoint', sql`delete from log_sm3_checkpoint where size = ${size - 1}`, /^sm3 checkpoint \d+$/],
    ['a deposit', sql`update deposit set manifest = manifest || ' '`, /^deposit GZJT/],
    ['the state', sql`update log_state set size = size - 1`, /^state$/],
  ]
  for (const [name, damage, at] of damages) {
    const rolledBack = new Error('rolled back')
    await p.owner
      .transaction()
      .execute(async (tx) => {
        await damage.execute(tx)
        const { ok, findings } = await checkLog({ ...p, db: tx })
        expect(ok, name).toBe(false)
        expect(
          findings.some((finding) => at.test(finding.at)),
          `${name}: ${JSON.stringify(findings)}`,
        ).toBe(true)
        throw rolledBack
      })
      .catch((error: unknown) => {
        if (error !== rolledBack) throw error
      })
  }
  expect((await checkLog(p)).ok).toBe(true)
})

test('the application role can neither change nor remove what is evidence', async () => {
  const tables = [
    'deposit',
    'evidence_leaf',
    'log_entry',
    'log_tile',
    'log_checkpoint',
    'log_cosignature',
    'log_publication',
    'log_sm3_tile',
    'log_sm3_checkpoint',
    'log_timestamp',
  ]
  for (const table of tables) {
    const { rows } = await sql<{ column: string }>`
      select attname as column from pg_attribute where attrelid = ${table}::regclass and attnum = 2`.execute(p.db)
    const column = sql.ref(rows[0]?.column ?? '')
    for (const attempt of [
      sql`update ${sql.table(table)} set ${column} = ${column}`,
      sql`delete from ${sql.table(table)}`,
      sql`truncate ${sql.table(table)} cascade`,
    ])
      await expect(attempt.execute(p.db), table).rejects.toThrow('permission denied')
  }
  const remove = inTx(p.db, (tx) => tx.deleteFrom('log_state').execute())
  await expect(remove).rejects.toThrow('permission denied')
})

test('the empty tree is the first checkpoint, so that the first entry too is younger than something witnessed', async () => {
  const first = await p.db.selectFrom('log_publication').selectAll().where('size', '=', 0n).executeTakeFirstOrThrow()
  expect(parseCheckpoint(parseNote(first.note).text).root).toEqual(new Uint8Array(emptyRoot(nodeCrypto.sha256)))
  const { entry } = await p.db.selectFrom('log_entry').select('entry').where('index', '=', 0n).executeTakeFirstOrThrow()
  expect(JSON.parse(entry.toString()).known.size).toBe(0)
})

test('who waits is answered with the place in the log, as it is read afterwards', async () => {
  const running = sequence(p)
  const manifest = manifestOf('等到公布')
  const view = await createDeposit(p, own, { title: '等待', note: '', disclosures: [], manifest }, 20)
  await running.stop()
  expect(view.position?.witnesses).toHaveLength(2)
  expect(view).toEqual(await getDeposit(p, own, view.id))
})
