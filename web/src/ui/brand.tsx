import { markHalves } from '@datadeed/core/kernel/mark'
import { Link } from '@tanstack/react-router'
import { useText } from '../app/language.ts'
import { uiText } from './text.ts'

export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width={30} height={30} fill="currentColor" aria-hidden="true" className="mark">
      {markHalves.map(({ d, opacity }) => (
        <path key={d} d={d} opacity={opacity} />
      ))}
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
