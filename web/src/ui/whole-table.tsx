import { DataTable, type DataTableProps } from './data-table.tsx'

type Props<Row> = Pick<DataTableProps<Row>, 'label' | 'columns' | 'rows' | 'rowKey'> &
  Partial<Pick<DataTableProps<Row>, 'empty'>>

/** A list that comes whole: neither pages nor an order in the address. */
export const WholeTable = <Row extends object>({ empty = null, ...list }: Props<Row>) => (
  <DataTable {...list} empty={empty} search={{}} onSearch={() => {}} next={null} total={list.rows.length} />
)
