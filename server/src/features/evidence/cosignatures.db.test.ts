import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  cosign,
  cosigner,
  MLDSA_COSIGNATURE,
  parseNote,
  parsePolicy,
  parseProof,
  parseTrust,
  parseVkey,
  policyTrust,
  type Trust,
  utf8Encode,
  verifyCosignatures,
  verifyPackage,
} from '@datadeed/evidence'
import { ed25519Key, generateEd25519PrivateKey, hasMlDsa, nodeCrypto } from '@datadeed/evidence/node'
import { sql } from 'kysely'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { Config } from '../../config.ts'
import type { TestPlatform } from '../../testing/platform.ts'
import { getDepositFacts } from './deposit.ts'
import { checkLog } from './fsck.ts'
import { getLogHealth } from './health.ts'
import { sendCheckpoint } from './log-reading.ts'
import { newestPublication } from './log-store.ts'
import { createPublisher } from './publisher.ts'
import { proofFile, receiptFile } from './receipt.ts'
import {
  addLeaves,
  behindProxy,
  catchReply,
  company,
  deposit,
  sequence,
  untilPublished,
  withWitnesses,
} from './testing/fixture.ts'
import { trustFile } from './trust.ts'
import { keysEverMet, openWitness } from './witness.ts'

// Real witnesses, which sign in both ways where Node has ML-DSA-44.
const p = await withWitnesses(2)
const single = await behindProxy('witness.example/one')
const own = await company(p)
const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop()
})
const run = (platform: TestPlatform) => {
  const started = sequence(platform)
  running.push(started)
  return started
}
const now = () => Math.floor(Date.now() / 1000)

async function published(platform: TestPlatform, content: string): Promise<string> {
  const { id } = await deposit(platform, own, content)
  await untilPublished(platform, [(await getDepositFacts(platform.db, id)).leafId])
  return id
}
const typesIn = (note: string, { witnesses }: Pick<Trust, 'witnesses'>) =>
  verifyCosignatures(
    nodeCrypto,
    parseNote(note),
    witnesses.map(({ vkey }) => parseVkey(nodeCrypto, vkey)),
  )
    .good.map(({ key }) => `${key.name} ${key.type}`)
    .sort()
const bothWays = ['1 4', '1 6', '2 4', '2 6'].map((end) => `witness.example/${end}`)

/** The policy that each of the two witnesses sign in both ways. */
const bothOfBoth = (vkeys: readonly string[], logVkey: string) =>
  parsePolicy(
    nodeCrypto,
    utf8Encode(
      [
        `log ${logVkey}`,
        ...vkeys.map((vkey, i) => `witness w${i} ${vkey}`),
        `group all all ${vkeys.map((_, i) => `w${i}`).join(' ')}`,
        'quorum all\n',
      ].join('\n'),
    ),
  )

test.skipIf(!hasMlDsa)(
  'witnesses sign in two ways: both are verified, stored, served; a package stays small',
  async () => {
    const { errors } = run(p)
    const id = await published(p, '两种签名')
    expect(errors).toEqual([])
    const { caught, reply } = catchReply()
    await sendCheckpoint(p, reply)
    const trust = await trustFile(p)
    expect(trust).toMatchObject({ quorum: 2 })
    expect(trust.witnesses.map(({ vkey }) => parseVkey(nodeCrypto, vkey).type).sort()).toEqual([4, 4, 6, 6])
    expect(typesIn(caught.payload.toString(), trust)).toEqual(bothWays)
    const proof = parseProof(String((await proofFile(p, own, id)).body))
    expect(typesIn(proof.checkpoint, trust)).toEqual(bothWays)
    // A verifier that counts names alone takes two ways of one witness for one.
    const packaged = String((await receiptFile(p, own, id)).body)
    expect(packaged.length).toBeLessThan(20_000)
    expect(verifyPackage({ packageText: packaged, trust, now: now() }, nodeCrypto)).toMatchObject({
      outcome: 'valid',
      reasons: [],
    })
    const { rows } = await sql<{ ways: number; named: boolean }>`
    select count(*)::int as ways, bool_and(key_id =
      encode(substring(decode(split_part(trim(line, E'\n'), ' ', 3), 'base64') for 4), 'hex')) as named
    from log_cosignature group by size, witness`.execute(p.db)
    expect(new Set(rows.map(({ ways, named }) => `${ways} ${named}`))).toEqual(new Set(['2 true']))
    expect((await getLogHealth({ ...p, db: p.db.withoutPlugins() })).witnesses).toMatchObject([
      { last24h: 1 },
      { last24h: 1 },
    ])
  },
)

