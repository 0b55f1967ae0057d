import { describe, expect, it } from 'vitest'
import { close, expectFit, narrow, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { confirm, expectText } from './support/controls.ts'
import { type CaseView, command, newCompany, readCase, submittedCase, until } from './support/filing.ts'
import { mails, mailText } from './support/installation.ts'
import { installation } from './support/worlds.ts'

const place = installation()
const { url, sessions } = place
useBrowser()
useChain()

const subject = '赤水河谷步道'

describe('watching notices', () => {
  let link = ''
  let made: CaseView

  it('begins with a mail address alone, without account or script, and a link to confirm', async () => {
    const page = await open(undefined, { javaScriptEnabled: false, viewport: narrow })
    await page.goto('/notices')
    await page.getByRole('link', { name: '新公示发邮件给我' }).click()
    await page.getByRole('button', { name: '发送确认邮件' }).waitFor()
    await page.getByLabel('关键词').fill(subject)
    await page.getByLabel('电子邮箱').fill('watcher@reader.example')
    await page.getByRole('button', { name: '发送确认邮件' }).click()
    await expectText(page, '请查收确认邮件')
    const mail = await until('the mail to confirm', async () =>
      mails(place)
        .map(mailText)
        .find((text) => text.includes('/watch/') && text.includes(subject)),
    )
    link = /\/watch\/[0-9a-f-]+\/[\w-]+/.exec(mail)?.[0] ?? ''
    await page.goto(link)
    await page.getByRole('button', { name: '确认关注' }).click()
    await expectText(page, '您的关注')
    await close(page)
  })

  it('is set in the workplace by words, with an empty state that says what to do', async () => {
    const watcher = await newCompany('习水步道运营')
    const page = await open(watcher.token)
    await page.goto('/app/watches')
    await expectText(page, '还没有关注')
    await page.getByRole('button', { name: '关注', exact: true }).click()
    await expectText(page, '请至少填写一项')
    await expectFit(page, 'watches, none yet')
    await page.getByLabel('关键词').fill(subject)
    await page.getByRole('button', { name: '关注', exact: true }).click()
    await expectText(page, '还没有符合条件的新公示')

    const company = await newCompany('赤水文旅交通')
    const { id } = await submittedCase(company, `${subject}客流数据集`)
    await command(id, 'claim', sessions.examiner ?? '')
    await command(id, 'acceptance-proposal', sessions.examiner ?? '', { opinion: '' })
    await command(id, 'release', sessions.reviewer ?? '')
    made = await readCase(id, company.token)
    const number = made.notice?.number ?? ''
    await until('the notice among the watches', async () => {
      await page.reload()
      await page.getByRole('heading', { name: '我的关注' }).or(page.getByText('已出现的公示')).first().waitFor()
      return (await page.locator('main').innerText()).includes(number) ? true : null
    })
    await expectFit(page, 'watches with a find')
    await page.getByRole('button', { name: '取消关注' }).click()
    await confirm(page, '取消关注')
    await expectText(page, '还没有关注')
    await close(page)
  })

  it('tells of the notice by mail, and the one link in it ends everything', async () => {
    const number = made.notice?.number ?? ''
    const mail = await until('the mail that tells', async () =>
      mails(place)
        .map(mailText)
        .find((text) => text.includes(`/notices/${number}`) && text.includes(subject)),
    )
    expect(mail).toContain(link)
    const page = await open()
    await page.goto(link)
    await expectFit(page, 'own watch')
    await page.getByRole('button', { name: '取消关注并删除邮箱地址' }).click()
    await expectText(page, '已取消关注')
    await page.goto(link)
    await expectText(page, '没有')
    await page.goto('/watch')
    await expectFit(page, 'watch form')
    await close(page)
  })

  it('is open to readers and programs: feeds that parse, with the same filters', async () => {
    const page = await open()
    await page.goto(`/notices?q=${encodeURIComponent(subject)}`)
    await expectFit(page, 'notices with feeds')
    const rss = await page.locator('link[type="application/rss+xml"]').getAttribute('href')
    const told = await page.evaluate(async (href) => {
      const text = await (await fetch(href ?? '')).text()
      const xml = new DOMParser().parseFromString(text, 'application/xml')
      const all = (path: string) => [...xml.querySelectorAll(path)].map((node) => node.textContent ?? '')
      return {
        faults: all('parsererror'),
        links: all('item > guid'),
        version: xml.documentElement.getAttribute('version'),
      }
    }, rss)
    const number = made.notice?.number ?? ''
    expect(told).toEqual({ faults: [], version: '2.0', links: [`${url}/notices/${number}`] })
    const { items } = (await (await fetch(`${url}/notices/feed.json?q=${encodeURIComponent(subject)}`)).json()) as {
      items: { url: string }[]
    }
    expect(items.map((item) => item.url)).toEqual(told.links)
    await close(page)
  })
})
