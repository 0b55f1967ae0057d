/** The visible sign for a character the embedded fonts cannot draw (U+3013 GETA MARK, the printers' custom). */
export const missingGlyph = '〓'

// Controls, surrogate halves, bidirectional overrides, zero-width marks and variation selectors: none has a shape of its own,
// and an override could make a printed name read differently from the recorded one.
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Variation_Selector}|[\u{e0000}-\u{e007f}]/gu

/**
 * What can be printed of a text: NFC, tabs as spaces, line ends as `\n`, invisible characters removed, and every character for which
 * `has` is false shown as 〓. Never throws.
 */
export const printable = (text: string, has: (codePoint: number) => boolean): string => {
  const plain = text
    .replace(/\p{Cs}/gu, missingGlyph)
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .normalize('NFC')
    .replace(invisible, '')
  return Array.from(plain, (char) => {
    if (char === '\n') return char
    if (char === '\u00a0') return ' '
    return has(char.codePointAt(0) ?? 0) ? char : missingGlyph
  }).join('')
}

type Slots<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Slots<Rest> : never

/** Puts values into the `{slots}` of a template sentence; a slot without a value does not compile. */
export const fill = <const T extends string>(template: T, values: Record<Slots<T>, string | number>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String((values as Record<string, string | number>)[name]))

/** `2026年11月22日` on the Beijing calendar. */
export const chineseDate = (at: Date): string => {
  const [year, month, day] = beijing(at)
  return `${year}年${month}月${day}日`
}

/** `2026年11月22日 09:05:07（北京时间）`. */
export const chineseDateTime = (at: Date): string => {
  const [, , , hour, minute, second] = beijing(at).map((n) => String(n).padStart(2, '0'))
  return `${chineseDate(at)} ${hour}:${minute}:${second}（北京时间）`
}

// China has kept UTC+8 without daylight saving since 1992, so no time-zone data is needed.
const beijing = (at: Date): [number, number, number, number, number, number] => {
  const local = new Date(at.getTime() + 8 * 3_600_000)
  return [
    local.getUTCFullYear(),
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
  ]
}
