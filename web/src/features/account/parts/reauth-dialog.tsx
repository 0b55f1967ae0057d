import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { provideReauth } from '../../../app/reauth.ts'
import { meQuery } from '../../../app/session.ts'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { accountText } from '../text.ts'

/** Every page has this dialog, few open it. */
const SignInForm = lazy(() => import('./sign-in-form.tsx').then(({ SignInForm }) => ({ default: SignInForm })))

type Props = { login: string; onLeave: () => void }

/** Asks for the password over whatever is being filled in; the refused request then goes out again by itself. */
export function ReauthDialog({ login, onLeave }: Props) {
  const text = useText(accountText).again
  const client = useQueryClient()
  const answer = useRef<((signedIn: boolean) => void) | null>(null)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    const remove = provideReauth(() => {
      setOpen(true)
      return new Promise((resolve) => {
        answer.current = resolve
      })
    })
    return () => {
      remove()
      answer.current?.(false)
    }
  }, [])

  const settle = (signedIn: boolean) => {
    setOpen(false)
    answer.current?.(signedIn)
    answer.current = null
    if (signedIn) void client.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  return (
    <Modal
      open={open}
      title={text.title}
      footer={null}
      mask={{ closable: false }}
      onCancel={() => settle(false)}
      destroyOnHidden
    >
      <p className="again-lead">{text.lead}</p>
      <Suspense fallback={<ListSkeleton />}>
        <SignInForm login={login} onSignedIn={() => settle(true)}>
          <p className="gate-note">
            <button
              type="button"
              className="link-button"
              onClick={() => {
                settle(false)
                onLeave()
              }}
            >
              {text.leave}
            </button>
          </p>
        </SignInForm>
      </Suspense>
    </Modal>
  )
}
