import type { ProfileInput, TableFacts, TableSink } from './types.ts'
import { TableFault } from './types.ts'
import type { CellFormat } from './xlsx-format.ts'
import { readStyles } from './xlsx-format.ts'
import { createSheetReader } from './xlsx-sheet.ts'
import { createXmlReader } from './xml.ts'
import type { Archive } from './zip.ts'
import { openArchive } from './zip.ts'

/** Most characters of shared texts, which are held in memory. */
const mostShared = 256 * 1024 * 1024

/** Reads the first sheet of a workbook that is shown; its first row with a value is the heading, rows without a value are none. Throws TableFault. */
export const readXlsxTable = async (input: ProfileInput, start: () => TableSink): Promise<Partial<TableFacts>> => {
  const archive = await openArchive(input)
  const book = await readBook(archive)
  const first = book.sheets.find(({ hidden }) => !hidden) ?? book.sheets[0]
  const path = first && book.targets.get(first.relation)
  if (!first || path === undefined) throw new TableFault('malformed')
  const formats: CellFormat[] = archive.has('xl/styles.xml') ? await readStyles(archive, 'xl/styles.xml') : []
  const shared = archive.has('xl/sharedStrings.xml') ? await readShared(archive) : []
  const reader = createSheetReader(start(), { shared, formats, date1904: book.date1904 })
  await archive.read(path, reader.push)
  const { rows, raggedRows } = reader.end()
  return { rows, raggedRows, sheet: first.name, otherSheets: book.sheets.length - 1 }
}

interface Book {
  sheets: { name: string; relation: string; hidden: boolean }[]
  /** paths in the archive by relation */
  targets: Map<string, string>
  date1904: boolean
}

const readBook = async (archive: Archive): Promise<Book> => {
  const book: Book = { sheets: [], targets: new Map(), date1904: false }
  const workbook = createXmlReader({
    open: (name, attributes) => {
      if (name === 'workbookPr') book.date1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      book.sheets.push({ name: attributes.name ?? '', relation, hidden: /hidden/i.test(attributes.state ?? '') })
    },
  })
  await archive.read('xl/workbook.xml', workbook.push)
  workbook.end()
  const relations = createXmlReader({
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') book.targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  await archive.read('xl/_rels/workbook.xml.rels', relations.push)
  relations.end()
  return book
}

const readShared = async (archive: Archive): Promise<string[]> => {
  const shared: string[] = []
  let length = 0
  let text = ''
  let inText = false
  let phonetic = false
  const reader = createXmlReader({
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') phonetic = true
    },
    text: (piece) => {
      if (inText && !phonetic) text += piece
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        length += text.length
        if (length > mostShared) throw new TableFault('oversized')
        shared.push(text)
      }
    },
  })
  await archive.read('xl/sharedStrings.xml', reader.push)
  reader.end()
  return shared
}