test.skipIf(!hasMlDsa)('a policy that asks for ML-DSA-44 is met, and a package proves it', async () => {
  const log = (await trustFile(p)).log.vkeys[0]?.vkey ?? ''
  const policy = bothOfBoth(
    (await keysEverMet(p.db)).map(({ vkey }) => vkey),
    log,
  )
  const config: Config = { ...p.config, policy, quorum: 2 }
  const asking = { ...p, config }
  const { errors } = run(asking)
  const id = await published(asking, '策略要求两种签名')
  expect(errors).toEqual([])
  const packaged = String((await receiptFile(asking, own, id)).body)
  const trust = policyTrust(policy, p.config.logOrigin)
  if (!trust) throw new Error('no trust')
  expect(verifyPackage({ packageText: packaged, trust, now: now() }, nodeCrypto)).toMatchObject({ outcome: 'valid' })
  // The same without the signatures it asks for, and by a verifier that has no ML-DSA.
  const plain = String((await receiptFile(p, own, id)).body)
  expect(verifyPackage({ packageText: plain, trust, now: now() }, nodeCrypto).reasons).toContainEqual(
    expect.objectContaining({ code: 'quorum_missing' }),
  )
  const { mlDsa44Verify: _, ...older } = nodeCrypto
  expect(verifyPackage({ packageText: packaged, trust, now: now() }, older).reasons).toContainEqual(
    expect.objectContaining({ code: 'witnesses_not_checkable' }),
  )
})

test.skipIf(!hasMlDsa)('the check looks at both ways of signing', async () => {
  const size = (await newestPublication(p.db))?.size ?? 0n
  expect(await checkLog(p)).toMatchObject({ ok: true, unchecked: 0 })
  const [row] = await p.db
    .selectFrom('log_cosignature')
    .selectAll()
    .where('size', '=', size)
    .where(sql<boolean>`length(line) > 1000`)
    .execute()
  if (!row) throw new Error('no ML-DSA-44 cosignature')
  const store = (line: string) =>
    p.owner
      .updateTable('log_cosignature')
      .set({ line })
      .where('size', '=', size)
      .where('key_id', '=', row.key_id)
      .execute()
  await store(`${row.line.slice(0, 2000)}${row.line[2000] === 'A' ? 'B' : 'A'}${row.line.slice(2001)}`)
  expect((await checkLog(p)).findings.map(({ at }) => at)).toEqual([`cosignature ${size} ${row.witness}`])
  // One that is no signature line any more, and one without its end.
  for (const damaged of [row.line.replace('A', '!'), row.line.trimEnd(), '']) {
    await store(damaged)
    expect((await checkLog(p)).findings.map(({ at }) => at)).toEqual([`cosignature ${size} ${row.witness}`])
  }
  await store(row.line)
  const { note } = await p.db
    .selectFrom('log_checkpoint')
    .select('note')
    .where('size', '=', size)
    .executeTakeFirstOrThrow()
  const storeNote = (text: string) =>
    p.owner.updateTable('log_checkpoint').set({ note: text }).where('size', '=', size).execute()
  await storeNote(note.slice(0, -9))
  expect((await checkLog(p)).findings.map(({ at }) => at)).toContain(`checkpoint ${size}`)
  await storeNote(note)
})

