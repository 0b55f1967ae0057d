import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { expectText } from './support/controls.ts'
import { type Company, newCompany, until } from './support/filing.ts'
import { mails, mailText } from './support/installation.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const place = installation()
const { url } = place
useBrowser()
useChain()

const fresh = '新的 钥匙 八匹马 2026'
let company: Company
let link: string
beforeAll(async () => {
  company = await newCompany('安顺客运')
})

/** Asks for a link as somebody who forgot does; what the page then says. */
const ask = async (login: string): Promise<string> => {
  const page = await open()
  await page.goto('/app/sign-in')
  await page.getByRole('link', { name: '忘记密码' }).click()
  // The page left has a field of the same name.
  await page.getByRole('heading', { name: '重设密码' }).waitFor()
  await page.getByLabel('登录名').fill(login)
  await page.getByRole('button', { name: '发送重设链接' }).click()
  await expectText(page, '请查收邮件')
  await expectFit(page, 'link sent')
  const said = await page.locator('main').innerText()
  await close(page)
  return said
}

const linkIn = (mail: string): string | undefined => /\/app\/reset#[\w-]+/.exec(mailText(mail))?.[0]

describe('a forgotten password', () => {
  it('is asked for by login, and an unknown login is answered the same', async () => {
    const before = mails(place).length
    const said = await ask(company.login)
    const mail = await until('the mail', async () =>
      mails(place)
        .slice(before)
        .find((one) => linkIn(one)),
    )
    link = linkIn(mail) ?? ''
    const after = mails(place).length
    expect(await ask(`${company.login}-nobody`)).toBe(said)
    expect(mails(place).slice(after).filter(linkIn)).toEqual([])
  })

  it('is set anew by the mailed link; whoever was signed in no longer is', async () => {
    const old = await open(company.token)
    await old.goto('/app/')
    await old.getByRole('heading', { level: 1 }).filter({ hasText: '您好' }).waitFor()

    const page = await open()
    await page.goto(link)
    await page.getByLabel('密码', { exact: true }).fill('短')
    await page.getByLabel('再次输入密码').fill('不同')
    await page.getByRole('button', { name: '保存新密码' }).click()
    await page.locator('.ant-form-item-explain-error').first().waitFor()
    await expectFit(page, 'new password with faults')
    await page.getByLabel('密码', { exact: true }).fill(fresh)
    await page.getByLabel('再次输入密码').fill(fresh)
    await page.getByRole('button', { name: '保存新密码' }).click()
    await expectText(page, '密码已更新')
    await page.getByRole('link', { name: '去登录' }).click()
    await page.getByLabel('登录名').fill(company.login)
    await page.getByLabel('密码').fill(company.password)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('alert').first().waitFor()
    await page.getByLabel('密码').fill(fresh)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('heading', { level: 1 }).filter({ hasText: '您好' }).waitFor()
    await close(page)

    await expect(call(url, 'GET', '/api/v1/me', { token: company.token })).rejects.toMatchObject({ status: 401 })
    await old.reload()
    await old.waitForURL(/sign-in/)
    await close(old)
  })

  it('takes each link once', async () => {
    const page = await open()
    await page.goto(link)
    await page.getByLabel('密码', { exact: true }).fill('又一个 新密码 2026 年')
    await page.getByLabel('再次输入密码').fill('又一个 新密码 2026 年')
    await page.getByRole('button', { name: '保存新密码' }).click()
    await page.getByRole('alert').getByText('链接').first().waitFor()
    await expectFit(page, 'link used')
    await close(page)
    const body = { login: company.login, password: fresh, client: 'cli' }
    expect(await call(url, 'POST', '/api/v1/sessions', { body })).toHaveProperty('token')
  })
})
