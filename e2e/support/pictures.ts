import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { root } from '../../scripts/lib/run.ts'

export const folder = join(root, 'docs/pictures')

const largest = 300_000

/** Keeps a picture under its name; one that is too heavy for a page of documentation is refused. */
export const keep = (name: string, png: Buffer): void => {
  if (png.length > largest) throw new Error(`${name}.png has ${png.length} bytes, more than ${largest}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), png)
}

/** The window as it is now, without a blinking cursor or anything half faded in. */
export const shoot = async (page: Page, name: string): Promise<void> => {
  await page.evaluate(() => document.fonts.ready)
  keep(name, await page.screenshot({ animations: 'disabled', caret: 'hide' }))
}
