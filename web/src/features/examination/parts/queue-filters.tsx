import { prefectures } from '@datadeed/core/kernel/regions'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { changeList } from '../../../ui/list-search.ts'
import { queueCountsQuery } from '../api.ts'
import {
  countOf,
  directions,
  type QueueSearch,
  queueFilters,
  queueSorts,
  queueTabNames,
  tabOf,
} from '../queue-search.ts'
import { examinationText } from '../text.ts'

type Props = { search: QueueSearch; onSearch: (next: QueueSearch) => void }

/** The states with their counts, as links would be: one is current, and the address says which. */
export function QueueTabs({ search, onSearch }: Props) {
  const text = useText(examinationText).queue
  const { data: counts } = useQuery(queueCountsQuery)
  const current = tabOf(search)
  const total = counts && Object.values(counts).reduce((sum, n) => sum + n, 0)
  const tabs = [
    { tab: undefined, name: text.all, count: total },
    ...queueTabNames.map((tab) => ({ tab, name: text.tabs[tab], count: counts && countOf(counts, tab) })),
  ]
  return (
    <nav className="queue-tabs" aria-label={text.tabsLabel}>
      {tabs.map(({ tab, name, count }) => (
        <button
          key={name}
          type="button"
          aria-current={tab === current ? 'true' : undefined}
          onClick={() => onSearch(changeList(search, { tab }))}
        >
          {name}
          {count !== undefined && <span className="tab-count">{count}</span>}
        </button>
      ))}
    </nav>
  )
}

/** Narrows the queue; every choice is in the address. `officer` sees one prefecture only and needs no choice of it. */
export function QueueFilters({ search, onSearch, examiner, region }: Props & { examiner: boolean; region: boolean }) {
  const text = useText(examinationText).queue
  const [typed, setTyped] = useState(search.q ?? '')
  useEffect(() => setTyped(search.q ?? ''), [search.q])
  const change = (next: QueueSearch) => onSearch(changeList(search, next))
  const narrowed = queueFilters.some((name) => name !== 'tab' && search[name])
  return (
    <search className="filters" aria-label={text.filters}>
      <Input.Search
        aria-label={text.search}
        placeholder={text.search}
        allowClear
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(q) => change({ q: q.trim() || undefined })}
      />
      {region && (
        <Select
          aria-label={text.prefecture}
          value={search.prefectureCode ?? ''}
          options={[
            { value: '', label: text.allPrefectures },
            ...prefectures.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(prefectureCode) => change({ prefectureCode })}
        />
      )}
      <Select
        aria-label={text.direction}
        value={search.direction ?? ''}
        options={[
          { value: '', label: text.allDirections },
          ...directions.map((direction) => ({ value: direction, label: direction })),
        ]}
        onChange={(direction) => change({ direction })}
      />
      {examiner && (
        <Select
          aria-label={text.assigned}
          value={search.assigned ?? ''}
          options={[
            { value: '', label: text.anyone },
            { value: 'me', label: text.mine },
            { value: 'none', label: text.nobody },
          ]}
          onChange={(assigned) => change({ assigned })}
        />
      )}
      <Select
        aria-label={text.sort}
        value={search.sort ?? 'due'}
        options={queueSorts.map((sort) => ({ value: sort, label: text.sorts[sort] }))}
        onChange={(sort) => change({ sort: sort === 'due' ? undefined : sort })}
      />
      <Checkbox
        checked={search.overdue === 'yes'}
        onChange={({ target }) => change({ overdue: target.checked ? 'yes' : undefined })}
      >
        {text.overdue}
      </Checkbox>
      {narrowed && (
        <Button type="link" onClick={() => onSearch(search.tab ? { tab: search.tab } : {})}>
          {text.clear}
        </Button>
      )}
    </search>
  )
}
