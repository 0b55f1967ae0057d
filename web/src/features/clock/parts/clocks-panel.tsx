import { type Confidence, confidenceText } from '@datadeed/core/kernel/rule-pack'
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { formatDate } from '../../../ui/format.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { type Clock, clocksQuery } from '../api.ts'
import { clockText } from '../text.ts'
import { ClockCommands } from './clock-commands.tsx'
import { Derivation } from './derivation.tsx'
import '../clock.css'

function State({ clock }: { clock: Clock }) {
  const text = useText(clockText)
  if (clock.endedAt) return <StatusTag tone="neutral">{text.ended}</StatusTag>
  if (clock.due === null) return <StatusTag tone="attention">{text.paused}</StatusTag>
  return <DaysLeft due={clock.due} />
}

function Escalations({ clock }: { clock: Clock }) {
  const text = useText(clockText)
  const language = useLanguage()
  if (clock.escalations.length === 0) return null
  return (
    <ul className="clock-levels" aria-label={text.escalations}>
      {clock.escalations.map(({ level, on, at, tell }) => (
        <li key={level}>
          {text.levels[level]}：{at ? text.told(formatDate(at, language)) : text.ahead(formatDate(on, language))}，
          {tell.map((role) => text.roles[role]).join('、')}
        </li>
      ))}
    </ul>
  )
}

function One({ clock }: { clock: Clock }) {
  const text = useText(clockText)
  const language = useLanguage()
  const day = (date: string) => formatDate(date, language)
  const { due, pauses, startedAt, days, unit, source, confidence, onExpiry, derivation, provisional, endedAt } = clock
  return (
    <section className="deadline narrow-values">
      <h3>
        {clock.name} {clock.ref} <State clock={clock} />
      </h3>
      {provisional && !endedAt && <Alert className="notice" type="info" showIcon title={text.provisional} />}
      <KeyValues
        items={[
          { key: 'due', label: text.due, value: due ? <DateText at={due} day /> : text.dueUnknown },
          { key: 'start', label: text.start, value: <DateText at={startedAt} /> },
          ...(endedAt ? [{ key: 'end', label: text.ended, value: <DateText at={endedAt} /> }] : []),
          { key: 'days', label: text.length, value: `${days} ${text.units[unit]}` },
          ...pauses.map(({ from, to, cause }) => ({
            key: `pause ${from}`,
            label: text.pauses,
            value: `${text.causes[cause]}，${to ? text.until(day(from), day(to)) : text.since(day(from))}`,
          })),
          { key: 'expiry', label: text.expiry, value: text.expiries[onExpiry] ?? onExpiry },
          {
            key: 'source',
            label: text.source,
            value: `${source}（${confidenceText[confidence as Confidence] ?? confidence}）`,
          },
        ]}
      />
      <Escalations clock={clock} />
      <Derivation days={derivation} />
    </section>
  )
}

type Props = { c: { id: string; version: number; can: readonly string[] } }

/** Every clock of a case, those that run first: from when, standing still why, until when, and how that was counted. */
export function ClocksPanel({ c }: Props) {
  const text = useText(clockText)
  const { data, error, refetch } = useQuery(clocksQuery(c.id, c.version))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton />
  const clocks = data.items.toSorted((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null))
  return (
    <>
      <ClockCommands c={c} />
      {clocks.length === 0 ? (
        <EmptyState title={text.none}>{text.noneBody}</EmptyState>
      ) : (
        clocks.map((clock) => <One key={`${clock.kind} ${clock.ref}`} clock={clock} />)
      )}
    </>
  )
}
