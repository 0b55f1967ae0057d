import { beforeEach, expect, test, vi } from 'vitest'
import packages from '../../../evidence/vectors/package.json' with { type: 'json' }
import { check } from './verify/check.ts'
import { show } from './verify/show.ts'

interface Vector {
  name: string
  trust: string | null
  outcome: string
  package: unknown
}
const vectors = packages as unknown as { trusts: Record<string, unknown>; cases: Vector[] }
const trust = JSON.stringify(vectors.trusts.trust)
const asked: string[] = []
let online = true

/** The site's addresses, answered as the server does; the file itself must never be among what is sent. */
beforeEach(() => {
  asked.length = 0
  online = true
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    expect(init).toBeUndefined()
    asked.push(path)
    if (!online) throw new TypeError('offline')
    return path === '/api/v1/trust' ? new Response(trust) : new Response('{}', { status: 404 })
  })
})

const bytesOf = (one: Vector) =>
  new TextEncoder().encode(typeof one.package === 'string' ? one.package : JSON.stringify(one.package))
const sound = () => {
  const found = vectors.cases.find((one) => one.trust === 'trust' && one.outcome === 'valid')
  if (!found) throw new Error('no sound package among the vectors')
  return found
}

test('a sound package passes every step with the keys of the site', async () => {
  const finding = await check(bytesOf(sound()))
  expect(finding.outcome).toBe('valid')
  expect(finding.steps.map((step) => step.outcome)).not.toContain('invalid')
  expect(finding.facts.map(([name]) => name)).toContain('编号')
  expect(
    asked.filter((path) => path !== '/api/v1/trust').every((path) => path.startsWith('/api/v1/certificates/')),
  ).toBe(true)
})

test('offline it says that the keys came from the file itself', async () => {
  online = false
  const finding = await check(bytesOf(sound()))
  expect(finding.notes.join()).toContain('文件自带')
})

test('one byte changed anywhere near is refused, and its words are not repeated', async () => {
  const bytes = bytesOf(sound())
  for (const at of [40, bytes.length >> 1, bytes.length - 40]) {
    const altered = Uint8Array.from(bytes)
    altered[at] = (altered[at] ?? 0) ^ 1
    const finding = await check(altered)
    expect(finding.outcome).not.toBe('valid')
    if (finding.outcome === 'invalid') expect(finding.facts).toEqual([])
  }
})

test('a PDF nobody issued is refused by its digest alone; offline it is left open', async () => {
  const pdf = new TextEncoder().encode('%PDF-1.7 not ours')
  expect((await check(pdf)).outcome).toBe('invalid')
  expect(asked).toEqual([expect.stringMatching(/^\/api\/v1\/certificate-digests\/[0-9a-f]{64}$/)])
  online = false
  expect((await check(pdf)).outcome).toBe('cannot_check')
})

test('another file is told what is expected', async () => {
  const finding = await check(new TextEncoder().encode('<script>alert(1)</script>'))
  expect(finding).toMatchObject({ outcome: 'cannot_check', kind: 'unknown' })
})

test('names and messages are shown as text', async () => {
  const markup = '<img src=x onerror=alert(1)>'
  const holder = document.createElement('div')
  const steps = [{ step: markup, outcome: 'valid' as const, message: markup }]
  holder.append(
    ...show(
      markup,
      { outcome: 'valid', kind: 'package', steps, notes: [markup], facts: [[markup, markup]], certificate: null },
      null,
    ),
  )
  expect(holder.querySelector('img')).toBeNull()
  expect(holder.textContent.split(markup)).toHaveLength(7)
})
