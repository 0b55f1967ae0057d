import { beforeAll, describe, expect, it } from 'vitest'
import { close, open, useBrowser } from './support/browser.ts'
import { expectText } from './support/controls.ts'
import { type CaseView, command, newCase, newCompany } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()

type Brief = { id: string; prefectureCode: string; name: string }
const cases = async (login: string, query = ''): Promise<Brief[]> =>
  (await call<{ items: Brief[] }>(url, 'GET', `/api/v1/cases${query}`, { token: sessions[login] })).items

let theirs: CaseView
beforeAll(async () => {
  theirs = await newCase(await newCompany('白云仓储'))
})

describe('roles', () => {
  it('an officer sees the own prefecture and nothing else', async () => {
    const page = await open('officer')
    await page.goto('/app/queue')
    await page.locator('a[data-case]').first().waitFor()
    const regions = await page.locator('main tbody small').allTextContents()
    expect(regions.length).toBeGreaterThan(0)
    for (const region of regions) expect(region).toContain('贵阳')
    const [elsewhere] = (await cases('auditor', '?prefectureCode=520300')).filter(
      ({ prefectureCode }) => prefectureCode === '520300',
    )
    await page.goto(`/app/queue/${elsewhere?.id}`)
    await expectText(page, '没有找到')
    await close(page)
  })

  it('an auditor reads every event and changes nothing', async () => {
    const page = await open('auditor')
    await page.goto('/app/audit')
    await page.locator('main tbody tr').nth(5).waitFor()
    await page.goto('/app/audit?kind=coaching')
    await expectText(page, '开立个案', '辅导员')
    const [one] = await cases('auditor', '?status=submitted')
    await page.goto(`/app/queue/${one?.id}`)
    await page.getByRole('toolbar').waitFor()
    await expectText(page, '当前状态下您没有可办理的事项')
    await close(page)
    await expect(command(one?.id ?? '', 'claim', sessions.auditor ?? '')).rejects.toMatchObject({ status: 403 })
  })

  it.each([
    ['cases', () => `/app/cases/${theirs.id}`, '/app/cases/01a202e7-0000-7000-8000-000000000000'],
    ['deposits', () => `/app/deposits/${theirs.deposit.id}`, '/app/deposits/01a202e7-0000-7000-8000-000000000000'],
  ])('%s of others answer as what does not exist', async (_, path, missing) => {
    const page = await open('qianling-filer')
    const said: (string | null)[] = []
    for (const address of [path(), missing]) {
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByText('没有找到').first().waitFor()
      said.push(await page.locator('main').textContent())
    }
    expect(said[0]).toBe(said[1])
    expect(said[0]).not.toContain('白云仓储')
    await close(page)
  })

  it.each([
    ['qianling-filer', '/app/queue'],
    ['qianling-filer', '/app/audit'],
    ['qianling-filer', '/app/parties'],
    ['examiner', '/app/deposits/new'],
    ['officer', '/app/audit'],
  ])('%s is not led to %s', async (login, path) => {
    const page = await open(login)
    await page.goto('/app/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByRole('navigation').locator(`a[href="${path}"]`).count()).toBe(0)
    await close(page)
  })
})
