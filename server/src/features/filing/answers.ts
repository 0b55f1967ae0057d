import { AppError } from '@datadeed/core/kernel/errors'
import type { Tx } from '../../platform/db/tx.ts'
import type { CaseRow } from './store.ts'
import { type Answer, keepAnswers, listRounds } from './submission-store.ts'

/** Throws `kernel.invalid_input` at the first answer to an item that the round does not have. */
export function demandKnownItems(answers: readonly Answer[], items: readonly { id: string }[]): void {
  const stray = answers.findIndex(({ itemId }) => !items.some(({ id }) => id === itemId))
  if (stray >= 0)
    throw new AppError('kernel.invalid_input', { count: 1 }, [
      { path: `answers.${stray}.itemId`, message: '本次补正没有这一项，请刷新后重新填写' },
    ])
}

/** Keeps answers that are still being written, so that the signatory finds what the filer prepared. */
export async function saveAnswers(tx: Tx, row: CaseRow, answers: readonly Answer[]): Promise<void> {
  const open = row.status === 'correction_required' ? (await listRounds(tx, row.id)).at(-1) : undefined
  demandKnownItems(answers, open?.items ?? [])
  if (!open) return
  const texts = new Map([...open.answers, ...answers].map(({ itemId, text }) => [itemId, text]))
  const written = open.items.flatMap(({ id }) => ({ itemId: id, text: texts.get(id) ?? '' }))
  const kept = written.filter(({ text }) => text !== '')
  await keepAnswers(tx, row.id, open.round, kept)
}
