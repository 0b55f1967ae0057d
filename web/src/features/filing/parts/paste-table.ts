/** Rows of cells of text copied from a spreadsheet (tabs) or of CSV; quoted cells may hold separators, quotes and line ends. */
export function parseTable(text: string): string[][] {
  const input = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const separator = separatorOf(input)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < input.length; i += 1) {
    const char = input[i] ?? ''
    if (quoted) {
      if (char !== '"') cell += char
      else if (input[i + 1] === '"') {
        cell += '"'
        i += 1
      } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator || char === '\n') {
      row.push(cell)
      cell = ''
      if (char === '\n') {
        rows.push(row)
        row = []
      }
    } else cell += char
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows.map((cells) => cells.map((value) => value.trim())).filter((cells) => cells.some((value) => value !== ''))
}

/** A spreadsheet's clipboard has tabs; otherwise whichever of comma and semicolon the first line has more of. */
function separatorOf(text: string): string {
  const line = text.split('\n', 1)[0] ?? ''
  if (text.includes('\t')) return '\t'
  const count = (char: string) => line.split(char).length - 1
  return count(';') > count(',') ? ';' : ','
}

/** The text that gives these rows back; tabs, as a spreadsheet copies. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map((row) => row.map(quote).join('\t')).join('\n')
}
