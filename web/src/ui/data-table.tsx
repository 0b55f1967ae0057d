import { Button, Select, Table } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../app/language.ts'
import { useNarrow } from '../app/use-media.ts'
import { changeList, type ListSearch, orderOf } from './list-search.ts'
import { uiText } from './text.ts'

export type Column<Row> = {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  sortable?: boolean
  align?: 'right'
  width?: number | string
  /** `title` heads the phone card, `hidden` is left out of it. */
  card?: 'title' | 'hidden'
}

export type DataTableProps<Row> = {
  label: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  search: ListSearch
  onSearch: (next: ListSearch) => void
  next: string | null
  total?: number
  empty: ReactNode
  refreshing?: boolean
}

/** A list whose order and page live in the address; cards below 768 px. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, search, onSearch, empty, label, refreshing = false } = props
  const narrow = useNarrow()
  if (rows.length === 0 && !search.cursor) return empty
  return (
    <section className="data-table" aria-label={label} aria-busy={refreshing}>
      {narrow ? (
        <Cards {...props} />
      ) : (
        <Table<Row>
          columns={columns.map((column) => ({
            key: column.key,
            title: column.title,
            align: column.align,
            width: column.width,
            render: (_, row) => column.cell(row),
            ...(column.sortable && {
              sorter: true,
              sortOrder: orderOf(search.sort, column.key),
              showSorterTooltip: false,
            }),
          }))}
          dataSource={rows}
          rowKey={rowKey}
          pagination={false}
          scroll={{ x: true }}
          onChange={(_pages, _filters, sorter) => {
            if (Array.isArray(sorter)) return
            const field = String(sorter.columnKey)
            const sort = sorter.order === 'ascend' ? field : sorter.order === 'descend' ? `-${field}` : undefined
            onSearch(changeList(search, { sort }))
          }}
        />
      )}
      <Pages {...props} />
    </section>
  )
}

function Cards<Row extends object>({ columns, rows, rowKey, search, onSearch }: DataTableProps<Row>) {
  const text = useText(uiText).table
  const head = columns.find(({ card }) => card === 'title') ?? columns[0]
  const rest = columns.filter((column) => column !== head && column.card !== 'hidden')
  const orders = columns
    .filter(({ sortable }) => sortable)
    .flatMap(({ key, title }) => [
      { value: key, label: `${title} · ${text.sortAscending}` },
      { value: `-${key}`, label: `${title} · ${text.sortDescending}` },
    ])
  return (
    <>
      {orders.length > 0 && (
        <Select
          aria-label={text.sort}
          className="card-order"
          value={search.sort ?? ''}
          options={[{ value: '', label: text.sortDefault }, ...orders]}
          onChange={(sort) => onSearch(changeList(search, { sort }))}
        />
      )}
      <ul className="cards">
        {rows.map((row) => (
          <li key={rowKey(row)} className="card">
            <div className="card-title">{head?.cell(row)}</div>
            <dl>
              {rest.map(({ key, title, cell }) => {
                const value = cell(row)
                // Nothing to say needs no line of its own, unlike in a table.
                if (value === null || value === undefined || value === false || value === '') return null
                return (
                  <div key={key}>
                    <dt>{title}</dt>
                    <dd>{value}</dd>
                  </div>
                )
              })}
            </dl>
          </li>
        ))}
      </ul>
    </>
  )
}

function Pages<Row extends object>({ rows, search, onSearch, next, total }: DataTableProps<Row>) {
  const text = useText(uiText).table
  return (
    <nav className="pages no-print" aria-label={text.pages}>
      <span role="status">{total === undefined ? text.shown(rows.length) : text.total(total)}</span>
      {search.cursor && <Button onClick={() => onSearch({ ...search, cursor: undefined })}>{text.firstPage}</Button>}
      {next && <Button onClick={() => onSearch({ ...search, cursor: next })}>{text.nextPage}</Button>}
    </nav>
  )
}
