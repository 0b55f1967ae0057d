import type { ReactNode } from 'react'
import { useText } from '../app/language.ts'
import { uiText } from './text.ts'

export type KeyValue = { key: string; label: ReactNode; value: ReactNode; wide?: boolean }

/** Facts as label and value, in two columns where there is room. */
export function KeyValues({ items }: { items: KeyValue[] }) {
  const text = useText(uiText)
  return (
    <dl className="key-values">
      {items.map(({ key, label, value, wide }) => (
        <div key={key} className={wide ? 'wide' : undefined}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined || value === '' ? text.none : value}</dd>
        </div>
      ))}
    </dl>
  )
}
