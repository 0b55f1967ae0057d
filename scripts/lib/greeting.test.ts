import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { greeting } from './greeting.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'datadeed-greeting-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

const greet = (kept: string): string => {
  writeFileSync(join(dataDir, 'demo-accounts.json'), kept)
  return greeting('http://127.0.0.1:1', dataDir, true, 1)
}

it('names the accounts of the demonstration', () => {
  expect(greet('[{"login":"qianling-filer","password":"p","title":"经办人"}]')).toContain('qianling-filer')
})

it.each(['{"accounts":[]}', 'null', '"text"', '{', '[null,{"login":7}]'])('greets without accounts for %s', (kept) => {
  const words = greet(kept)
  expect(words).toContain('数契已就绪')
  expect(words).not.toContain('演示账号')
})
