import { createFileRoute, useRouter } from '@tanstack/react-router'
import { safeNext } from '../app/session.ts'
import { SignInPage } from '../features/account/pages/sign-in-page.tsx'

export const Route = createFileRoute('/sign-in')({
  validateSearch: (raw: Record<string, unknown>): { next?: string } => {
    const next = safeNext(raw.next)
    return next ? { next } : {}
  },
  component: SignIn,
})

function SignIn() {
  const { next } = Route.useSearch()
  const router = useRouter()
  return <SignInPage onSignedIn={() => void router.navigate({ to: next ?? '/', replace: true })} />
}
