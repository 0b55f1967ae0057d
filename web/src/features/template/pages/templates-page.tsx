import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { FilterChoice, SearchField } from '../../../ui/filters.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { type Example, exampleFilters, examplesQuery, type Template, templatesQuery } from '../api.ts'
import { ChooseExample } from '../parts/choose-example.tsx'
import { CloneAction } from '../parts/clone-action.tsx'
import { FormContent } from '../parts/form-content.tsx'
import { templateText } from '../text.ts'
import '../template.css'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void; onCase: (id: string) => void }

/** Templates and approved examples by direction and mode of transport, to read and to begin a draft from. */
export function TemplatesPage({ search, onSearch, onCase }: Props) {
  const text = useText(templateText)
  const { can } = useSuspenseQuery(meQuery).data
  const { data } = useQuery(templatesQuery)
  const examples = useQuery(examplesQuery(search))
  const files = can.includes('case.create')
  const staff = can.includes('queue.examine') || can.includes('queue.review') || can.includes('rule.performance')
  const filtered = exampleFilters.some((filter) => search[filter])
  const { direction, mode, q } = search
  const fits = (one: Template) =>
    (!direction || one.direction === direction) &&
    (!mode || one.mode === mode) &&
    (!q || `${one.name}${one.note}${one.form.scenario ?? ''}`.includes(q))
  const templates = (data?.items ?? []).filter(fits)
  const choice = (key: 'direction' | 'mode', all: string, options: Record<string, string>) => (
    <FilterChoice
      label={text[key]}
      all={all}
      value={search[key]}
      options={Object.entries(options)}
      onChange={(value) => onSearch(changeList(search, { [key]: value }))}
    />
  )
  const act = (example: Example): ReactNode => (
    <>
      {files && <CloneAction name={example.name} from={{ example: example.id }} onMade={onCase} />}
      <ChooseExample example={example} />
    </>
  )
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} />
      <search className="filters">
        <SearchField label={text.search} value={q} onSearch={(words) => onSearch(changeList(search, { q: words }))} />
        {choice('direction', text.allDirections, text.values.direction)}
        {choice('mode', text.allModes, text.values.modes)}
      </search>
      {staff && <Waiting act={act} />}
      <FormSection title={text.templates} lead={text.templatesLead}>
        {data && templates.length === 0 && <p className="hint">{text.noTemplates}</p>}
        <ul className="template-cards">
          {templates.map((template) => (
            <li key={template.code}>
              <h3>{template.name}</h3>
              <p className="hint">
                {template.direction} · {text.values.modes[template.mode]}
              </p>
              <p>{template.note}</p>
              <FormContent form={template.form} name={template.name} />
              <p className="hint">
                {text.source}：{template.source}
              </p>
              {files && <CloneAction name={template.name} from={{ template: template.code }} onMade={onCase} />}
            </li>
          ))}
        </ul>
      </FormSection>
      <FormSection title={text.examples}>
        <QueryTable
          label={text.exampleList}
          list={examples}
          rowKey={({ id }) => id}
          search={search}
          onSearch={onSearch}
          empty={{ title: text.noExamples, body: text.noExamplesBody }}
          noneFound={filtered ? { title: text.noneFound, body: text.noneFoundBody, clear: text.clear } : undefined}
          columns={[
            { key: 'name', title: text.columns.name, card: 'title', cell: (one) => <Named example={one} /> },
            { key: 'holder', title: text.columns.holder, cell: ({ holder }) => holder },
            { key: 'kind', title: text.columns.kind, cell: (one) => <Kind example={one} /> },
            { key: 'note', title: text.columns.note, cell: ({ note }) => note },
            { key: 'act', title: text.columns.act, cell: act },
          ]}
        />
      </FormSection>
    </>
  )
}

function Named({ example: { registrationNumber, name, form } }: { example: Example }) {
  return (
    <>
      <a href={`/register/${registrationNumber}`}>{name}</a>
      <FormContent form={form} name={name} />
    </>
  )
}

function Kind({ example: { direction, mode } }: { example: Example }) {
  const { modes } = useText(templateText).values
  return [direction, mode && modes[mode]].filter(Boolean).join(' · ')
}

/** For staff: registrations whose holders consented and that nobody has chosen. */
function Waiting({ act }: { act: (example: Example) => ReactNode }) {
  const text = useText(templateText)
  const { data } = useQuery(examplesQuery({}, true))
  return (
    <FormSection title={text.waiting} lead={text.waitingLead}>
      {data?.items.length === 0 && <p className="hint">{text.noWaiting}</p>}
      <ul className="template-cards">
        {(data?.items ?? []).map((example) => (
          <li key={example.id}>
            <h3>
              <a href={`/register/${example.registrationNumber}`}>{example.name}</a>
            </h3>
            <p className="hint">
              {example.holder} · <Kind example={example} />
            </p>
            <FormContent form={example.form} name={example.name} />
            {act(example)}
          </li>
        ))}
      </ul>
    </FormSection>
  )
}
