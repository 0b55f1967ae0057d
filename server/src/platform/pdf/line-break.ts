const closing = new Set('，。；：、！？）》」』】〕〉〗”’…—～·％%‰℃,.;:!?)]}')
const opening = new Set('（《“‘「『【〔〈〖￥¥＄$([{')

/** May a line start with this character? (GB/T 15834: closing marks stay with what they close.) */
export const mayStartLine = (char: string): boolean => !closing.has(char)
/** May a line end with this character? */
export const mayEndLine = (char: string): boolean => !opening.has(char)

const isWide = (char: string): boolean => {
  const code = char.codePointAt(0) ?? 0
  return code >= 0x2e80 || (code >= 0x2000 && code < 0x2070)
}

/** Pieces between which a line may break: single Chinese characters, whole Latin words, blanks; marks stuck to their neighbours. */
const clusters = (text: string): string[][] => {
  const out: string[][] = []
  let previous = ''
  for (const char of text) {
    const last = out.at(-1)
    const glued =
      last !== undefined &&
      previous !== ' ' &&
      char !== ' ' &&
      (!mayStartLine(char) || !mayEndLine(previous) || (!isWide(char) && !isWide(previous)))
    if (glued) last.push(char)
    else out.push([char])
    previous = char
  }
  return out
}

/** How many characters of a cluster that is wider than a line go on this line. At least one. */
const forcedCut = (chars: readonly string[], room: number, widthOf: (char: string) => number): number => {
  let width = 0
  let fits = 0
  while (fits < chars.length && width + widthOf(chars[fits] ?? '') <= room) width += widthOf(chars[fits++] ?? '')
  if (fits === chars.length) return fits
  for (let cut = fits; cut > 1; cut--) {
    if (mayStartLine(chars[cut] ?? '') && mayEndLine(chars[cut - 1] ?? '')) return cut
  }
  return Math.max(1, fits)
}

/**
 * Breaks a text into lines no wider than `maxWidth` (same unit as `widthOf`) by the rules of Chinese typesetting. `\n` always breaks.
 * Blanks at line ends are dropped; a word wider than a whole line (a digest, an address) is cut. `indent` narrows the first line of
 * every paragraph. Returns at least one line.
 */
export const breakLines = (
  text: string,
  maxWidth: number,
  widthOf: (char: string) => number,
  indent = 0,
): { text: string; last: boolean }[] => {
  const lines: { text: string; last: boolean }[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    let used = indent
    const end = (last: boolean) => {
      lines.push({ text: line.trimEnd(), last })
      line = ''
      used = 0
    }
    for (const cluster of clusters(paragraph)) {
      const width = cluster.reduce((sum, char) => sum + widthOf(char), 0)
      if (cluster[0] === ' ' && line === '') continue
      if (used + width <= maxWidth) {
        line += cluster.join('')
        used += width
        continue
      }
      if (line !== '') end(false)
      if (cluster[0] === ' ') continue
      let rest = cluster
      let restWidth = width
      while (used + restWidth > maxWidth && rest.length > 1) {
        const cut = forcedCut(rest, maxWidth - used, widthOf)
        if (cut === rest.length) break
        line = rest.slice(0, cut).join('')
        end(false)
        rest = rest.slice(cut)
        restWidth = rest.reduce((sum, char) => sum + widthOf(char), 0)
      }
      line = rest.join('')
      used += restWidth
    }
    end(true)
  }
  return lines
}
