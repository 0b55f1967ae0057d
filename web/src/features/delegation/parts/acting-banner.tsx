import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { actingOf, believedActing, refusals } from '../../../app/acting.ts'
import type { Me } from '../../../app/paths.ts'
import { meQuery } from '../../../app/session.ts'

const ActingWords = lazy(() => import('./acting-words.tsx').then(({ ActingWords }) => ({ default: ActingWords })))

/** Over every page while one acts for another; loaded by whoever does. */
export function ActingBanner({ me }: { me: Me }) {
  const client = useQueryClient()
  useEffect(() => {
    const look = () => void client.invalidateQueries({ queryKey: meQuery.queryKey })
    refusals.addEventListener('refused', look)
    return () => refusals.removeEventListener('refused', look)
  }, [client])
  const believed = believedActing()
  if (!me.acting && (believed === null || believed === actingOf(me))) return null
  return (
    <Suspense>
      <ActingWords me={me} />
    </Suspense>
  )
}
