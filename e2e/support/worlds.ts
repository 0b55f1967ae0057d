import { inject } from 'vitest'
import type { Installation } from './entrance.ts'

declare module 'vitest' {
  interface ProvidedContext {
    installations: readonly Installation[]
  }
}

/** The installation of this file's worker: what runs beside it moves another clock and stops another server. */
export const installation = (): Installation => {
  const all = inject('installations')
  const one = all[(Number(process.env.VITEST_POOL_ID) - 1) % all.length]
  if (!one) throw new Error('no installation for this worker')
  return one
}
