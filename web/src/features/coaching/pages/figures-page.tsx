import { regionName } from '@datadeed/core/kernel/regions'
import { confidenceText } from '@datadeed/core/kernel/rule-pack'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { toCsv } from '../../../app/csv.ts'
import { useLanguage, useText } from '../../../app/language.ts'
import { csvType, saveFile } from '../../../app/save-file.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatDate } from '../../../ui/format.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { type Figures, figuresQuery } from '../api.ts'
import { CoachingStatus } from '../parts/status.tsx'
import { ToCoaching } from '../parts/to-coaching.tsx'
import { coachingText } from '../text.ts'
import type { CoachingText } from '../text.zh.ts'
import '../coaching.css'

type Item = Figures['items'][number]
const place = ({ prefectureCode }: Item) => regionName(prefectureCode).replace(/^贵州省/, '')
const percent = (value: number | null) => (value === null ? '—' : `${value}%`)

/** The table as its file: every column, figures as figures. */
function csvOf({ items }: Figures, all: CoachingText): string {
  const { columns, yes, no } = all.figuresPage
  return toCsv(
    Object.values(columns),
    items.map((one) => [
      ...[one.number, one.partyName, place(one), all.statuses[one.status], one.firstContactOn],
      ...[all.channels[one.channel], one.records, one.closedOn, one.certificateNumber, one.certifiedOn, one.days],
      ...[one.before, one.now, one.counts ? yes : no],
    ]),
  )
}

/** The indicator 精准服务 with every case behind it. */
export function FiguresPage() {
  const all = useText(coachingText)
  const text = all.figuresPage
  const language = useLanguage()
  const figures = useSuspenseQuery(figuresQuery).data
  const { columns } = text
  const shown: Column<Item>[] = [
    {
      key: 'number',
      title: columns.party,
      card: 'title',
      cell: (row) => (
        <span className="case-cell">
          <Link to="/coaching/$id" params={{ id: row.id }}>
            {row.partyName}
          </Link>
          <small>
            {row.number} {place(row)}
          </small>
        </span>
      ),
    },
    { key: 'status', title: columns.status, cell: ({ status }) => <CoachingStatus status={status} /> },
    { key: 'first', title: columns.firstContact, cell: ({ firstContactOn }) => <DateText at={firstContactOn} day /> },
    { key: 'records', title: columns.records, cell: ({ records }) => records, align: 'right' },
    {
      key: 'complete',
      title: columns.complete,
      cell: ({ before, now }) =>
        before === null ? (
          '—'
        ) : (
          <span className="case-cell">
            <span>{percent(now)}</span>
            <small>{text.whenLinked(percent(before))}</small>
          </span>
        ),
    },
    {
      key: 'certified',
      title: columns.certified,
      cell: ({ certifiedOn }) => (certifiedOn ? <DateText at={certifiedOn} day /> : '—'),
    },
    { key: 'days', title: columns.days, cell: ({ days }) => days ?? '—', align: 'right' },
    { key: 'counts', title: columns.counts, cell: ({ counts }) => (counts ? text.yes : text.no) },
  ]
  const facts = [
    [text.served, `${figures.served} ${text.unit}`, figures.target === null ? '' : text.target(figures.target)],
    [text.opened, figures.opened, ''],
    [text.closed, figures.closed, ''],
    [text.certified, figures.certified, ''],
    [text.median, figures.medianDays === null ? text.noMedian : all.days(figures.medianDays), ''],
  ] as const
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead}
        above={<ToCoaching />}
        actions={
          <Button onClick={() => saveFile(`${text.file}-${figures.asOf}.csv`, csvOf(figures, all), csvType)}>
            {text.export}
          </Button>
        }
      />
      <dl className="coaching-figures">
        {facts.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {note && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <div className="coaching-basis hint">
        {figures.rule && (
          <p>
            {text.rule}：{figures.rule.text}。{figures.rule.source}（{confidenceText[figures.rule.confidence]}）
          </p>
        )}
        <p>{text.asOf(formatDate(figures.asOf, language))}</p>
      </div>
      <WholeTable
        label={text.title}
        columns={shown}
        rows={figures.items}
        rowKey={({ id }) => id}
        empty={<EmptyState title={all.empty}>{text.empty}</EmptyState>}
      />
    </>
  )
}
