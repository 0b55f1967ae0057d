import type { ReactNode } from 'react'
import { useTitle } from './use-title.ts'

type Props = { title: string; children: ReactNode; action?: ReactNode; icon?: ReactNode; heading?: 'h1' | 'h2' }

/** Nothing here yet: says so, and what to do to change that. */
export function EmptyState({ title, children, action, icon, heading: Heading = 'h2' }: Props) {
  useTitle(Heading === 'h1' ? title : null)
  return (
    <div className="state">
      <div className="state-icon">
        {icon ?? (
          <svg
            aria-hidden="true"
            viewBox="0 0 48 48"
            width="48"
            height="48"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
          >
            <path d="M11 6h18l8 8v28H11z" strokeLinejoin="round" />
            <path d="M29 6v8h8M18 24h12M18 31h8" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        )}
      </div>
      <Heading>{title}</Heading>
      <p>{children}</p>
      {action && <div className="state-actions">{action}</div>}
    </div>
  )
}
