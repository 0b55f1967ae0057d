import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { styleSheet } from './assets.ts'

const css = styleSheet.body.toString()

test('the public site and the workplace have the same colours', () => {
  const theme = readFileSync(join(import.meta.dirname, '../../../../web/src/app/theme.ts'), 'utf8')
  const names = [...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)]
  expect(names.length).toBeGreaterThan(10)
  for (const [, name = '', colour = ''] of names) {
    const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    expect(theme, name).toContain(`${key}: '${colour}'`)
  }
})

test('the style sheet loads nothing from elsewhere', () => {
  expect(css).not.toMatch(/url\(|@import|https?:/)
})

test('its name changes with its content and it fits the budget', () => {
  expect(styleSheet.href).toMatch(/^\/assets\/site-[0-9a-f]{16}\.css$/)
  expect(styleSheet.gzip?.length).toBeLessThan(12_000)
})
