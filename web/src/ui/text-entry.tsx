import { Input } from 'antd'
import { type ReactNode, useId } from 'react'

type Props = {
  label: ReactNode
  help?: ReactNode
  error?: ReactNode
  value: string
  max: number
  rows?: number
  focus?: boolean
  onChange: (value: string) => void
}

/** A labelled field of several lines with its help, its error and a count, all told to a screen reader. */
export function TextEntry({ label, help, error, value, max, rows = 4, focus = false, onChange }: Props) {
  const id = useId()
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        value={value}
        autoFocus={focus}
        autoSize={{ minRows: rows, maxRows: 14 }}
        showCount={{ formatter: ({ count }) => `${count} / ${max}` }}
        status={error ? 'error' : ''}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-help`} className={error ? 'entry-error' : 'entry-help'} role={error ? 'alert' : undefined}>
        {error || help}
      </p>
    </div>
  )
}
