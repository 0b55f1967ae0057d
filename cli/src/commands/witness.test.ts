import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { noteSigner } from '@datadeed/evidence'
import { ed25519Key, generateEd25519PrivateKey, nodeCrypto } from '@datadeed/evidence/node'
import { expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/datadeed.mjs', import.meta.url))

/** Starts the command and gives its lines until it says where it listens. */
const startWitness = async (folder: string, logUrl: string) => {
  const args = [bin, 'witness', '--name', 'w1', '--listen', '127.0.0.1:0', '--data', folder, '--log-url', logUrl]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    if (line.includes('http://127.0.0.1')) break
  }
  return { child, lines, url: /http:\S+/.exec(lines.at(-1) ?? '')?.[0] ?? '' }
}

test('pins the key of the log on first use and says so, keeps it, and ends on SIGTERM with 0', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadeed-witness-cli-'))
  const vkey = () => noteSigner(nodeCrypto, 'log.example', ed25519Key(generateEd25519PrivateKey())).vkey
  const [first, second] = [vkey(), vkey()]
  let served = first
  const log = createServer((_request, response) => response.end(`${served}\n`)).listen(0, '127.0.0.1')
  await once(log, 'listening')
  const address = log.address()
  const logUrl = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  try {
    const one = await startWitness(folder, logUrl)
    expect(one.lines.join('\n')).toContain(first)
    expect((await fetch(`${one.url}/healthz`)).status).toBe(200)
    one.child.kill('SIGTERM')
    expect(await once(one.child, 'exit')).toEqual([0, null])

    served = second
    const two = await startWitness(folder, logUrl)
    expect(two.lines.join('\n')).not.toContain(second)
    two.child.kill('SIGTERM')
    expect(await once(two.child, 'exit')).toEqual([0, null])
  } finally {
    log.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 30_000)

test('witnesses several logs, keeps others out of its folder, and prints a unit that names the folder whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadeed-witness-cli-'))
  const vkeys = ['a.example', 'b.example'].map(
    (name) => noteSigner(nodeCrypto, name, ed25519Key(generateEd25519PrivateKey())).vkey,
  )
  const policy = join(folder, 'policy')
  await writeFile(policy, `${vkeys.map((vkey) => `log ${vkey}\n`).join('')}quorum none\n`)
  const args = [
    'witness',
    '--name',
    'w1',
    '--listen',
    '127.0.0.1:0',
    '--data',
    join(folder, 'my data'),
    '--policy',
    policy,
  ]
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const lines: string[] = []
    for await (const line of createInterface(child.stdout)) {
      lines.push(line)
      if (line.includes('http://127.0.0.1')) break
    }
    expect(lines.join('\n')).toContain('a.example、b.example')
    const second = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    const said = await text(second.stderr)
    expect(said).toContain('正由另一个')
    expect(second.exitCode ?? (await once(second, 'exit'))[0]).toBe(2)
    const unit = spawn(process.execPath, [bin, ...args, '--print-unit'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const printed = await text(unit.stdout)
    expect(printed).toContain(`ReadWritePaths="${join(folder, 'my data')}"`)
    expect(printed).toContain(`--data "${join(folder, 'my data')}"`)
    expect(printed).not.toContain('--print-unit')
    // The system gives the folder free when the program is killed.
    child.kill('SIGKILL')
    await once(child, 'exit')
    const third = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface(third.stdout)) if (line.includes('http://127.0.0.1')) break
    third.kill('SIGTERM')
    expect(await once(third, 'exit')).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
}, 30_000)
