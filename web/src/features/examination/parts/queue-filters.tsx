import { prefectures } from '@datadeed/core/kernel/regions'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useText } from '../../../app/language.ts'
import { FilterChoice, SearchField } from '../../../ui/filters.tsx'
import { changeList } from '../../../ui/list-search.ts'
import { preexamText } from '../../preexam/text.ts'
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
  const { green } = useText(preexamText)
  const change = (next: QueueSearch) => onSearch(changeList(search, next))
  const narrowed = queueFilters.some((name) => name !== 'tab' && search[name])
  return (
    <search className="filters" aria-label={text.filters}>
      <SearchField label={text.search} value={search.q} onSearch={(q) => change({ q })} />
      {region && (
        <FilterChoice
          label={text.prefecture}
          all={text.allPrefectures}
          value={search.prefectureCode}
          options={prefectures.map(({ code, name }) => [code, name])}
          onChange={(prefectureCode) => change({ prefectureCode })}
        />
      )}
      <FilterChoice
        label={text.direction}
        all={text.allDirections}
        value={search.direction}
        options={directions.map((direction) => [direction, direction])}
        onChange={(direction) => change({ direction })}
      />
      {examiner && (
        <FilterChoice
          label={text.assigned}
          all={text.anyone}
          value={search.assigned}
          options={[
            ['me', text.mine],
            ['none', text.nobody],
          ]}
          onChange={(assigned) => change({ assigned })}
        />
      )}
      <FilterChoice
        label={text.sort}
        all={text.sorts.due}
        value={search.sort}
        options={queueSorts.filter((sort) => sort !== 'due').map((sort) => [sort, text.sorts[sort]])}
        onChange={(sort) => change({ sort })}
      />
      <Checkbox
        checked={search.overdue === 'yes'}
        onChange={({ target }) => change({ overdue: target.checked ? 'yes' : undefined })}
      >
        {text.overdue}
      </Checkbox>
      <Checkbox
        checked={search.green === 'yes'}
        onChange={({ target }) => change({ green: target.checked ? 'yes' : undefined })}
      >
        {green.only}
      </Checkbox>
      {narrowed && (
        <Button type="link" onClick={() => onSearch(search.tab ? { tab: search.tab } : {})}>
          {text.clear}
        </Button>
      )}
    </search>
  )
}
