import { toChinaDate } from '@datadeed/core/kernel/dates'
import { regionName } from '@datadeed/core/kernel/regions'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { meQuery, systemQuery } from '../../../app/session.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { type CoachingCase, coachingQuery } from '../api.ts'
import { Appointments } from '../parts/appointments.tsx'
import { Closing } from '../parts/closing.tsx'
import { EligibilityResult } from '../parts/eligibility-result.tsx'
import { History } from '../parts/history.tsx'
import { Links } from '../parts/links.tsx'
import { MessageForm, RecordForm } from '../parts/record-form.tsx'
import { CoachingStatus } from '../parts/status.tsx'
import { Tasks } from '../parts/tasks.tsx'
import { ToCoaching } from '../parts/to-coaching.tsx'
import { coachingText } from '../text.ts'
import { useCoaching } from '../use-coaching.ts'
import '../coaching.css'

function Acts({ c }: { c: CoachingCase }) {
  const text = useText(coachingText)
  const { account } = useSuspenseQuery(meQuery).data
  const take = useCoaching(c, 'taking', text.taken)
  const reopen = useCoaching(c, 'reopening', text.reopened)
  const mine = c.coachId === account.id
  return (
    <>
      <ProblemAlert error={take.error ?? reopen.error} />
      {c.can.includes('take') && !mine && (
        <Button
          type={c.status === 'open' ? 'primary' : 'default'}
          loading={take.isPending}
          onClick={() => take.mutate({ note: '' })}
        >
          {c.coachId === null ? text.take : text.takeOver}
        </Button>
      )}
      {c.can.includes('close') && <Closing c={c} />}
      {c.can.includes('reopen') && (
        <Button loading={reopen.isPending} onClick={() => reopen.mutate({ note: '' })}>
          {text.reopen}
        </Button>
      )}
    </>
  )
}

/** One coaching case, for the company and its coach alike. */
export function CoachingPage({ id }: { id: string }) {
  const text = useText(coachingText)
  const c = useSuspenseQuery(coachingQuery(id)).data
  const { data: system } = useQuery(systemQuery)
  const today = system && toChinaDate(Date.parse(system.now))
  return (
    <>
      <PageHeader
        title={c.topic}
        above={<ToCoaching />}
        tags={<CoachingStatus status={c.status} />}
        actions={<Acts c={c} />}
      />
      <FormSection title={text.facts}>
        <KeyValues
          items={[
            { key: 'number', label: text.number, value: <code>{c.number}</code> },
            { key: 'party', label: text.columns.party, value: c.partyName },
            { key: 'place', label: text.prefecture, value: regionName(c.prefectureCode) },
            { key: 'coach', label: text.coach, value: c.coachName ?? text.noCoach },
            { key: 'channel', label: text.channel, value: text.channels[c.channel] },
            { key: 'contact', label: text.firstContact, value: <DateText at={c.firstContactAt} day /> },
            { key: 'opened', label: text.openedBy, value: c.openedBy },
            ...(c.outcome
              ? [
                  {
                    key: 'outcome',
                    label: text.outcome,
                    value: (text.outcomes as Record<string, string>)[c.outcome] ?? c.outcome,
                  },
                ]
              : []),
          ]}
        />
      </FormSection>
      <EligibilityResult eligibility={c.eligibility} />
      <Links c={c} />
      <Tasks c={c} />
      <Appointments c={c} />
      {c.can.includes('record') && today && <RecordForm c={c} today={today} />}
      {c.can.includes('message') && <MessageForm c={c} />}
      <History events={c.events} />
    </>
  )
}
