import { useSuspenseQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { percent, type RulePerformance, ruleName, rulePerformanceQuery } from '../api.ts'
import { preexamText } from '../text.ts'

type Item = RulePerformance['items'][number]

/** How each rule of the machine pre-examination fares by what examiners decided, worst first. */
export function RulePerformancePage() {
  const text = useText(preexamText)
  const words = text.page
  const language = useLanguage()
  const { version, hintOnly, items } = useSuspenseQuery(rulePerformanceQuery).data
  const [all, setAll] = useState(false)
  const worst = (item: Item) => item.precision ?? item.recall ?? 2
  const rows = items
    .filter(({ judged, raised }) => all || judged + raised > 0)
    .toSorted((a, b) => worst(a) - worst(b) || b.judged - a.judged)
  const share = (value: number | null) =>
    value === null ? <span className="hint">{words.unknown}</span> : percent(value)
  const columns: Column<Item>[] = [
    {
      key: 'rule',
      title: words.columns.rule,
      card: 'title',
      cell: ({ code }) => (
        <span className="case-cell">
          <span>{ruleName(code, language)}</span>
          <code>{code}</code>
        </span>
      ),
    },
    { key: 'judged', title: words.columns.judged, cell: ({ confirmed, judged }) => words.judged(confirmed, judged) },
    { key: 'precision', title: words.columns.precision, align: 'right', cell: ({ precision }) => share(precision) },
    { key: 'raised', title: words.columns.raised, cell: ({ raised, missed }) => words.raised(raised, missed) },
    { key: 'recall', title: words.columns.recall, align: 'right', cell: ({ recall }) => share(recall) },
    { key: 'open', title: words.columns.open, align: 'right', cell: ({ open }) => open },
    {
      key: 'state',
      title: words.columns.state,
      cell: (item) => (
        <StatusTag tone={item.hintOnly ? 'attention' : 'good'}>{item.hintOnly ? words.hint : words.working}</StatusTag>
      ),
    },
  ]
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} above={text.base(version)} />
      {hintOnly && (
        <p className="notice">
          {words.limit(percent(hintOnly.precision), hintOnly.judged)}{' '}
          <span className="hint">{words.source(hintOnly.source)}</span>
        </p>
      )}
      <p className="filters">
        <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)}>
          {words.all}
        </Checkbox>
      </p>
      {rows.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyBody}</EmptyState>
      ) : (
        <WholeTable label={words.title} columns={columns} rows={rows} rowKey={({ code }) => code} />
      )}
    </>
  )
}
