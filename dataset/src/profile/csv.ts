/** Cuts CSV text (RFC 4180, any line ends, quotes may hold separators and line ends) into rows as it comes. */
export const createCsvReader = (onRow: (fields: string[]) => void, separator?: string) => {
  let rest = ''
  let sep = separator
  let row: string[] = []
  let rows = 0

  const emit = () => {
    // A line with nothing on it is no row.
    if (row.length > 1 || row[0] !== '') {
      rows += 1
      onRow(row)
    }
    row = []
  }

  /** Reads as many whole fields of `text` as there are; gives where the first unfinished one starts. */
  const read = (text: string, final: boolean): number => {
    const by = sep ?? ','
    let at = 0
    for (;;) {
      let value: string
      let end: number
      if (text[at] === '"') {
        const close = closingQuote(text, at + 1)
        // The character after a quote decides whether it closes, so it must have arrived.
        if (!final && (close < 0 || close + 2 > text.length)) return at
        const stop = close < 0 ? text.length : close
        value = text.slice(at + 1, stop).replaceAll('""', '"')
        end = fieldEnd(text, stop + 1, by)
        if (end > stop + 1) value += text.slice(stop + 1, end)
      } else {
        end = fieldEnd(text, at, by)
        value = text.slice(at, end)
      }
      const c = text[end]
      if (c === undefined) {
        if (!final) return at
        if (at < text.length || row.length > 0) row.push(value)
        if (row.length > 0) emit()
        return text.length
      }
      if (c === '\r' && !final && end + 1 === text.length) return at
      row.push(value)
      at = end + (c === '\r' && text[end + 1] === '\n' ? 2 : 1)
      if (c !== by) emit()
    }
  }

  return {
    push: (text: string) => {
      rest += text
      if (sep === undefined) {
        if (!/[\r\n]/.test(rest) && rest.length < 65_536) return
        sep = guessSeparator(rest)
      }
      rest = rest.slice(read(rest, false))
    },
    /** the number of rows, the heading included */
    end: (): number => {
      sep ??= guessSeparator(rest)
      read(rest, true)
      rest = ''
      return rows
    },
  }
}

const closingQuote = (text: string, from: number): number => {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at
  }
  return -1
}

const fieldEnd = (text: string, from: number, separator: string): number => {
  const by = separator.charCodeAt(0)
  let at = from
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === by || c === 10 || c === 13) break
  }
  return at
}

/** The separator that occurs most often in the first line, outside quotes. */
const guessSeparator = (text: string): string => {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 65_536))?.[0] ?? ''
  const bare = line.replace(/"(?:[^"]|"")*"/g, '')
  const count = (c: string) => bare.split(c).length
  return [',', '\t', ';', '|'].reduce((best, c) => (count(c) > count(best) ? c : best))
}
