import { diffWordsWithSpace } from 'diff'

export type Piece = { kind: 'same' | 'removed' | 'added'; text: string }

/** Chinese has no blanks between words; the segmenter knows its words. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * What changed between two texts, word by word. Texts that differ nearly everywhere, or would take longer than half a
 * second to compare, come back as one removal and one addition.
 */
export function diffText(before: string, after: string): Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const whole: Piece[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]
  const changes = diffWordsWithSpace(before, after, { intlSegmenter: segmenter, timeout: 500 })
  const pieces: Piece[] = (changes ?? []).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
  const same = pieces.reduce((sum, piece) => sum + (piece.kind === 'same' ? piece.text.length : 0), 0)
  const readable = changes !== undefined && same * 5 >= Math.min(before.length, after.length)
  return (readable ? pieces : whole).filter(({ text }) => text !== '')
}
