import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Waits until something closed; a press that missed what was still opening is made once more, as a person does. */
const gone = async (what: Locator, again: () => Promise<void>): Promise<void> => {
  const closed = (timeout?: number) => what.waitFor({ state: 'hidden', ...(timeout ? { timeout } : {}) })
  await closed(4_000).catch(async () => {
    const answered = await what.locator('.ant-btn-loading, [role=alert], .ant-alert').count()
    if (answered === 0 && (await what.isVisible())) await again()
    await closed()
  })
}

/** Chooses in a list that opens, after typing where it is a long one: by its label, as a person does. */
export const choose = async (page: Page, control: Locator, words: string, typed?: string): Promise<void> => {
  const list = page.locator('.ant-select-dropdown:visible')
  // What takes the keys may be no larger than its cursor; a person clicks on the box around it.
  await control.locator('xpath=ancestor-or-self::*[contains(concat(" ", @class, " "), " ant-select ")]').first().click()
  if (typed !== undefined) await control.fill(typed)
  const option = list.locator('.ant-select-item-option').filter({ hasText: words }).first()
  await option.click()
  await gone(list, () => option.click())
}

/** Waits for the form to say that the server has what was typed. */
export const untilSaved = async (page: Page): Promise<void> => {
  await page.locator('.save-saved').waitFor()
}

/** Presses in a dialog, which is gone afterwards. */
export const confirm = async (page: Page, button: string, title?: string): Promise<void> => {
  const dialog = page.getByRole('dialog', title === undefined ? {} : { name: title })
  const pressed = dialog.getByRole('button', { name: button })
  await pressed.click()
  await gone(dialog, () => pressed.click()).catch(async (cause: Error) => {
    const waits = (await dialog.locator('.ant-btn-loading').count()) > 0
    const leaves = (await page.locator('.ant-modal[class*=-leave]').count()) > 0
    const how = `${waits ? 'waiting' : 'not waiting'}, ${leaves ? 'leaving' : 'not leaving'}`
    throw new Error(`the dialog stays, ${how}, and says: ${await dialog.innerText()}`, { cause })
  })
}

/** Waits for each of the words; where one does not come, the fault says what the page said instead. */
export const expectText = async (page: Page, ...words: string[]): Promise<void> => {
  expect(words.length).toBeGreaterThan(0)
  for (const one of words)
    await page
      .getByText(one)
      .first()
      .waitFor()
      .catch(async (cause: Error) => {
        throw new Error(`${page.url()} does not say ${one}, but: ${await page.locator('body').innerText()}`, { cause })
      })
}
