import { askedRedFlags } from '@datadeed/core/filing/findings'
import { industryName } from '@datadeed/core/kernel/industries'
import { regionName } from '@datadeed/core/kernel/regions'
import { Table } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { ScrollRegion } from '../../../ui/scroll-region.tsx'
import { turnPage } from '../../../ui/turn-page.tsx'
import type { Form } from '../api.ts'
import { useCasePack } from '../case-pack.tsx'
import { filingText } from '../text.ts'
import { type Element, elementKeys } from './element-rows.ts'
import { SampleTable } from './sample-editor.tsx'

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
const known = (names: (code: string) => string, code: string): string => {
  try {
    return names(code)
  } catch {
    return code // a code of a later edition
  }
}

type Props = {
  field: string
  value: unknown
  form?: Form
  /** Tables in full, for paper and for signing. */
  whole?: boolean
}

/** A field's value as people read it; `form` gives the context a few fields need. */
export function FieldValue({ field, value, form = {}, whole = false }: Props): ReactNode {
  const text = useText(filingText)
  if (isEmpty(value)) return <span className="hint">{text.conflict.empty}</span>
  const words = (text.choices as Record<string, Record<string, string>>)[field]
  if (words)
    return [value]
      .flat()
      .map((key) => words[String(key)] ?? String(key))
      .join('、')
  switch (field) {
    case 'industryCode':
      return `${String(value)} ${known(industryName, String(value))}`
    case 'areas':
      return (value as string[]).map((code) => known(regionName, code)).join('、')
    case 'formats':
    case 'sampleHeader':
      return (value as string[]).join('、')
    case 'bytes':
      return <FileSize bytes={Number(value)} exact />
    case 'records':
      return Number(value).toLocaleString('zh-CN')
    case 'authorisationUntil':
    case 'timeFrom':
    case 'timeTo':
      return <DateText at={String(value)} day />
    case 'redFlags':
      return <RedFlagAnswers form={{ ...form, redFlags: value as Form['redFlags'] }} />
    case 'elements':
      return <ElementList elements={value as Element[]} whole={whole} />
    case 'sampleRows':
      return <SampleTable header={form.sampleHeader ?? []} rows={value as string[][]} whole={whole} />
    case 'coHolders':
      return (value as NonNullable<Form['coHolders']>)
        .map(({ name, uscc, share }) => [name, uscc, share].filter(Boolean).join(' '))
        .join('；')
    default:
      if (typeof value === 'boolean') return value ? text.form.yes : text.form.no
      return <span className="prose">{String(value)}</span>
  }
}

function RedFlagAnswers({ form }: { form: Form }) {
  const text = useText(filingText).form
  const pack = useCasePack()
  return (
    <ul className="plain">
      {askedRedFlags(form, pack).map(({ rule, question }) => {
        const answer = form.redFlags?.[rule]
        return (
          <li key={rule}>
            {question} <strong>{answer === undefined ? '—' : answer ? text.yes : text.no}</strong>
          </li>
        )
      })}
    </ul>
  )
}

function ElementList({ elements, whole }: { elements: Element[]; whole: boolean }) {
  const text = useText(filingText)
  return (
    <ScrollRegion label={text.fields.elements.label}>
      <Table<Element & { at: number }>
        size="small"
        rowKey="at"
        style={{ minWidth: 640 }}
        pagination={
          !whole && elements.length > 30
            ? { pageSize: 30, showSizeChanger: false, itemRender: turnPage, placement: ['bottomStart'] }
            : false
        }
        dataSource={elements.map((element, at) => ({ ...element, at }))}
        columns={elementKeys.map((key) => ({
          key,
          title: text.elements.columns[key],
          render: (_, element) =>
            key === 'sensitivity' ? text.choices.sensitivity[element.sensitivity] : element[key] || '—',
        }))}
      />
    </ScrollRegion>
  )
}
