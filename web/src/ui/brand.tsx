import { Link } from '@tanstack/react-router'
import { useText } from '../app/language.ts'
import { uiText } from './text.ts'

/** The seal-like mark: a deed with a corner and a tick. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="mark">
      <rect width="32" height="32" rx="7" fill="currentColor" />
      <g fill="none" stroke="var(--mark-ink, #fff)" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round">
        <path d="M9 8h9.5L23 12.5V24H9z" />
        <path d="M12.5 16.5l2.6 2.6 4.6-5" />
      </g>
    </svg>
  )
}

export function Brand() {
  const text = useText(uiText)
  return (
    <Link to="/" className="brand">
      <Mark />
      <span className="brand-name">{text.product}</span>
      <span className="brand-long">{text.productLong}</span>
    </Link>
  )
}
