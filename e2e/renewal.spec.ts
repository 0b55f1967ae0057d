import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { toChinaDate } from '../core/src/kernel/dates.ts'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { choose, expectText } from './support/controls.ts'
import { pdf } from './support/data.ts'
import { type CaseView, type Company, depositNumber, newCompany, newDeposit, until } from './support/filing.ts'
import { call } from './support/people.ts'
import { attach, grant, openEntry, press, registered } from './support/registration.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()
useChain()

type Listed = { items: { certificateNumber: string; validUntil: string; status: string }[] }
type Affair = { id: string; version: number; letters: { moment: string }[] }

describe('a registration whose authorisation ends soon', () => {
  const name = '安顺客运联网售票数据集'
  let company: Company
  let made: CaseView
  let ends: string
  let extended: string

  /** A day by the registry's clock, which other journeys move. */
  const inDays = async (days: number): Promise<string> => {
    const { now } = await call<{ now: string }>(url, 'GET', '/api/v1/system')
    return toChinaDate(Date.parse(now) + days * 86_400_000)
  }
  /** The form of a renewal on a deposit, filled in. */
  const asked = async (deposit: string): Promise<Page> => {
    const page = await openEntry(company.token, name)
    await page.getByRole('radio', { name: '续期', exact: true }).check()
    await page.getByRole('radio', { name: '数据仍在更新和使用' }).check()
    await page.getByLabel('说明', { exact: true }).fill('售票数据每日更新，申请续期。')
    await choose(page, page.getByLabel('存证', { exact: true }), deposit)
    await page.getByLabel('数据现状说明').fill('每日更新，由本单位信息中心保管。')
    return page
  }

  /** Somebody without an account here has a licence of it, and is told of what is done to it by letter. */
  const license = async (entryId: string, on: string): Promise<void> => {
    const terms = {
      ...{ kind: 'burden', burden: 'licence', exclusivity: 'ordinary', document: '许可合同 3 号' },
      ...{ beneficiary: '黔途票务（演示）工作室', uscc: null, beginsOn: on, endsOn: null },
    }
    const body = { kind: 'recordal', ground: 'contract', reason: '许可合同备案。', order: null, changes: [], terms }
    const { token } = company
    const { id } = await call<Affair>(url, 'POST', `/api/v1/registrations/${entryId}/affairs`, { token, body })
    const paper = new FormData()
    paper.append('file', new File([pdf], '许可合同.pdf', { type: 'application/pdf' }))
    let affair = await call<Affair>(url, 'POST', `/api/v1/affairs/${id}/materials/contract`, { token, body: paper })
    const steps = [
      ['submit', token],
      ['propose_grant', sessions.examiner ?? ''],
      ['confirm', sessions.reviewer ?? ''],
    ] as const
    for (const [command, token] of steps)
      affair = await call<Affair>(url, 'POST', `/api/v1/affairs/${id}/steps`, {
        ...{ token, body: { version: affair.version, command, note: '' } },
      })
  }
  const entryId = async (): Promise<string> => {
    const path = `/api/v1/registrations?q=${encodeURIComponent(name)}`
    const { items } = await call<{ items: { id: string }[] }>(url, 'GET', path, { token: company.token })
    return items[0]?.id ?? ''
  }

  beforeAll(async () => {
    // So near that renewal is open from the first day on.
    ends = await inDays(150)
    extended = await inDays(900)
    company = await newCompany('安顺客运')
    made = await registered(company, name, {
      acquisition: ['self', 'authorised'],
      authorisationUntil: ends,
      sourceStatement:
        '售票记录由本单位自行采集；站点信息由安顺汽车客运站按《数据授权书》（安运授〔2026〕8号，2026年1月签订）授权本单位加工使用和登记，不含任何个人信息。',
    })
    await license(await entryId(), await inDays(0))
  })

  it('is not renewed on the deposit it was made on: that shows nothing of today', async () => {
    const page = await asked(made.depositNumber)
    await page.getByRole('button', { name: '建立草稿' }).click()
    await expectText(page, '请用现在的数据重新存证')
    expect(await page.getByLabel('数据现状说明').inputValue()).toBe('每日更新，由本单位信息中心保管。')
    await close(page)
  })

  it('is renewed on a new deposit and a longer authorisation', async () => {
    const page = await asked(await depositNumber(company, await newDeposit(company)))
    await page.getByLabel('数据来源授权到期日').fill(extended)
    await expectFit(page, 'renewal')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await attach(page)
    await press(page, '提交')
    await expectText(page, '待审查', '续期后有效期至')
    await close(page)
    const letters = async () =>
      (
        await call<{ affairs: Affair[] }>(url, 'GET', `/api/v1/registrations/${await entryId()}`, {
          token: company.token,
        })
      ).affairs
        .flatMap((affair) => affair.letters)
        .find(({ moment }) => moment === 'effect')
    await until('the letter to the licensee', letters)
    const examiner = await openEntry('examiner', name)
    await expectText(examiner, '决定前须告知黔途票务（演示）工作室')
    await examiner.getByRole('button', { name: '登记送交' }).first().click()
    await choose(examiner, examiner.getByLabel('送交方式'), '邮寄')
    await examiner.getByLabel('邮件单号').fill('EMS 1234567890123')
    await examiner.getByLabel('送交日期').fill(await inDays(0))
    await expectFit(examiner, 'service of a letter')
    await examiner.getByRole('button', { name: '登记送交', exact: true }).click()
    await expectText(examiner, '邮寄（EMS 1234567890123）')
    await close(examiner)
    const granted = await grant(name)
    await expectText(granted, '已办结')
    await close(granted)
  })

  it('leaves a new certificate, and the old one says so', async () => {
    const { items } = await call<Listed>(url, 'GET', `/api/v1/register?q=${encodeURIComponent(name)}`)
    expect(items).toMatchObject([{ validUntil: extended, status: 'active' }])
    const [number, earlier] = [items[0]?.certificateNumber ?? '', made.certificate?.certificateNumber]
    expect(number).not.toBe(earlier)
    const visitor = await open()
    await visitor.goto(`/certificates/${earlier}`)
    await expectText(visitor, '这份证书已被新证书代替')
    await visitor.getByRole('link', { name: number }).first().click()
    await expectText(visitor, '证书现在有效')
    await close(visitor)
  })
})
