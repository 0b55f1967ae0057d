import type { Column } from './data-table.tsx'
import { DateText } from './date-text.tsx'
import { DaysLeft } from './days-left.tsx'

/** The last two columns of lists of work: the last day with how far off it is, and when the row last moved. */
export const dueColumns = <Row extends { due: string | null; updatedAt: string }>(titles: {
  due: string
  updated: string
}): Column<Row>[] => [
  {
    key: 'due',
    title: titles.due,
    cell: ({ due }) => (
      <span className="case-cell">
        {due && <DateText at={due} day />}
        <DaysLeft due={due} />
      </span>
    ),
  },
  { key: 'updated', title: titles.updated, cell: ({ updatedAt }) => <DateText at={updatedAt} /> },
]
