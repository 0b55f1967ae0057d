import { useText } from '../app/language.ts'
import { uiText } from './text.ts'

function Bars({ widths }: { widths: number[] }) {
  return widths.map((width, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the bars are identical and never reorder
    <span key={row} className="bar" style={{ width: `${width}%` }} />
  ))
}

function Waiting({ className, widths }: { className: string; widths: number[] }) {
  const text = useText(uiText)
  return (
    <div className={`skeleton ${className}`} role="status" aria-label={text.loading}>
      <Bars widths={widths} />
    </div>
  )
}

/** A page on its way: heading, sentence, block of lines. */
export const PageSkeleton = () => <Waiting className="skeleton-page" widths={[34, 58, 100, 96, 98, 72]} />
/** A list on its way, as many rows as it will probably show. */
export const ListSkeleton = ({ rows = 8 }: { rows?: number }) => (
  <Waiting className="skeleton-list" widths={Array.from({ length: rows }, () => 100)} />
)
/** A form on its way: labels above fields. */
export const FormSkeleton = ({ fields = 4 }: { fields?: number }) => (
  <Waiting className="skeleton-form" widths={Array.from({ length: fields }, () => [18, 100]).flat()} />
)
