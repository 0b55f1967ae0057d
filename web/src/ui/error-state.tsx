import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useText } from '../app/language.ts'
import { isProblem } from '../app/problem.ts'
import { problemWords } from './problem-words.ts'
import { uiText } from './text.ts'
import { useTitle } from './use-title.ts'

type Props = { error: unknown; onRetry?: () => void; children?: ReactNode; heading?: 'h1' | 'h2' }

/** In place of content that could not be read: what happened, what to do, and again. Forms stay mounted and use ProblemAlert. */
export function ErrorState({ error, onRetry, children, heading: Heading = 'h2' }: Props) {
  const text = useText(uiText)
  const { title, detail } = problemWords(error, text)
  useTitle(Heading === 'h1' ? title : null)
  useEffect(() => {
    if (!isProblem(error)) console.error(error)
  }, [error])
  return (
    <div className="state" role="alert">
      <Heading>{title}</Heading>
      <p>{detail}</p>
      <div className="state-actions">
        {onRetry && (
          <Button type="primary" onClick={onRetry}>
            {text.retry}
          </Button>
        )}
        {isProblem(error, 'account.totp_enrolment_required') && <Link to="/account">{text.enrol}</Link>}
        {children}
      </div>
    </div>
  )
}
