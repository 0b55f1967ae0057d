/** Text from a file as it may go to a terminal: no control characters, not too long. */
export const visible = (text: string): string => {
  const shown = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '·')
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown
}

/** How many places of a terminal a text takes: Chinese characters and full-width forms take two. */
const widthOf = (text: string): number => {
  let width = 0
  for (const char of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(char) ? 2 : 1
  return width
}

/** Rows of cells as lines, each column as wide as its widest cell; the first row tells how many columns there are. */
export const inColumns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}
