import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cosigner, noteSigner } from '@datadeed/evidence'
import { ed25519Key, generateEd25519PrivateKey, nodeCrypto } from '@datadeed/evidence/node'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import vectors from '../../../evidence/vectors/package.json' with { type: 'json' }
import { main } from '../main.ts'

let folder = ''
const at = (name: string) => join(folder, name)
const key = () => ed25519Key(generateEd25519PrivateKey())
const { log, witnesses } = vectors.trusts.trust
const [w1 = '', w2 = ''] = witnesses.map(({ vkey }) => vkey)
const logLine = `log ${log.vkeys[0]?.vkey}\n`
const stranger = cosigner(nodeCrypto, 'stranger.example', key()).vkey

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadeed-policy-'))
  const good = vectors.cases.find((c) => c.outcome === 'valid' && c.trust === 'trust')
  await writeFile(at('package.json'), good?.package ?? '')
  await writeFile(at('trust.json'), JSON.stringify(vectors.trusts.trust))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const verify = async (policy: string, ...more: string[]) => {
  await writeFile(at('policy'), policy)
  const lines: string[] = []
  const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
  for (const spy of spies) spy.mockImplementation((line) => void lines.push(String(line)))
  const code = await main(['verify', at('package.json'), '--policy', at('policy'), ...more])
  for (const spy of spies) spy.mockRestore()
  return { code, text: lines.join('\n') }
}

test.each([
  ['both', `witness a ${w1}\nwitness b ${w2}\ngroup g all a b\nquorum g\n`, 0],
  ['either, and a stranger who did not sign', `witness a ${w1}\nwitness x ${stranger}\ngroup g any a x\nquorum g\n`, 0],
  ['one alone', `witness b ${w2}\nquorum b\n`, 0],
  ['a stranger besides', `witness a ${w1}\nwitness x ${stranger}\ngroup g all a x\nquorum g\n`, 1],
  [
    'two of a group of which one signed, though another outside it signed too',
    `witness a ${w1}\nwitness b ${w2}\nwitness x ${stranger}\ngroup g 2 a x\ngroup h all g b\nquorum h\n`,
    1,
  ],
])('verify with a policy: %s', async (_, lines, code) => {
  const found = await verify(logLine + lines)
  // A signature the policy does not know may be a witness's it should know: then it cannot be told.
  expect(found.code === 0 ? 0 : 1).toBe(code)
  expect((await verify(logLine + lines, '--trust', at('trust.json'))).code === 0 ? 0 : 1).toBe(code)
})

test('what cannot be used is said with its line, and a policy that demands nothing proves nothing', async () => {
  const faulty = await verify(`${logLine}witness a ${w1}\nquorum b\n`)
  expect(faulty.code).toBe(2)
  expect(faulty.text).toContain('第 3 行：“b”在这一行之前没有定义')
  expect((await verify(`${logLine}quorum none\n`)).code).toBe(2)
  const foreign = noteSigner(nodeCrypto, 'other.example', key()).vkey
  expect((await verify(`log ${foreign}\nwitness a ${w1}\nquorum a\n`)).code).toBe(1)
  expect((await verify(`${logLine}log ${foreign}\nwitness a ${w1}\nquorum a\n`)).code).toBe(2)
})
