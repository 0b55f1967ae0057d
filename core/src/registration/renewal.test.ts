import { describe, expect, it } from 'vitest'
import { beijing, guizhou } from '../kernel/rule-pack.ts'
import { compareData, renewalMark, renewalWindow } from './renewal.ts'

describe('the renewal window', () => {
  it('opens as many days before the last day as the pack says, and closes with it', () => {
    expect(renewalWindow(guizhou, '2029-03-16')).toEqual({ opens: '2028-09-17', closes: '2029-03-16' })
    expect(renewalWindow(beijing, '2029-03-16').closes).toBe('2029-03-16')
  })

  it('reminds at each mark of the pack once', () => {
    const marks = [181, 180, 120, 90, 61, 60, 31, 7, 0, -1].map((left) => renewalMark(guizhou, left))
    expect(marks).toEqual([null, 180, 180, 90, 90, 60, 60, 7, 7, null])
  })
})

describe('whether the data lives', () => {
  const data = (files: string[], columns: string[] = []) => ({ files, columns })
  const of = (...args: Parameters<typeof compareData>) => compareData(...args).relation
  it('is told from files, sketches and fields, in that order', () => {
    expect(of(data(['a', 'b']), data(['b', 'a']), null)).toBe('same')
    expect(compareData(data(['a']), data(['a', 'c']), null)).toMatchObject({
      relation: 'continues',
      sameFiles: 1,
      files: 2,
    })
    expect(of(data(['a', 'b']), data(['a']), null)).toBe('continues')
    expect(of(data(['a']), data(['c']), { share: 0.1, shareOfOther: 0.6 })).toBe('continues')
    expect(of(data(['a'], ['x', 'y']), data(['c'], ['y', 'x']), { share: 0.1, shareOfOther: 0.1 })).toBe('same_fields')
    expect(of(data(['a'], ['x']), data(['c'], ['z']), null)).toBe('unproved')
    expect(of(data(['a']), data(['c']), null)).toBe('unproved')
  })
})
