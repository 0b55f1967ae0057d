import { TableError } from '@datadeed/dataset'
import { useLanguage, useText } from '../../../app/language.ts'
import { HashText } from '../../../ui/hash-text.tsx'
import { depositText } from '../text.ts'
import type { Prepared } from './prepare.ts'

const most = 20

/** The value of each table, which stays the same in whatever format it is saved; or why it has none. */
export function TableValues({ tables }: { tables: Prepared['tables'] }) {
  const text = useText(depositText)
  const language = useLanguage()
  return (
    <ul className="table-values">
      {tables.slice(0, most).map(({ path, ordered, refused }) => (
        <li key={path}>
          <span className="path">{path}</span>
          {ordered ? (
            <HashText hash={ordered.sha256} what={text.review.table.value} />
          ) : (
            <span className="warn">
              {refused ? new TableError(refused.code, refused.place).text(language) : text.review.table.unmade}{' '}
              {text.review.table.harmless}
            </span>
          )}
        </li>
      ))}
      {tables.length > most && <li className="hint">{text.create.moreFiles(tables.length - most)}</li>}
    </ul>
  )
}
