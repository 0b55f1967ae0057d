import type { SensitiveKind } from '../../kinds.ts'
import type { Draw } from '../draw.ts'
import type { Cell } from '../labels.ts'

export type Make = (row: number) => Cell
/** Headings separated by bars, of which each round takes one, and what stands below. */
export type Column = readonly [headings: string, make: Make]

/** One cell of several pieces, with the kinds of all of them. */
export const join = (...parts: readonly (string | Cell)[]): Cell => {
  const kinds = new Set<SensitiveKind>()
  let text = ''
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else {
      const [piece, ...its] = part
      text += piece
      for (const kind of its) kinds.add(kind)
    }
  }
  return [text, ...kinds]
}

/** One of several ways, each as often as its weight says. */
export const weighed = (draw: Draw, ...ways: readonly (readonly [weight: number, make: () => Cell])[]): Cell => {
  let left = draw.random() * ways.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, make] of ways) {
    left -= weight
    if (left < 0) return make()
  }
  throw new RangeError('no way has a weight')
}

export const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)
