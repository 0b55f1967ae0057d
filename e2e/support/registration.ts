import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { CaseDraft } from '../../core/src/filing/schema.ts'
import { close, open } from './browser.ts'
import { confirm, expectText } from './controls.ts'
import { pdf } from './data.ts'
import { type CaseView, type Company, command, passDay, readCase, submittedCase, until } from './filing.ts'
import { call } from './people.ts'
import { installation } from './worlds.ts'

const { url, sessions, dataDir } = installation()

type Listed = { items: { certificateNumber: string; status: string }[] }

/** A certificate in effect that no journey ends: theirs are newer than those of the demonstration. */
export const certificateInEffect = async (): Promise<string> => {
  const { items } = await call<Listed>(url, 'GET', '/api/v1/register?status=active&limit=100')
  const [oldest] = items.map(({ certificateNumber }) => certificateNumber).toSorted()
  if (!oldest) throw new Error('no registration is in effect')
  return oldest
}

/** A case whose notice is over, with its certificate. */
export const registered = async (company: Company, name: string, more: CaseDraft = {}): Promise<CaseView> => {
  const { id } = await submittedCase(company, name, more)
  await command(id, 'claim', sessions.examiner ?? '')
  await command(id, 'acceptance-proposal', sessions.examiner ?? '', { opinion: '' })
  await command(id, 'release', sessions.reviewer ?? '')
  const notice = await until('the notice', async () => (await readCase(id, company.token)).notice)
  await passDay(notice.to)
  await until('the certificate', async () => (await readCase(id, company.token)).certificate)
  return await readCase(id, company.token)
}

/** The registration's page, from the list of what has its name. */
export const openEntry = async (login: string, name: string): Promise<Page> => {
  const page = await open(login)
  await page.goto(`/app/registrations?q=${encodeURIComponent(name)}`)
  await page.locator('main').getByRole('link', { name }).first().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  return page
}

/** Presses a button and confirms what it asks. */
export const press = async (page: Page, button: string): Promise<void> => {
  await page.getByRole('button', { name: button, exact: true }).click()
  await confirm(page, button)
}

/** Uploads a paper where the first one is wanted. */
export const attach = async (page: Page): Promise<void> => {
  const proof = join(dataDir, '依据文件.pdf')
  writeFileSync(proof, pdf)
  await page.locator('input[type=file]').first().setInputFiles(proof)
  await page.getByRole('link', { name: '依据文件.pdf' }).first().waitFor()
}

/** The affair that waits at a registration granted: proposed by one person, decided by another, whose page stays open. */
export const grant = async (name: string): Promise<Page> => {
  const first = await openEntry('examiner', name)
  await press(first, '拟准予')
  await expectText(first, '拟准予待复核')
  await close(first)
  const second = await openEntry('reviewer', name)
  await press(second, '复核通过')
  return second
}
