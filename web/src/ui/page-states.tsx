import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useText } from '../app/language.ts'
import { useReachable } from '../app/reachability.ts'
import { EmptyState } from './empty-state.tsx'
import { ErrorState } from './error-state.tsx'
import { GateLayout } from './gate-layout.tsx'
import { uiText } from './text.ts'

/** A page that failed inside the frame; trying again also reads its data again, as does the server's return. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  const again = useRef(retry)
  again.current = retry
  const reachable = useReachable()
  const wait = useRef(!reachable)
  useEffect(() => {
    if (reachable && wait.current) again.current()
    wait.current = !reachable
  }, [reachable])
  return <ErrorState heading="h1" error={error} onRetry={retry} />
}

/** The same where the frame itself could not be built. */
export function FramelessPageError(props: ErrorComponentProps) {
  return (
    <GateLayout wide>
      <PageError {...props} />
    </GateLayout>
  )
}

export function PageNotFound() {
  const text = useText(uiText)
  return (
    <EmptyState heading="h1" title={text.notFoundTitle} action={<Link to="/">{text.home}</Link>}>
      {text.notFoundBody}
    </EmptyState>
  )
}

export function FramelessNotFound() {
  return (
    <GateLayout wide>
      <PageNotFound />
    </GateLayout>
  )
}
