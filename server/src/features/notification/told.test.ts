import { commands } from '@datadeed/core/filing/machine'
import { steps } from '@datadeed/core/notification/recipients'
import { expect, test } from 'vitest'

test('what is told of are commands of the procedure', () => {
  for (const { command } of steps) expect(commands).toContain(command)
})
