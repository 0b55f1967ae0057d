import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { Checker } from '../../e2e/faults/check.ts'
import { ask } from '../../e2e/faults/world.ts'
import { nodeCrypto } from '../../evidence/adapters/node.ts'
import { parseTrust } from '../../evidence/src/index.ts'
import vectors from '../../evidence/vectors/package.json' with { type: 'json' }

/** What is answered: a status with a text, or half of an answer. */
let answers: (path: string) => [status: number, text: string] | 'half' = () => [503, '']
const server = createServer((request, reply) => {
  const answer = answers(request.url ?? '')
  if (answer !== 'half') return reply.writeHead(answer[0]).end(answer[1])
  reply.writeHead(200, { 'content-length': '1000' }).write('{')
  return setTimeout(() => reply.destroy(), 10)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const checker = new Checker(
  { get: (path) => ask(url + path, ''), checkLog: async () => '', databaseUrl: '' },
  parseTrust(nodeCrypto, JSON.stringify(vectors.trusts.trust)),
)
const handed = [{ id: '1', number: 'D-1', index: 0, leafHash: '', treeSize: 1, rootHash: '' }]

test('while something is broken, what is refused or half sent is no fault, and is counted', async () => {
  answers = () => [503, '']
  expect(await checker.probe(handed)).toBe(2)
  answers = () => 'half'
  expect(await checker.probe(handed)).toBe(2)
})

test('what is handed out and cannot be read is a fault, and so is a head that is none', async () => {
  answers = (path) => (path.endsWith('/receipt') ? [200, '{"format":"datadeed-package/1"}'] : [503, ''])
  await expect(checker.probe(handed)).rejects.toThrow('cannot be read')
  answers = (path) => (path === '/log/checkpoint' ? [200, 'no note'] : [503, ''])
  await expect(checker.probe(handed)).rejects.toThrow('cannot be read')
})