test.skipIf(!hasMlDsa)('a witness that learnt ML-DSA-44 after it was met signs in both ways from then on', async () => {
  const { platform } = single
  run(platform)
  await untilPublished(platform, await addLeaves(platform, 1))
  await running.pop()?.stop()
  // As it was before the witness had the second key.
  await sql`delete from setting where name like 'witness-mldsa:%'`.execute(platform.owner)
  expect(await keysEverMet(platform.db)).toHaveLength(1)
  run(platform)
  await untilPublished(platform, await addLeaves(platform, 1, () => 'later'))
  expect((await keysEverMet(platform.db)).map(({ vkey }) => parseVkey(nodeCrypto, vkey).type)).toContain(
    MLDSA_COSIGNATURE,
  )
  const note = (await newestPublication(platform.db))?.note ?? ''
  expect(typesIn(note, await trustFile(platform))).toEqual(['witness.example/one 4', 'witness.example/one 6'])
})

test.skipIf(!hasMlDsa)(
  'a key of that name which is not pinned counts for nothing, also not towards a policy',
  async () => {
    const { platform } = single
    const [ed, safe] = (await keysEverMet(platform.db)).toSorted((a, b) => a.vkey.length - b.vkey.length)
    const [, foreign] = (await keysEverMet(p.db)).filter(({ name }) => name.endsWith('/1'))
    if (!ed || !safe || !foreign) throw new Error('keys')
    const { key_id } = await platform.db
      .selectFrom('log_cosignature')
      .select('key_id')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(key_id).toMatch(/^[0-9a-f]{8}$/)
    const log = (await trustFile(platform)).log.vkeys[0]?.vkey ?? ''
    const policy = bothOfBoth([ed.vkey, foreign.vkey], log)
    const before = (await newestPublication(platform.db))?.size
    const asking = { ...platform, config: { ...platform.config, policy, quorum: 2 } }
    const { agreed } = await createPublisher(asking, () => {})()
    expect(agreed).toBe(false)
    expect((await newestPublication(platform.db))?.size).toBe(before)
    expect(parseTrust(nodeCrypto, JSON.stringify(await trustFile(platform))).witnesses).toHaveLength(2)
    const answer = await openWitness(
      platform.db,
      'http://127.0.0.1:1',
    )({ size: 1, note: '', signedAt: new Date(), proofFrom: async () => [] })
    expect(answer.kind).toBe('failed')
  },
)

test('a witness of another make: what it says beside its key, or no longer says, costs none of its signatures', async () => {
  const name = 'another.example'
  const [first, second] = [1, 2].map(() => cosigner(nodeCrypto, name, ed25519Key(generateEd25519PrivateKey())))
  if (!first || !second) throw new Error('signers')
  const { note, size } = (await newestPublication(p.db)) ?? { note: '', size: 0n }
  const { text } = parseNote(note)
  let told = 0
  const server = createServer((request, reply) => {
    if (request.url !== '/vkey') return reply.end(cosign(second, text, now()) + cosign(first, text, now()))
    told += 1
    if (told > 1) return reply.writeHead(500).end()
    return reply.end(`# keys\n${name}+0123abcd+CQk=\n${first.vkey}\n`)
  })
  afterAll(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const ask = openWitness(p.db, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  for (let round = 0; round < 2; round++) {
    const answer = await ask({ size: Number(size), note, signedAt: new Date(), proofFrom: async () => [] })
    expect(answer.kind === 'cosigned' && answer.signed.map(({ key }) => key.keyId)).toEqual([first.keyId])
  }
  expect(told).toBe(2)
})

test.each([
  [3600, '时钟快了'],
  [-3600, '时钟慢了'],
])('a witness whose clock is %i s off signs what no verifier would count, and is told so', async (off, said) => {
  const signer = cosigner(nodeCrypto, `off.example/${off}`, ed25519Key(generateEd25519PrivateKey()))
  const { note, size } = (await newestPublication(p.db)) ?? { note: '', size: 0n }
  const server = createServer((request, reply) =>
    reply.end(request.url === '/vkey' ? `${signer.vkey}\n` : cosign(signer, parseNote(note).text, now() + off)),
  )
  afterAll(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const ask = openWitness(p.db, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const answer = await ask({ size: Number(size), note, signedAt: new Date(), proofFrom: async () => [] })
  expect(answer.kind === 'failed' && answer.error.message).toContain(said)
})
