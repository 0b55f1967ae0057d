import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useText } from '../app/language.ts'
import { EmptyState } from './empty-state.tsx'
import { ErrorState } from './error-state.tsx'
import { GateLayout } from './gate-layout.tsx'
import { uiText } from './text.ts'

/** A page that failed inside the frame; trying again also reads its data again. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
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
