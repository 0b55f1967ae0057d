import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useText } from '../app/language.ts'
import { isProblem } from '../app/problem.ts'
import { problemWords } from './problem-words.ts'
import { uiText } from './text.ts'

type Props = { error: unknown; onRetry?: () => void; labels?: Record<string, string> }

/** A refused or failed command above the form that stays as typed; takes the focus so that it is read out. */
export function ProblemAlert({ error, onRetry, labels = {} }: Props) {
  const text = useText(uiText)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) box.current?.focus()
  }, [error])
  if (!error) return null
  const { title, detail } = problemWords(error, text)
  const fields = isProblem(error) ? error.fields : []
  return (
    <div ref={box} tabIndex={-1} className="problem">
      <Alert
        type="error"
        showIcon
        title={title}
        description={
          <>
            <p>{detail}</p>
            {isProblem(error, 'account.totp_enrolment_required') && <Link to="/account">{text.enrol}</Link>}
            {fields.length > 0 && (
              <ul>
                {fields.map((field) => (
                  <li key={`${field.path} ${field.code}`}>
                    {labels[field.path] && <strong>{labels[field.path]}：</strong>}
                    {field.detail}
                  </li>
                ))}
              </ul>
            )}
          </>
        }
        action={
          onRetry && (
            <Button size="small" onClick={onRetry}>
              {text.retry}
            </Button>
          )
        }
      />
    </div>
  )
}
