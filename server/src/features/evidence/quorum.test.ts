import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  cosign,
  cosigner,
  emptyRoot,
  formatCheckpoint,
  mlDsaCosigner,
  noteSigner,
  parseVkey,
  signNote,
} from '@datadeed/evidence'
import {
  ed25519Key,
  generateEd25519PrivateKey,
  generateMlDsa44PrivateKey,
  hasMlDsa,
  mlDsa44Key,
  nodeCrypto,
} from '@datadeed/evidence/node'
import { expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { isEnough, isQuorumNote } from './quorum.ts'

const key = () => ed25519Key(generateEd25519PrivateKey())
const names = ['notary', 'court', 'exchange']
const witnesses = names.map((name) => cosigner(nodeCrypto, `${name}.example`, key()))
const log = noteSigner(nodeCrypto, 'log.example', key())
const lines = names.map((name, i) => `witness ${name} ${witnesses[i]?.vkey} https://${name}.example/\n`).join('')
const text = formatCheckpoint('log.example', 0, emptyRoot(nodeCrypto.sha256))

const configOf = (policy: string, more: Record<string, string> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-policy-'))
  try {
    writeFileSync(join(folder, 'policy'), policy)
    return readConfig({ DATABASE_URL: 'postgres://x', DATADEED_POLICY: join(folder, 'policy'), ...more })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
const of = (...signers: typeof witnesses) => ({
  note: signNote(text, [log]) + signers.map((w) => cosign(w, text, 1_800_000_000)).join(''),
  stored: signers.map((w) => ({ witness: w.name })),
})

const keysOf = (...signers: typeof witnesses) => signers.map(({ vkey }) => parseVkey(nodeCrypto, vkey))

test('the court and one of the other two: numbers alone are not enough', () => {
  const config = configOf(`${lines}group two any notary exchange\ngroup all all court two\nquorum all\n`)
  expect(config.quorum).toBe(2)
  expect(config.witnessUrls).toEqual(['https://notary.example', 'https://court.example', 'https://exchange.example'])
  const [notary, court, exchange] = witnesses
  if (!notary || !court || !exchange) throw new Error('three witnesses')
  for (const [signers, enough] of [
    [[notary, exchange], false],
    [[court], false],
    [[court, exchange], true],
  ] as const) {
    const { note, stored } = of(...signers)
    expect(isQuorumNote(config, note, stored)).toBe(enough)
    expect(isEnough(config, keysOf(...signers))).toBe(enough)
  }
  // Of the right name with another key than the policy lists.
  const { note, stored } = of(cosigner(nodeCrypto, 'court.example', key()), exchange)
  expect(isQuorumNote(config, note, stored)).toBe(false)
})

test('without a policy the number counts; a faulty policy stops the start with its line', () => {
  const config = readConfig({
    DATABASE_URL: 'postgres://x',
    DATADEED_WITNESSES: 'http://a,http://b',
    DATADEED_QUORUM: '1',
  })
  expect(isEnough(config, [])).toBe(false)
  expect(isEnough(config, keysOf(...witnesses.slice(0, 1)))).toBe(true)
  expect(() => configOf('quorum everybody\n')).toThrow('DATADEED_POLICY 的策略文件有误：第 1 行：“everybody”')
  expect(() => configOf(`${lines}quorum court\n`, { DATADEED_QUORUM: '1' })).toThrow('DATADEED_QUORUM')
  expect(() => readConfig({ DATABASE_URL: 'postgres://x', DATADEED_POLICY: '/nowhere/policy' })).toThrow(
    'DATADEED_POLICY',
  )
})

test.skipIf(!hasMlDsa)(
  'a policy that asks two ways of signing of each witness: one name is one witness, one way is not enough',
  () => {
    const safe = witnesses.map(({ name }) => mlDsaCosigner(nodeCrypto, name, mlDsa44Key(generateMlDsa44PrivateKey())))
    const both = names.map(
      (name, i) => `${lines.split('\n')[i]}\nwitness ${name}-safe ${safe[i]?.vkey} https://${name}.example/\n`,
    )
    const each = names.map((name) => `group ${name}-both all ${name} ${name}-safe\n`).join('')
    const config = configOf(`${both.join('')}${each}group two 2 notary-both court-both exchange-both\nquorum two\n`)
    expect(config.quorum).toBe(2)
    expect(config.witnessUrls).toHaveLength(3)
    const [one, two] = witnesses
    const [safeOne, safeTwo] = safe
    if (!one || !two || !safeOne || !safeTwo) throw new Error('three witnesses')
    for (const [signers, enough] of [
      [witnesses, false],
      [safe, false],
      [[one, safeOne, two], false],
      [[one, safeOne, two, safeTwo], true],
    ] as const) {
      const { note, stored } = of(...signers)
      expect(isQuorumNote(config, note, stored)).toBe(enough)
      expect(isEnough(config, keysOf(...signers))).toBe(enough)
    }
    const number = readConfig({ DATABASE_URL: 'postgres://x', DATADEED_WITNESSES: 'http://a,http://b' })
    expect(isEnough(number, keysOf(one, safeOne))).toBe(false)
    expect(isQuorumNote(number, '', of(one, safeOne).stored)).toBe(false)
  },
)
