import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { systemQuery } from '../../../app/session.ts'
import { GateLayout } from '../../../ui/gate-layout.tsx'
import { SignInForm } from '../parts/sign-in-form.tsx'
import { accountText } from '../text.ts'

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const text = useText(accountText).signIn
  const { data: system } = useQuery(systemQuery)
  return (
    <GateLayout title={text.title} lead={text.lead}>
      <SignInForm onSignedIn={onSignedIn}>
        <div className="gate-more">
          <span>
            {text.noAccount} <Link to="/sign-up">{text.signUp}</Link>
          </span>
          <Link to="/reset">{text.forgot}</Link>
        </div>
      </SignInForm>
      <div className="gate-note">
        {system?.demo && <p>{text.demo}</p>}
        <p>
          {text.publicNote} <a href="/">{text.portal}</a>
        </p>
      </div>
    </GateLayout>
  )
}
