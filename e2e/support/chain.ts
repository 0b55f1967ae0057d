import { afterEach, beforeEach } from 'vitest'

/** Tests that are steps of one journey: after one has failed those behind it are skipped, not waited for. */
export const useChain = (): void => {
  let broken: string | undefined
  beforeEach(({ skip }) => {
    if (broken !== undefined) skip(`“${broken}” failed before`)
  })
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') broken ??= task.name
  })
}
