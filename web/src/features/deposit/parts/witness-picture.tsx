import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { type Deposit, logQuery } from '../api.ts'
import { depositText } from '../text.ts'

type Point = { key: string; done: boolean; title: string; detail: ReactNode }

/** The small live picture: recorded → witnessed by each → complete. */
export function WitnessPicture({ deposit }: { deposit: Deposit }) {
  const text = useText(depositText).page
  const log = useQuery({ ...logQuery, enabled: deposit.status === 'pending' }).data
  const { position, status } = deposit
  const seen = position?.witnesses ?? []
  const expected = (log?.witnesses ?? []).filter(({ name }) => !seen.some((witness) => witness.name === name))
  const points: Point[] = [
    {
      key: 'log',
      done: position !== null,
      title: position ? text.recorded : text.recording,
      detail: position && (
        <>
          <span>{text.recordedAt(position.index.toLocaleString('zh-CN'))}</span>
          <DateText at={position.loggedAt} />
        </>
      ),
    },
    ...seen.map(({ name, operator, at }) => ({
      key: name,
      done: true,
      title: text.witnessed(operator),
      detail: <DateText at={at} />,
    })),
    ...(status === 'published' ? [] : expected).map(({ name, operator }) => ({
      key: name,
      done: false,
      title: text.witnessing(operator),
      detail: null,
    })),
    {
      key: 'done',
      done: status === 'published',
      title: status === 'published' ? text.published : text.publishing,
      detail: status === 'published' ? null : text.waiting,
    },
  ]
  return (
    <ol className="witness-picture" aria-live="polite">
      {points.map(({ key, done, title, detail }) => (
        <li key={key} className={done ? 'done' : 'open'}>
          <Icon of={done ? CheckCircleFilled : ClockCircleOutlined} />
          <strong>{title}</strong>
          {detail && <span className="hint">{detail}</span>}
        </li>
      ))}
    </ol>
  )
}
