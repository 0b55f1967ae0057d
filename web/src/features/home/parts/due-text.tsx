import { DateText } from '../../../ui/date-text.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'

/** A due day and how far off it is. */
export function DueText({ due }: { due: string }) {
  return (
    <span className="due">
      <DateText at={due} day />
      <DaysLeft due={due} />
    </span>
  )
}
