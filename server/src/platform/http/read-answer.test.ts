import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { readAnswer } from './read-answer.ts'

test('an answer is read to its end, an endless one is broken off', async () => {
  let ended = false
  const server = createServer((request, reply) => {
    if (request.url === '/short') return void reply.end('数契')
    const pump = setInterval(() => reply.write('x'.repeat(4096)), 1)
    reply.on('close', () => {
      clearInterval(pump)
      ended = true
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect(Buffer.from(await readAnswer(await fetch(`${url}/short`), 6)).toString()).toBe('数契')
  await expect(readAnswer(await fetch(`${url}/short`), 5)).rejects.toThrow('超过 5 字节')
  await expect(readAnswer(await fetch(`${url}/endless`), 65_536)).rejects.toThrow('超过')
  await expect.poll(() => ended).toBe(true)
  server.close()
})
