import { Fragment, type ReactNode } from 'react'
import { FormSection } from '../../../ui/form-section.tsx'

/** One piece of work: where it is done, what it concerns, and the fact that decides when to do it. */
export type Work = { key: string; link: ReactNode; about: ReactNode; fact?: ReactNode }

/** `待补正 · GZJT-S-2026-000039`, broken between its parts only. */
export const about = (...parts: string[]): ReactNode =>
  parts.map((part, at) => (
    <Fragment key={part}>
      {at > 0 && ' · '}
      <span className="part">{part}</span>
    </Fragment>
  ))

type Props = {
  title: string
  lead?: ReactNode
  items: Work[]
  /** What to say, and do, when there is none; without it the list is left out. */
  empty?: ReactNode
  /** Link to the whole list when it is longer. */
  more?: ReactNode
}

export function WorkList({ title, lead, items, empty, more }: Props) {
  if (items.length === 0 && !empty) return null
  return (
    <FormSection title={title} lead={items.length > 0 ? lead : undefined}>
      {items.length === 0 ? (
        <div className="work-empty">{empty}</div>
      ) : (
        <ul className="work">
          {items.map(({ key, link, about, fact }) => (
            <li key={key}>
              <div>
                {link}
                <p>{about}</p>
              </div>
              {fact && <div className="work-fact">{fact}</div>}
            </li>
          ))}
        </ul>
      )}
      {more && <p className="work-more">{more}</p>}
    </FormSection>
  )
}
