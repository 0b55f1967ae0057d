/** Thrown when text is not the JSON its name promises. */
export class MalformedError extends Error {}

/** The longest value taken, in characters. */
const longest = 64 * 1024 * 1024

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new MalformedError()
  }
}

/** Cuts JSON lines into values as they come; empty lines are skipped. Throws MalformedError. */
export const createJsonLinesReader = (onValue: (value: unknown) => void) => {
  let rest = ''
  const take = (line: string) => {
    if (line.trim() !== '') onValue(parse(line))
  }
  return {
    push: (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longest) throw new MalformedError()
      for (const line of lines) take(line)
    },
    end: () => take(rest),
  }
}

/** Cuts one JSON list into its items as they come; another value is given whole. Throws MalformedError. */
export const createJsonReader = (onValue: (value: unknown) => void) => {
  // The characters of the item under way, in pieces: one string grown by every piece would cost its square.
  let pieces: string[] = []
  let length = 0
  let depth = 0
  let inString = false
  let escaped = false
  let list: boolean | null = null
  let closed = false

  const keep = (text: string) => {
    length += text.length
    if (length > longest) throw new MalformedError()
    pieces.push(text)
  }
  const takeItem = () => {
    const text = pieces.join('')
    pieces = []
    length = 0
    return text
  }
  return {
    push: (text: string) => {
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
        if (closed) throw new MalformedError()
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
          if (closed && item.trim() === '') continue
          onValue(parse(item))
        }
      }
      if (!closed) keep(text.slice(from))
    },
    end: () => {
      if (list ? !closed : depth !== 0 || inString) throw new MalformedError()
      if (!list) onValue(parse(takeItem()))
    },
  }
}
