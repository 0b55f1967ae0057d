import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { meQuery } from '../../app/session.ts'
import { watchesQuery } from '../../features/watch/api.ts'
import { WatchPage } from '../../features/watch/pages/watch-page.tsx'

export const Route = createFileRoute('/_work/watches')({
  loader: ({ context }) => context.queryClient.ensureQueryData(watchesQuery),
  component: Watches,
})

function Watches() {
  const me = useSuspenseQuery(meQuery).data
  return <WatchPage withDeposit={me.can.includes('deposit.create')} />
}
