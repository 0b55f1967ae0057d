import { expect, it } from 'vitest'
import { diffText } from './text-diff.ts'

const shown = (before: string, after: string) =>
  diffText(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('')

it('marks changed Chinese words, not single characters and not the whole sentence', () => {
  expect(shown('用于高速公路拥堵预测。', '用于城市道路拥堵预测。')).toMatch(/^用于.*拥堵预测。$/)
  expect(shown('数据来自收费系统，每日更新', '数据来自监控系统，每日更新')).toBe(
    '数据来自[-收费-]{+监控+}系统，每日更新',
  )
})

it('gives both texts back, whatever they are', () => {
  const texts = ['', '贵阳', '贵阳市\n遵义市', 'speed_kmh | 速度', '<b>粗体</b> & "引号"', '👩‍💻换行\r\n']
  for (const before of texts)
    for (const after of texts) {
      const pieces = diffText(before, after)
      const of = (not: string) =>
        pieces
          .filter(({ kind }) => kind !== not)
          .map(({ text }) => text)
          .join('')
      expect(of('added')).toBe(before)
      expect(of('removed')).toBe(after)
    }
})

it('does not shred texts that have nothing in common', () => {
  expect(diffText('完全不同的说明文字', 'something else entirely')).toHaveLength(2)
})

it('ends in time on fields as long as they may be', () => {
  const word = (seed: number) =>
    Array.from({ length: 5000 }, (_, i) => '贵遵安铜毕六黔东南西'[(i * i * seed) % 10]).join('')
  const began = performance.now()
  expect(diffText(word(3), word(7)).length).toBeGreaterThan(0)
  expect(performance.now() - began).toBeLessThan(5000)
})
