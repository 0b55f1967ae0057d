import { Input } from 'antd'
import { type ReactNode, useId } from 'react'

type Props = {
  label: ReactNode
  help?: ReactNode
  error?: ReactNode
  value: string
  type?: 'text' | 'date' | 'time' | 'number'
  max?: number
  onChange: (value: string) => void
}

/** A labelled field of one line with its help and its error, both told to a screen reader. */
export function LineField({ label, help, error, value, type = 'text', max = 200, onChange }: Props) {
  const id = useId()
  const said = error || help
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type={type}
        value={value}
        maxLength={max}
        status={error ? 'error' : ''}
        aria-invalid={error ? true : undefined}
        aria-describedby={said ? `${id}-help` : undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      {said && (
        <p id={`${id}-help`} className={error ? 'entry-error' : 'entry-help'} role={error ? 'alert' : undefined}>
          {said}
        </p>
      )}
    </div>
  )
}
