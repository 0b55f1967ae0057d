import { afterEach, expect, it, vi } from 'vitest'
import { api, bodyOf } from './api.ts'
import { ApiProblem, isProblem, unreachable, unreadable } from './problem.ts'
import { provideReauth } from './reauth.ts'

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } })
const signedOut = () => json(401, { code: 'account.signed_out', detail: '登录已失效。' })
const me = { account: { name: '吴梦' } }

/** The network: answers in turn, and every request it saw with its body. */
function network(...answers: (() => Response)[]) {
  const seen: { request: Request; body: string }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    seen.push({ request, body: await request.text() })
    const answer = answers[seen.length - 1]
    if (!answer) throw new TypeError('Failed to fetch')
    return answer()
  })
  return seen
}
const call = () => bodyOf(api.GET('/api/v1/me'))
const command = () => bodyOf(api.POST('/api/v1/password-resets', { body: { login: 'wumeng' } }))

afterEach(() => vi.unstubAllGlobals())

it('gives a POST an Idempotency-Key and keeps one that is given', async () => {
  const seen = network(
    () => json(200, {}),
    () => json(200, {}),
  )
  await command()
  await bodyOf(
    api.POST('/api/v1/password-resets', { body: { login: 'wumeng' }, headers: { 'Idempotency-Key': 'mine' } }),
  )
  expect(seen[0]?.request.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{14}4[0-9a-f-]{21}$/)
  expect(seen[1]?.request.headers.get('idempotency-key')).toBe('mine')
})

it('reads problem+json with its fields', async () => {
  network(() =>
    json(400, { code: 'kernel.invalid_input', detail: '有 1 处。', fields: [{ path: 'name', message: '太长' }] }),
  )
  const problem = await call().catch((error: unknown) => error)
  expect(problem).toMatchObject({
    status: 400,
    code: 'kernel.invalid_input',
    detail: '有 1 处。',
    fields: [{ path: 'name', detail: '太长' }],
  })
})

it('tells a page of a proxy and a silent server apart', async () => {
  network(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  await expect(call()).rejects.toMatchObject({ code: unreadable, status: 502 })
  await expect(call()).rejects.toMatchObject({ code: unreachable, status: 0, transient: true })
})

it('asks for the password once for many refused requests and then sends each again, body and key unchanged', async () => {
  const ask = vi.fn(async () => true)
  const remove = provideReauth(ask)
  const seen = network(
    signedOut,
    signedOut,
    () => json(200, {}),
    () => json(200, me),
  )
  await Promise.all([command(), call()])
  remove()
  expect(ask).toHaveBeenCalledTimes(1)
  const posts = seen.filter(({ request }) => request.method === 'POST')
  expect(posts.map(({ body }) => body)).toEqual(['{"login":"wumeng"}', '{"login":"wumeng"}'])
  expect(new Set(posts.map(({ request }) => request.headers.get('idempotency-key'))).size).toBe(1)
})

it('hands the refusal on when the person declines, when nobody asks, and for signing in itself', async () => {
  const remove = provideReauth(async () => false)
  network(signedOut)
  await expect(call()).rejects.toMatchObject({ code: 'account.signed_out' })
  remove()
  network(signedOut)
  await expect(call()).rejects.toBeInstanceOf(ApiProblem)
  const ask = vi.fn(async () => true)
  const removeAgain = provideReauth(ask)
  network(() => json(401, { code: 'account.bad_credentials', detail: '不正确' }))
  const body = { login: 'a', password: 'b', client: 'browser' } as const
  const error = await bodyOf(api.POST('/api/v1/sessions', { body })).catch((caught: unknown) => caught)
  removeAgain()
  expect(isProblem(error, 'account.bad_credentials')).toBe(true)
  expect(ask).not.toHaveBeenCalled()
})
