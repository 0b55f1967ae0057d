import { makeUscc } from '@datadeed/core/kernel/uscc'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, bodyOf } from '../../app/api.ts'
import { setLanguage } from '../../app/language.ts'
import { renderApp, renderPart } from '../../testing.tsx'
import { ReauthDialog } from './parts/reauth-dialog.tsx'

const account = { id: 'a', login: 'wumeng', name: '吴梦', roles: ['filer'], totp: true }
const me = { account, party: null, can: [], lastSignIns: [] }

/** A server that knows one account, its second factor and whether it is signed in. */
function server() {
  const state = { signedIn: false, sent: [] as { path: string; body: unknown }[] }
  const answer = (status: number, body: unknown) => Response.json(body, { status })
  const problem = (status: number, code: string, detail: string) => answer(status, { code, detail })
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    const body = request.method === 'GET' ? null : await request.json().catch(() => null)
    if (body) state.sent.push({ path: pathname, body })
    if (pathname === '/api/v1/system') return answer(200, { demo: false, now: '2026-11-22T06:05:00Z', version: '1' })
    if (pathname === '/api/v1/sessions') {
      if (body.password !== '正确的密码') return problem(401, 'account.bad_credentials', '账号或密码不正确。')
      if (!body.totp) return problem(401, 'account.totp_required', '请输入动态码。')
      state.signedIn = true
      return answer(200, { account, can: [] })
    }
    if (pathname === '/api/v1/sign-ups')
      return answer(201, { partyId: 'p', name: body.name, status: 'pending', warnings: [] })
    if (!state.signedIn) return problem(401, 'account.signed_out', '登录已失效，请重新登录。')
    return pathname === '/api/v1/me' ? answer(200, me) : answer(200, {})
  })
  return state
}
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label, { selector: 'input' }), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

beforeEach(() => {
  setLanguage('zh')
  sessionStorage.clear()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('signing in', () => {
  it('leads from the refused page through password and code back to its place', async () => {
    server()
    const router = renderApp('/?from=mail')
    await screen.findByRole('heading', { name: '登录' })
    type('登录名', ' wumeng ')
    type('密码', '错误的密码')
    press('登录')
    await screen.findByText('账号或密码不正确。')
    expect(screen.queryByLabelText('动态码')).toBeNull()
    type('密码', '正确的密码')
    press('登录')
    await screen.findByLabelText('动态码')
    expect(screen.getByLabelText<HTMLInputElement>('密码', { selector: 'input' }).value).toBe('正确的密码')
    type('动态码', '123456')
    press('登录')
    await screen.findByRole('heading', { name: '您好，吴梦' })
    expect(router.state.location.href).toBe('/?from=mail')
  })
})

describe('a session that ends over a form', () => {
  it('asks for the password there, and the command then goes through with what was typed', async () => {
    const state = server()
    renderPart(
      <>
        <input aria-label="意见" defaultValue="写到一半" />
        <ReauthDialog login="wumeng" onLeave={() => {}} />
      </>,
    )
    const command = bodyOf(api.POST('/api/v1/password-resets', { body: { login: '写到一半' } }))
    const dialog = within(await screen.findByRole('dialog', { name: '请再次登录' }))
    expect((await dialog.findByLabelText<HTMLInputElement>('登录名')).readOnly).toBe(true)
    type('密码', '正确的密码')
    press('登录')
    await screen.findByLabelText('动态码')
    type('动态码', '123456')
    press('登录')
    await command
    expect(state.sent.at(-1)).toEqual({ path: '/api/v1/password-resets', body: { login: '写到一半' } })
    expect(screen.getByLabelText<HTMLInputElement>('意见').value).toBe('写到一半')
  })
})

describe('signing up', () => {
  it('stays on the step whose code has a wrong check digit, and keeps the draft without the password', async () => {
    server()
    renderApp('/sign-up')
    await screen.findByRole('heading', { name: '注册机构账号' })
    const good = makeUscc('520300', 7)
    type('统一社会信用代码', `${good.slice(0, 17)}${good.endsWith('0') ? '1' : '0'}`)
    type('机构名称', '遵义某某运输有限公司')
    press('下一步')
    await screen.findByText(/校验位不符/)
    expect(screen.getByText('请选择所在市州。')).toBeTruthy()
    type('密码', '不该留下的密码')
    await waitFor(() => expect(sessionStorage.getItem('datadeed.sign-up')).toContain('遵义某某运输有限公司'))
    expect(sessionStorage.getItem('datadeed.sign-up')).not.toContain('不该留下')
  })
})
