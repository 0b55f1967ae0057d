import { beforeEach, expect, test, vi } from 'vitest'
import vectors from '../../../evidence/vectors/credential.json' with { type: 'json' }
import { check } from './verify/check.ts'
import { takeOverCodes } from './verify/code-form.ts'
import { CodeChecker } from './verify/credential.ts'

interface Vector {
  name: string
  text: string
  statusList: string | null
  now: number
}
const issuer = JSON.stringify(vectors.issuers.issuer)
const of = (list: readonly unknown[], name: string): Vector => {
  const found = (list as Vector[]).find((one) => one.name === name)
  if (!found) throw new Error(`no vector ${name}`)
  return found
}
const code = of(vectors.codes, 'a code')
const credential = of(vectors.credentials, 'everything disclosed')
const file = of(vectors.credentials, 'a file')
const listPath = '/api/v1/status-lists/1'
let online = true
const asked: string[] = []

beforeEach(() => {
  online = true
  asked.length = 0
  vi.useFakeTimers({ toFake: ['Date'], now: code.now * 1000 })
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    if (!online) throw new TypeError('offline')
    if (path === '/api/v1/trust/issuer') return new Response(issuer)
    return path === listPath ? new Response(credential.statusList) : new Response('', { status: 404 })
  })
})

test('a code is checked without a network by what came with the page, as of the date of the status list', async () => {
  const checker = new CodeChecker(issuer)
  await checker.refresh([listPath])
  online = false
  asked.length = 0
  const finding = checker.check(`https://datadeed.example/verify#${code.text}`)
  expect([finding.outcome, finding.notes]).toEqual(['valid', []])
  expect(finding.steps.at(-1)?.message).toContain('2026年')
  expect(finding.facts).toContainEqual(['权利人', '示例交通科技有限公司'])
  expect(asked).toEqual([])
})

test('a page loaded without status lists says what it could not check', () => {
  const finding = new CodeChecker(issuer).check(code.text)
  expect(finding.outcome).toBe('valid')
  expect(finding.notes.join()).toContain('没有状态列表')
})

test('a changed code is refused with a reason and tells nobody’s name', () => {
  const checker = new CodeChecker(issuer)
  for (let at = 11; at < code.text.length; at += 5) {
    const other = code.text[at] === 'A' ? 'B' : 'A'
    const finding = checker.check(code.text.slice(0, at) + other + code.text.slice(at + 1))
    expect([at, finding.outcome, finding.facts.length]).toEqual([at, 'invalid', 0])
    expect(finding.steps.find((step) => step.outcome === 'invalid')?.message.length).toBeGreaterThan(5)
  }
})

test('a credential is checked with the site’s keys and newest list, or with its own and a word about it', async () => {
  const bytes = new TextEncoder().encode(file.text)
  expect(await check(bytes)).toMatchObject({ outcome: 'valid', kind: 'credential', certificate: '20260900100000017' })
  expect(asked).toEqual(['/api/v1/trust/issuer', listPath])
  expect((await check(new TextEncoder().encode(credential.text))).outcome).toBe('valid')
  online = false
  const alone = await check(bytes)
  expect([alone.outcome, alone.notes.join().includes('文件自带的公钥')]).toEqual(['valid', true])
  const foreign = of(vectors.credentials, 'another issuer')
  asked.length = 0
  expect((await check(new TextEncoder().encode(foreign.text))).outcome).toBe('cannot_check')
  expect(asked).toEqual(['/api/v1/trust/issuer'])
})

test('the form on the page answers by itself, also for a code in the address', async () => {
  document.body.innerHTML =
    '<section data-code><form><textarea></textarea><button>核验</button></form></section><section data-result></section>'
  const card = document.querySelector<HTMLElement>('[data-code]')
  const result = document.querySelector<HTMLElement>('[data-result]')
  const field = document.querySelector('textarea')
  if (!card || !result || !field) throw new Error('no page')
  card.dataset.issuer = issuer
  card.dataset.lists = JSON.stringify([listPath])
  result.scrollIntoView = () => {}
  location.hash = code.text
  takeOverCodes(card, result)
  await vi.waitFor(() => expect(result.textContent).toContain('示例交通科技有限公司'))
  field.value = code.text.slice(0, -8)
  card.querySelector('form')?.requestSubmit()
  await vi.waitFor(() => expect(result.textContent).toContain('不合格式'))
  field.value = ' '
  card.querySelector('form')?.requestSubmit()
  await vi.waitFor(() => expect(result.textContent).toContain('请先扫描'))
})
