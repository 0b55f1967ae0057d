import { type Confidence, confidenceText } from '@datadeed/core/kernel/rule-pack'
import { Alert } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { GreenConditions } from '../../preexam/parts/green-channel.tsx'
import { preexamText } from '../../preexam/text.ts'
import type { Case, Deadline } from '../api.ts'
import { examinationText } from '../text.ts'

function Derivation({ deadline }: { deadline: Deadline }) {
  const text = useText(examinationText).deadlines
  return (
    <details>
      <summary>{text.derivation}</summary>
      <ol className="derivation">
        {deadline.derivation.map(({ date, counted, why }) => (
          <li key={date} className={counted ? undefined : 'is-skipped'}>
            <DateText at={date} day />
            <span>
              {counted ? text.counted : text.skipped}，{why}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** The running time limits, where they come from, and how the last day was counted. */
export function DeadlinesPanel({ c }: { c: Case }) {
  const text = useText(examinationText).deadlines
  const green = useText(preexamText).green
  const channel = c.greenChannel.status && c.greenChannel.conditions.length > 0 && (
    <section className="deadline" aria-label={green.title}>
      <h3>{green.title}</h3>
      <GreenConditions channel={c.greenChannel} />
    </section>
  )
  if (c.deadlines.length === 0)
    return (
      <>
        <EmptyState title={text.none}>{text.noneBody}</EmptyState>
        {channel}
      </>
    )
  const limits = c.deadlines.map((deadline) => (
    <section key={deadline.step} className="deadline narrow-values">
      <h3>
        {text.steps[deadline.step] ?? deadline.step} <DaysLeft due={deadline.due} />
      </h3>
      {deadline.provisional && <Alert className="notice" type="info" showIcon title={text.provisional} />}
      <KeyValues
        items={[
          { key: 'due', label: text.due, value: <DateText at={deadline.due} day /> },
          { key: 'start', label: text.start, value: <DateText at={deadline.start} day /> },
          { key: 'days', label: text.length, value: `${deadline.days} ${text.units[deadline.unit]}` },
          {
            key: 'source',
            label: text.source,
            value: `${deadline.source}（${confidenceText[deadline.confidence as Confidence] ?? deadline.confidence}）`,
          },
        ]}
      />
      <Derivation deadline={deadline} />
    </section>
  ))
  return (
    <>
      {limits}
      {channel}
    </>
  )
}
