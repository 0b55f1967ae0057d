import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { Alert, Table } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { formatDate } from '../../../ui/format.ts'
import type { Deadline } from '../api.ts'
import { filingText } from '../text.ts'

/** Each running time limit, with every day that was counted or not and why. */
export function DeadlineList({ deadlines }: { deadlines: readonly Deadline[] }) {
  const text = useText(filingText)
  const language = useLanguage()
  const words = text.deadline
  // Kept deadlines carry the pack's key of the step, others its Chinese name.
  const nameOf = (step: string) => {
    const key = Object.keys(guizhou.steps).find((one) => one === step || guizhou.steps[one]?.name === step) ?? step
    return (language === 'zh' && guizhou.steps[key]?.name) || words.steps[key] || step
  }
  if (deadlines.length === 0) return <p className="hint">{text.page.noDeadline}</p>
  return (
    <ul className="deadlines">
      {deadlines.map(({ step, due, days, unit, start, provisional, derivation, source }) => (
        <li key={step}>
          <strong>
            {nameOf(step)}
            {' · '}
            {words.due(formatDate(due, language))}
          </strong>
          <p className="hint">{words.counted(days, words.units[unit], formatDate(start, language))}</p>
          {provisional && <Alert type="info" showIcon title={words.provisional} />}
          <details className="basis">
            <summary>{words.how}</summary>
            <Table
              size="small"
              rowKey="date"
              pagination={false}
              dataSource={derivation}
              columns={[
                { title: words.day, key: 'date', render: (_, day) => formatDate(day.date, language) },
                {
                  title: words.counts,
                  key: 'counted',
                  render: (_, day) => (day.counted ? words.counts : words.countsNot),
                },
                { title: words.why, key: 'why', dataIndex: 'why' },
              ]}
            />
            <p className="hint">
              {words.source}：{source}
            </p>
          </details>
        </li>
      ))}
    </ul>
  )
}
