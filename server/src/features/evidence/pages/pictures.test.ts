import { inclusionRanges } from '@datadeed/evidence'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { View } from '../../../platform/html/view.ts'
import type { TreePath } from '../explorer.ts'
import { delayText } from './delay.ts'
import { shareText } from './health-pictures.ts'
import { treeCard } from './tree-picture.ts'

const view = (language: View['language']): View => ({
  ...{ language, path: '/log/entry/1', demo: false, now: new Date(0), registrar: '' },
  island: () => null,
})

/** Steps as a proof has them, with hashes that tell which they are. */
function pathOf(index: number, size: number): TreePath {
  const hash = (n: number) => n.toString(16).padStart(4, '0').repeat(16)
  const steps = inclusionRanges(index, size).map(({ start, end }, i) => ({
    ...{ side: start < index ? ('left' as const) : ('right' as const), start, end },
    ...{ sibling: hash(i), node: hash(i + 100) },
  }))
  return { hash: 'sha256', index, size, leaf: hash(1000), root: hash(2000), steps, holds: true }
}

describe('the picture of the tree', () => {
  test('of any tree has each hash beside the way once in the picture, in full, and once in the table', () => {
    const sized = fc.bigInt(1n, 2n ** 53n - 1n).chain((size) => fc.tuple(fc.bigInt(0n, size - 1n), fc.constant(size)))
    fc.assert(
      fc.property(sized, fc.constantFrom('zh' as const, 'en' as const), ([index, size], language) => {
        const path = pathOf(Number(index), Number(size))
        const drawn = treeCard(view(language), path).toString()
        expect(drawn).not.toMatch(/NaN|undefined|Infinity|e-\d/)
        for (const [i, { sibling }] of path.steps.entries()) {
          expect(drawn.split(`>${sibling.slice(0, 32)}</text>`)).toHaveLength(3)
          expect(drawn.split(`<code>${sibling}</code>`)).toHaveLength(2)
          expect(drawn.split(`href="#sha256-${i + 1}"`)).toHaveLength(2)
          expect(drawn.split(`id="sha256-${i + 1}"`)).toHaveLength(2)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('of a single entry is that entry under its checkpoint', () => {
    const drawn = treeCard(view('zh'), pathOf(0, 1)).toString()
    expect(drawn).toContain('检查点 · 1 条')
    expect(drawn).not.toContain('<a href="#')
  })

  test('that does not end in the root says so instead of a tick', () => {
    const drawn = treeCard(view('zh'), { ...pathOf(5, 9), holds: false }).toString()
    expect(drawn).toContain('role="alert"')
    expect(drawn).not.toContain('✓')
  })
})

test('delays are said in the unit people would take', () => {
  const said = [0, 12.4, 999, 1000, 2345, 59_900, 90_000, 7_200_000, 172_800_000].map((ms) => delayText(ms, 'zh'))
  expect(said).toEqual(['1 毫秒', '12 毫秒', '999 毫秒', '1 秒', '2.3 秒', '60 秒', '2 分钟', '2 小时', '2 天'])
  expect(delayText(2345, 'en')).toBe('2.3 s')
})

test('a share is never rounded to all or to nothing', () => {
  expect([null, 0, 0.0001, 0.5, 0.9995, 1].map(shareText)).toEqual(['—', '0%', '< 0.1%', '50%', '> 99.9%', '100%'])
})
