import { longestRow, TableFault } from './types.ts'

/** Takes text as it comes, cut anywhere. */
export interface TextCutter {
  push(text: string): void
  end(): void
}

/** Cuts JSON lines into the texts of their values; empty lines are skipped. Throws TableFault. */
export const createLineCutter = (onItem: (text: string) => void): TextCutter => {
  // The line under way, in pieces: one string grown by every piece would cost its square.
  let pieces: string[] = []
  let length = 0
  const take = (line: string) => {
    if (line.trim() !== '') onItem(line)
  }
  return {
    push: (text) => {
      let from = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        const line = text.slice(from, end)
        from = end + 1
        take(pieces.length > 0 ? pieces.join('') + line : line)
        pieces = []
        length = 0
      }
      if (from === text.length) return
      length += text.length - from
      if (length > longestRow) throw new TableFault('oversized')
      pieces.push(text.slice(from))
    },
    end: () => take(pieces.join('')),
  }
}

/** Cuts one JSON list into the texts of its items; another value is given whole. Throws TableFault. */
export const createJsonCutter = (onItem: (text: string) => void): TextCutter => {
  let pieces: string[] = []
  let length = 0
  let depth = 0
  let inString = false
  let escaped = false
  let list: boolean | null = null
  let closed = false
  let items = 0

  const keep = (text: string) => {
    length += text.length
    if (length > longestRow) throw new TableFault('oversized')
    pieces.push(text)
  }
  const takeItem = () => {
    const text = pieces.join('')
    pieces = []
    length = 0
    return text
  }
  return {
    push: (text) => {
      let from = 0
      for (let at = 0; at < text.length; at++) {
        const c = text.charCodeAt(at)
        if (inString) {
          if (escaped) escaped = false
          else if (c === 92) escaped = true
          else if (c === 34) inString = false
          continue
        }
        if (c === 32 || (c >= 9 && c <= 13)) continue
        if (closed) throw new TableFault('malformed')
        if (list === null) {
          list = c === 91
          if (list) {
            from = at + 1
            continue
          }
        }
        if (c === 34) inString = true
        else if (c === 91 || c === 123) depth += 1
        else if ((c === 93 || c === 125) && depth > 0) depth -= 1
        else if (list && depth === 0 && (c === 44 || c === 93)) {
          keep(text.slice(from, at))
          const item = takeItem()
          from = at + 1
          closed = c === 93
          if (closed && items === 0 && item.trim() === '') continue
          items += 1
          onItem(item)
        }
      }
      if (!closed) keep(text.slice(from))
    },
    end: () => {
      if (list ? !closed : depth !== 0 || inString) throw new TableFault('malformed')
      if (!list) onItem(takeItem())
    },
  }
}
