import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { calendarFileQuery, packFileQuery, type RuleVersion, versionQuery } from '../api.ts'
import { CalendarDays } from '../parts/calendar-days.tsx'
import { ComparisonPanel } from '../parts/comparison-panel.tsx'
import { Decision } from '../parts/decision.tsx'
import { PackEntries } from '../parts/pack-entries.tsx'
import { PreviewPanel } from '../parts/preview-panel.tsx'
import { SimulationPanel } from '../parts/simulation-panel.tsx'
import { VersionFacts, versionTones } from '../parts/version-list.tsx'
import { versionText } from '../version-text.ts'
import '../rule-pack.css'

function Head({ version }: { version: RuleVersion }) {
  const text = useText(versionText)
  return (
    <>
      <PageHeader
        title={`${version.kind === 'calendar' ? text.calendar.title : version.jurisdiction} ${text.version(version.version)}`}
        lead={version.name}
        above={<Link to={version.kind === 'calendar' ? '/calendar' : '/rule-pack'}>{text.back[version.kind]}</Link>}
        tags={<StatusTag tone={versionTones[version.status]}>{text.statuses[version.status]}</StatusTag>}
        actions={
          <a href={`/api/v1/rule-versions/${version.id}/file`} download={`${version.kind}-${version.version}.json`}>
            {text.download}
          </a>
        }
      />
      <VersionFacts version={version} />
      {version.can.length > 0 && <Decision version={version} />}
    </>
  )
}

/** Whether the reader may see what a version does to cases. */
function useSimulates(): boolean {
  const { roles } = useSuspenseQuery(meQuery).data.account
  return roles.includes('administrator') || roles.includes('auditor')
}

/** One version of the rule pack: what to do with it, what it changes, what it would have done, and all of its entries. */
export function PackVersionPage({ id }: { id: string }) {
  const version = useSuspenseQuery(versionQuery(id)).data
  const pack = useSuspenseQuery(packFileQuery(id)).data
  const simulates = useSimulates()
  return (
    <>
      <Head version={version} />
      <ComparisonPanel version={version} />
      {simulates && <SimulationPanel id={id} />}
      <PackEntries pack={pack} />
    </>
  )
}

/** One version of the calendar: its days, and the open deadlines that a draft would move. */
export function CalendarVersionPage({ id }: { id: string }) {
  const version = useSuspenseQuery(versionQuery(id)).data
  const file = useSuspenseQuery(calendarFileQuery(id)).data
  const simulates = useSimulates()
  return (
    <>
      <Head version={version} />
      {version.status === 'draft' && simulates && <PreviewPanel id={id} />}
      <CalendarDays file={file} />
    </>
  )
}
