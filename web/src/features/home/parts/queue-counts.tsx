import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { countOf, queueTabNames } from '../../examination/queue-search.ts'
import { homeText } from '../text.ts'

/** How many cases are in each group of states; a number leads to its cases. */
export function QueueCounts({ counts }: { counts: Record<string, number> }) {
  const text = useText(homeText)
  return (
    <FormSection title={text.queue} lead={text.queueLead}>
      <ul className="counts">
        {queueTabNames.map((tab) => (
          <li key={tab}>
            <Link to="/queue" search={{ tab }} className="count">
              <strong>{countOf(counts, tab)}</strong> <span>{text.tabs[tab]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </FormSection>
  )
}
