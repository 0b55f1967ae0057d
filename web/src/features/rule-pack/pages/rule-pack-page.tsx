import { useSuspenseQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { rulePackQuery } from '../../examination/api.ts'
import { PackEntries } from '../parts/pack-entries.tsx'
import { VersionList } from '../parts/version-list.tsx'
import { rulePackText } from '../text.ts'
import '../rule-pack.css'

/** The rules in force as staff may read them, with their versions. */
export function RulePackPage() {
  const text = useText(rulePackText)
  const pack = useSuspenseQuery(rulePackQuery).data
  const { can } = useSuspenseQuery(meQuery).data
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead(pack.name)}
        above={
          <>
            {text.version(pack.version)}，{text.from} <DateText at={pack.effectiveFrom} day /> {text.since}
          </>
        }
      />
      {can.includes('queue.read') && <VersionList kind="rule_pack" />}
      <PackEntries pack={pack} />
    </>
  )
}
