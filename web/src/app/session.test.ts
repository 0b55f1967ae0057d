import { expect, it } from 'vitest'
import { safeNext } from './session.ts'

it('follows only addresses inside the workplace', () => {
  expect(safeNext('/cases/1?tab=history')).toBe('/cases/1?tab=history')
  for (const bad of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/sign-in',
    7,
    undefined,
  ])
    expect(safeNext(bad)).toBeUndefined()
})
