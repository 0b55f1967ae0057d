import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { DataTable, type DataTableProps } from './data-table.tsx'
import { EmptyState } from './empty-state.tsx'
import { ErrorState } from './error-state.tsx'
import { ListSkeleton } from './skeletons.tsx'

type Words = { title: string; body: string; action?: ReactNode }
type Props<Row> = Pick<DataTableProps<Row>, 'label' | 'columns' | 'rowKey' | 'search' | 'onSearch'> & {
  list: UseQueryResult<{ items: Row[]; next: string | null; total?: number }>
  /** Said when there is nothing at all. */
  empty: Words
  /** Said when the filters in the address leave nothing; without it the list has no filters in force. */
  noneFound?: Words & { clear: string }
}

/** A list as it is read: being loaded, not to be had, empty, without hits, or the table with its pages. */
export function QueryTable<Row extends object>({ list, empty, noneFound, ...table }: Props<Row>) {
  const { data, error, isPlaceholderData } = list
  const clear = noneFound && <Button onClick={() => table.onSearch({})}>{noneFound.clear}</Button>
  if (!data)
    return error ? (
      <ErrorState error={error} onRetry={() => void list.refetch()}>
        {clear}
      </ErrorState>
    ) : (
      <ListSkeleton />
    )
  const words = noneFound ?? empty
  return (
    <DataTable
      {...table}
      rows={data.items}
      next={data.next}
      total={data.total}
      refreshing={isPlaceholderData}
      empty={
        <EmptyState title={words.title} action={clear ?? empty.action}>
          {words.body}
        </EmptyState>
      }
    />
  )
}
