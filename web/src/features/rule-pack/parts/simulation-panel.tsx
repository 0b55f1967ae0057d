import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDate } from '../../../ui/format.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { clockText } from '../../clock/text.ts'
import { registerAffairsText } from '../../register-affairs/text.ts'
import { type Simulation, simulationQuery } from '../api.ts'
import { versionText } from '../version-text.ts'

type Item = Simulation['items'][number]
type Difference = Item['differences'][number]

/** What a finding says, without the word for how grave it is. */
const told = (value: string | null) => value?.replace(/^(error|warning|hint):/, '') ?? null

type Told = { label: string; name: string; before: string | null; after: string | null }

function OneDifference({ label, name, before, after }: Told) {
  const { empty } = useText(versionText).comparison
  const language = useLanguage()
  const side = (value: string | null) =>
    value?.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => formatDate(day, language)) ?? empty
  return (
    <li>
      {label}
      {name && `（${name}）`}：<del>{side(before)}</del> <ins>{side(after)}</ins>
    </li>
  )
}

function CaseDifference({ kind, item, before, after }: Difference) {
  const { steps, kinds } = useText(versionText).simulation
  const [step = '', which] = item.split(' ')
  const timed = kind === 'deadline' || kind === 'validity'
  const name = timed ? `${steps[step] ?? step}${which ? ` ${which}` : ''}` : ''
  return (
    <OneDifference
      label={(kinds as Record<string, string>)[kind] ?? kind}
      {...{ name, before: told(before), after: told(after) }}
    />
  )
}

function RegistryDifference({ kind, item, before, after }: Difference) {
  const { kinds, points, acts } = useText(versionText).simulation.registrations
  const affairs: Record<string, string> = { ...useText(registerAffairsText).kinds, ...acts }
  const [head = '', ...rest] = item.split(' ').filter((word) => word !== 'burden')
  const named = (value: string | null) => value?.replace(/[a-z]+(?:_[a-z]+)?/g, (word) => affairs[word] ?? word) ?? null
  const name = [rest.join(' '), points[head] ?? head].filter(Boolean).join(' ')
  return (
    <OneDifference
      label={(kinds as Record<string, string>)[kind] ?? kind}
      {...{ name, before: named(before), after: named(after) }}
    />
  )
}

/** Whom on which day: a side of a reminder in words. */
function ReminderDifference({ kind, item, before, after }: Difference) {
  const { kinds, clocks } = useText(versionText).simulation.reminders
  const { levels, roles, simulation } = useText(clockText)
  const named: Record<string, string> = { ...clocks, ...levels, ...simulation.effects }
  const words = item.replace(/reminder (\d+)/, (_, days) => simulation.reminder(Number(days))).split(' ')
  const side = (value: string | null) => {
    const [day, ...tell] = value?.split(' ') ?? []
    return day === undefined
      ? null
      : `${day} ${tell.map((role) => (roles as Record<string, string>)[role] ?? role).join('、')}`
  }
  return (
    <OneDifference
      label={(kinds as Record<string, string>)[kind] ?? kind}
      name={words.map((word) => named[word] ?? word).join(' ')}
      {...{ before: side(before), after: side(after) }}
    />
  )
}

function LineageDifference({ kind, item, before, after }: Difference) {
  const { kinds, points } = useText(versionText).simulation.lineage
  return (
    <OneDifference
      label={(kinds as Record<string, string>)[kind] ?? kind}
      {...{ name: kind === 'parent' ? (points[item] ?? item) : '', before, after }}
    />
  )
}

type Entry = { key: string; head: ReactNode; version: string; differences: readonly Difference[] }
type Words = { title: string; lead: string; none: string; noneBody: string; same: string; sameBody: string }
type Part = {
  words: Words
  examined: number
  differing: number
  summary: string
  counts: { key: string; label: string; value: string }[]
  entries: readonly Entry[]
  show: (difference: Difference) => ReactNode
}

