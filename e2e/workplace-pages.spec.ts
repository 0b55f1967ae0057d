import { describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser, weigh } from './support/browser.ts'
import { command } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()

type Listed = { items: { id: string; status: string }[] }
const first = async (login: string, path: string, status?: string): Promise<string> => {
  const { items } = await call<Listed>(url, 'GET', path, { token: sessions[login] })
  const found = items.find((item) => status === undefined || item.status === status) ?? items[0]
  if (!found) throw new Error(`nothing at ${path}`)
  return found.id
}

const at = async (path: string, login: string, list: string, status?: string): Promise<string> =>
  path.replace('$id', await first(login, list, status))

/** One under review; where other journeys' moves of the clock sent all back to the queue, the oldest there is taken. */
const underReview = async (): Promise<string> => {
  const token = sessions.examiner
  const listed = async (status: string) =>
    (
      await call<{ items: { id: string; number: string }[] }>(url, 'GET', `/api/v1/cases?limit=100&status=${status}`, {
        token,
      })
    ).items
  const [open] = await listed('under_review')
  if (open) return `/app/queue/${open.id}`
  const [oldest] = (await listed('submitted')).toSorted((a, b) => a.number.localeCompare(b.number))
  await command(oldest?.id ?? '', 'claim', token ?? '')
  return `/app/queue/${oldest?.id}`
}

const pages: readonly (readonly [string, string, () => Promise<string> | string])[] = [
  ['examiner', 'home', () => '/app/'],
  ['examiner', 'queue', () => '/app/queue'],
  ['examiner', 'queue, nothing found', () => '/app/queue?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA'],
  ['examiner', 'case to claim', () => at('/app/queue/$id', 'examiner', '/api/v1/cases?status=submitted', 'submitted')],
  ['examiner', 'case under review', () => underReview()],
  ['examiner', 'case that is not', () => '/app/queue/01a202e7-0000-7000-8000-000000000000'],
  [
    'reviewer',
    'case to release',
    () => at('/app/queue/$id', 'reviewer', '/api/v1/cases?status=acceptance_proposed', 'acceptance_proposed'),
  ],
  ['examiner', 'rules', () => '/app/rule-pack'],
  ['admin', 'organisations', () => '/app/parties'],
  ['admin', 'organisation', () => at('/app/parties/$id', 'admin', '/api/v1/parties')],
  ['auditor', 'audit trail', () => '/app/audit'],
  ['auditor', 'home of the auditor', () => '/app/'],
  ['officer', 'home of the officer', () => '/app/'],
  ['officer', 'account', () => '/app/account'],
  ['qianling-filer', 'home of a company', () => '/app/'],
  ['qianling-filer', 'deposits', () => '/app/deposits'],
  ['qianling-filer', 'deposits, nothing found', () => '/app/deposits?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA'],
  ['qianling-filer', 'new deposit', () => '/app/deposits/new'],
  ['qianling-filer', 'deposit', () => at('/app/deposits/$id', 'qianling-filer', '/api/v1/deposits')],
  ['qianling-filer', 'cases', () => '/app/cases'],
  ['qianling-filer', 'case', () => at('/app/cases/$id', 'qianling-filer', '/api/v1/cases')],
  ['qianling-filer', 'case that is not', () => '/app/cases/01a202e7-0000-7000-8000-000000000000'],
  ['qianling-signatory', 'objections', () => '/app/objections'],
  ['qianling-filer', 'no such page', () => '/app/nothing-here'],
]

describe('workplace', () => {
  it.each(pages)('%s: %s is accessible and fits a telephone', async (login, name, path) => {
    const page = await open(login)
    await page.goto(await path(), { waitUntil: 'networkidle' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectFit(page, name)
    await close(page)
  })

  it.each([
    ['sign-in', '登录'],
    ['sign-up', '下一步'],
    ['reset', '发送重设链接'],
  ])('%s, empty and with faults, is accessible and fits a telephone', async (path, button) => {
    const page = await open()
    await page.goto(`/app/${path}`)
    await page.getByRole('button', { name: button, exact: true }).waitFor()
    await expectFit(page, path)
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.locator('.ant-form-item-explain-error').first().waitFor()
    await expectFit(page, `${path} with faults`)
    await close(page)
  })

  it('weighs at most 350 kB at first', async () => {
    expect(await weigh('/app/sign-in')).toBeLessThanOrEqual(350_000)
    expect(await weigh('/app/', 'examiner')).toBeLessThanOrEqual(350_000)
  })
})
