import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setLanguage } from '../../app/language.ts'
import { renderApp } from '../../testing.tsx'

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const at = '2026-11-22T06:05:00Z'
const session = (id: string, client: string, current = false) => ({
  id,
  client,
  createdAt: at,
  lastSeenAt: at,
  current,
})

/** A server that knows one signed-in account, its password, its second factor and its sessions. */
function server({ roles = ['filer'], totp = true } = {}) {
  const state = {
    totp,
    sent: [] as { method: string; path: string; body: unknown }[],
    sessions: [session('1', 'Chrome · Linux', true), session('2', '命令行'), session('3', 'Safari · iPhone')],
  }
  const answer = (status: number, body: unknown) => Response.json(body, { status })
  const problem = (status: number, code: string, detail: string) => answer(status, { code, detail })
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    const body = request.method === 'POST' ? await request.json().catch(() => null) : null
    if (request.method !== 'GET') state.sent.push({ method: request.method, path: pathname, body })
    if (pathname === '/api/v1/system') return answer(200, { demo: false, now: at, version: '1' })
    if (pathname === '/api/v1/me') {
      const account = { id: 'a', login: 'wumeng', name: '吴梦', roles, totp: state.totp }
      return answer(200, { account, party: null, can: ['rule_pack.read'], lastSignIns: [] })
    }
    if (pathname === '/api/v1/sessions') return answer(200, { items: state.sessions })
    if (pathname.startsWith('/api/v1/sessions/')) {
      const before = state.sessions.length
      state.sessions = state.sessions.filter(({ id }) => !pathname.endsWith(`/${id}`))
      return before === state.sessions.length ? problem(404, 'kernel.not_found', '没有找到。') : answer(200, {})
    }
    if (pathname === '/api/v1/me/totp')
      return answer(200, { secret, uri: 'otpauth://x', qrSvg: '<svg onload="alert(1)"><path d="M0 0"/></svg>' })
    if (pathname === '/api/v1/me/totp/confirmation') {
      if (body.code !== '123456') return problem(401, 'account.bad_totp', '动态码不正确。')
      state.totp = true
      return answer(200, {})
    }
    if (pathname === '/api/v1/me/password')
      return body.current === '原来的密码很长' ? answer(200, {}) : problem(401, 'account.bad_credentials', '不正确。')
    return problem(404, 'kernel.not_found', '没有找到。')
  })
  return state
}
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label, { selector: 'input' })
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } })
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

beforeEach(() => setLanguage('zh'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the second factor', () => {
  it('comes first for staff without one, wherever they want to go, and says why', async () => {
    const state = server({ roles: ['examiner'], totp: false })
    const router = renderApp('/')
    await screen.findByText('请先启用动态码')
    expect(router.state.location.pathname).toBe('/account')
    expect(within(screen.getByRole('main')).getAllByRole('heading', { level: 2 })[0]?.textContent).toBe('动态码')
    press('启用动态码')
    const picture = await screen.findByRole<HTMLImageElement>('img', { name: /二维码/ })
    expect(picture.src).toMatch(/^data:image\/svg\+xml/)
    expect(document.querySelector('svg[onload]')).toBeNull()
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP')).toBeTruthy()

    type('验证器显示的动态码', '000000')
    press('确认绑定')
    await screen.findByText(/动态码不正确。请等待应用显示新的数字/)
    expect(field('验证器显示的动态码').value).toBe('000000')
    expect(screen.queryByRole('dialog', { name: '请再次登录' })).toBeNull()

    type('验证器显示的动态码', ' 123 456 ')
    press('确认绑定')
    await screen.findByText(/动态码已启用。下次登录/)
    expect(state.sent.at(-1)?.body).toEqual({ code: '123456' })
    expect(screen.queryByText('请先启用动态码')).toBeNull()
    expect(document.body.textContent).not.toContain('JBSW')
  })
})

describe('changing the password', () => {
  it('tells a wrong one at its field, keeps what was typed, and does not take it for a lost session', async () => {
    const state = server()
    renderApp('/account')
    await screen.findByRole('heading', { name: '修改密码' })
    type('当前密码', '记错的密码')
    type('新密码', '一个全新的密码很难猜')
    type('再次输入新密码', '一个全新的密码很难猜')
    press('保存新密码')
    await screen.findByText(/当前密码不正确，请重新输入/)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(field('新密码').value).toBe('一个全新的密码很难猜')
    type('当前密码', '原来的密码很长')
    press('保存新密码')
    await screen.findByText('密码已修改，其他设备上的登录已退出。')
    expect(state.sent.at(-1)?.body).toEqual({ current: '原来的密码很长', next: '一个全新的密码很难猜' })
    expect(field('新密码').value).toBe('')
  })
  it('refuses the present password as the new one before anything is sent', async () => {
    const state = server()
    renderApp('/account')
    await screen.findByRole('heading', { name: '修改密码' })
    for (const label of ['当前密码', '新密码', '再次输入新密码']) type(label, '原来的密码很长很长')
    press('保存新密码')
    await screen.findByText('新密码与当前密码相同，请换一个。')
    expect(state.sent).toEqual([])
  })
})

describe('sessions', () => {
  const confirm = async (title: string, name: string) => {
    const dialog = await screen.findByRole('dialog', { name: title })
    fireEvent.click(within(dialog).getByRole('button', { name }))
  }
  it('ends one after confirmation; the one in use cannot be ended here', async () => {
    const state = server()
    renderApp('/account')
    await screen.findByText('命令行')
    expect(screen.queryByRole('button', { name: '退出 Chrome · Linux 的登录' })).toBeNull()
    press('退出 命令行 的登录')
    expect(state.sent).toEqual([])
    await confirm('退出这台设备？', '退出该设备')
    await waitFor(() => expect(screen.queryByText('命令行')).toBeNull())
    expect(state.sent.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /api/v1/sessions/2'])
  })
  it('ends all others, also when one of them ended by itself meanwhile', async () => {
    const state = server()
    renderApp('/account')
    await screen.findByText('命令行')
    state.sessions = state.sessions.filter(({ id }) => id !== '2')
    press('退出其他所有设备')
    await confirm('退出其他所有设备？', '退出其他所有设备')
    await screen.findByText('目前只有本机登录。')
    expect(state.sessions.map(({ id }) => id)).toEqual(['1'])
  })
})

describe('the mailed link', () => {
  it('gives its token from behind the # and takes it out of the address at once', async () => {
    const state = server()
    const router = renderApp('/reset#Zm9vYmFyYmF6cXV4Zm9vYmFy')
    await screen.findByText(/请设置新密码/)
    await waitFor(() => expect(router.state.location.hash).toBe(''))
    expect(router.history.length).toBe(1)
    type('密码', '一个全新的密码很难猜')
    type('再次输入密码', '一个全新的密码很难猜')
    press('保存新密码')
    await waitFor(() => expect(state.sent.at(-1)?.body).toMatchObject({ token: 'Zm9vYmFyYmF6cXV4Zm9vYmFy' }))
  })
  it('is not read from the query, which servers log', async () => {
    server()
    renderApp('/reset?token=Zm9vYmFyYmF6cXV4Zm9vYmFy')
    await screen.findByRole('button', { name: '发送重设链接' })
  })
})