/** What would be otherwise, counted and one by one. */
function SimulatedPart({ words, examined, differing, summary, counts, entries, show }: Part) {
  const text = useText(versionText).simulation
  return (
    <FormSection title={words.title} lead={words.lead}>
      {examined === 0 ? (
        <EmptyState title={words.none}>{words.noneBody}</EmptyState>
      ) : (
        <>
          <p role="status">{summary}</p>
          {differing === 0 ? (
            <EmptyState title={words.same}>{words.sameBody}</EmptyState>
          ) : (
            <KeyValues items={counts} />
          )}
          {entries.length < differing && <p className="hint">{text.listed(entries.length)}</p>}
          <ul className="rule-entries">
            {entries.map(({ key, head, version, differences }) => (
              <li key={key}>
                <div className="rule-head">
                  <span>{head}</span>
                  <span className="hint">{text.under(version)}</span>
                </div>
                <ul className="rule-differences">
                  {differences.map((difference) => (
                    <Fragment key={`${difference.kind} ${difference.item}`}>{show(difference)}</Fragment>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
    </FormSection>
  )
}

const countsOf = (names: Record<string, string>, counts: Readonly<Record<string, number>>) =>
  Object.entries(names).map(([key, label]) => ({ key, label, value: String(counts[key] ?? 0) }))

function CaseLink({ id, number }: { id: string; number: string }) {
  return (
    <Link to="/queue/$id" params={{ id }}>
      <code>{number}</code>
    </Link>
  )
}

function RegistrationLink({ id, number }: { id: string; number: string }) {
  return (
    <Link to="/registrations/$id" params={{ id }}>
      <code>{number}</code>
    </Link>
  )
}

/** What past cases, registrations and lineages would have had otherwise, and who would be reminded when, counted and one by one. */
export function SimulationPanel({ id }: { id: string }) {
  const text = useText(versionText).simulation
  const { registrations: words } = text
  const run = useQuery(simulationQuery(id))
  const { data } = run
  if (!data)
    return (
      <FormSection title={text.title} lead={text.lead}>
        {run.error ? <ErrorState error={run.error} onRetry={() => void run.refetch()} /> : <ListSkeleton />}
      </FormSection>
    )
  const { registrations, submission, reminders, lineage } = data
  return (
    <>
      <SimulatedPart
        words={text}
        {...{ examined: data.examined, differing: data.differing, counts: countsOf(text.kinds, data.counts) }}
        summary={
          text.summary(data.examined, data.total, data.differing) +
          text.submission(submission.stopped, submission.freed)
        }
        entries={data.items.map(({ caseId, caseNumber, caseName, version, differences }) => ({
          ...{ key: caseId, version, differences },
          head: (
            <>
              <CaseLink id={caseId} number={caseNumber} /> {caseName}
            </>
          ),
        }))}
        show={(difference) => <CaseDifference {...difference} />}
      />
      <SimulatedPart
        words={words}
        {...{ examined: registrations.examined, differing: registrations.differing }}
        counts={countsOf(words.kinds, registrations.counts)}
        summary={
          words.summary(registrations.examined, registrations.total, registrations.differing) +
          words.over(registrations.ended, registrations.revived)
        }
        entries={registrations.items.map(({ entryId, number, name, version, differences }) => ({
          ...{ key: entryId, version, differences },
          head: (
            <>
              <RegistrationLink id={entryId} number={number} /> {name}
            </>
          ),
        }))}
        show={(difference) => <RegistryDifference {...difference} />}
      />
      <SimulatedPart
        words={text.reminders}
        {...{ examined: reminders.examined, differing: reminders.differing }}
        counts={countsOf(text.reminders.kinds, reminders.counts)}
        summary={
          text.reminders.summary(reminders.examined, reminders.total, reminders.differing) +
          text.reminders.ahead(reminders.ahead.before, reminders.ahead.after)
        }
        entries={reminders.items.map(({ entryId, caseId, number, name, version, differences }) => ({
          ...{ key: number, version, differences },
          head: (
            <>
              {entryId && <RegistrationLink id={entryId} number={number} />}
              {caseId && <CaseLink id={caseId} number={number} />} {name}
            </>
          ),
        }))}
        show={(difference) => <ReminderDifference {...difference} />}
      />
      <SimulatedPart
        words={text.lineage}
        {...{ examined: lineage.examined, differing: lineage.differing }}
        counts={countsOf(text.lineage.kinds, lineage.counts)}
        summary={
          text.lineage.summary(lineage.examined, lineage.total, lineage.differing) +
          text.lineage.judged(lineage.stopped, lineage.freed)
        }
        entries={lineage.items.map(({ linkId, entryId, caseId, number, name, parentId, parentNumber, ...one }) => ({
          ...{ key: linkId, version: one.version, differences: one.differences },
          head: (
            <>
              {entryId ? <RegistrationLink id={entryId} number={number} /> : <CaseLink id={caseId} number={number} />}{' '}
              {name}，{text.lineage.from} <RegistrationLink id={parentId} number={parentNumber} />
            </>
          ),
        }))}
        show={(difference) => <LineageDifference {...difference} />}
      />
    </>
  )
}
