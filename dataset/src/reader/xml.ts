import { SaxesParser } from 'saxes'
import { longestRow, TableFault } from './types.ts'

/** What happens in XML, by local names: spreadsheets differ in their prefixes. */
export interface XmlEvents {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Reads XML as it comes; entities other than the five of XML are refused, so nothing grows. Throws TableFault: `oversized` for a text or tag
 * beyond the bound, which the parser would hold in memory.
 */
export const createXmlReader = ({ open, close, text }: XmlEvents) => {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  let held = 0
  parser.on('error', () => {
    throw new TableFault('malformed')
  })
  parser.on('opentag', (tag) => {
    held = 0
    open?.(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    held = 0
    close?.(localName(tag.name))
  })
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  return {
    push: (piece: string) => {
      held += piece.length
      if (held > longestRow) throw new TableFault('oversized')
      parser.write(piece)
    },
    end: () => {
      parser.close()
    },
  }
}
