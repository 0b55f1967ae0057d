import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openApp } from './testing/http.ts'
import { testPlatform } from './testing/platform.ts'

test('who hangs up right after asking leaves no fault in the log', async () => {
  const lines: string[] = []
  const p = await testPlatform()
  const app = await openApp({ ...p, config: { ...p.config, logLevel: 'warn' } }, lines)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  for (let n = 0; n < 200; n++) {
    const socket = connect(address.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET /api/v1/register HTTP/1.1\r\nHost: localhost\r\n\r\n')
    if (n % 2) await sleep(1)
    socket.resetAndDestroy()
  }
  await sleep(200)
  expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([])
})
