import { CloseCircleFilled, DownOutlined } from '@ant-design/icons'
import { industryName } from '@datadeed/core/kernel/industries'
import { countiesOf, prefectures, province } from '@datadeed/core/kernel/regions'
import { Checkbox, Input, Radio, Select, TreeSelect } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { Icon } from '../../../ui/icon.tsx'
import { uiText } from '../../../ui/text.ts'
import { industryOptions } from '../../account/parts/sign-up-options.ts'
import type { Field, Form } from '../api.ts'
import { filingText } from '../text.ts'
import type { FieldSpec } from './steps.ts'

export type Control = { id: string; 'aria-describedby': string; 'aria-invalid': boolean }
export type SetField = <F extends Field>(field: F, value: Form[F]) => void
type Props = { spec: FieldSpec; form: Form; set: SetField; control: Control }

const areaTree = [
  {
    value: province.code,
    title: province.name,
    children: prefectures.map(({ code, name }) => ({
      value: code,
      title: name,
      children: countiesOf(code).map((county) => ({ value: county.code, title: county.name })),
    })),
  },
]

/** The plain controls, one for each kind; the tables have files of their own. */
export function FieldInput({ spec: { field, kind }, form, set, control }: Props) {
  const text = useText(filingText)
  const { clear } = useText(uiText)
  // The spec's table pairs each field with the kind that fits its type; the server checks what arrives.
  const put = (value: unknown) => set(field, value as Form[typeof field])
  const value: unknown = form[field]
  const words = (text.choices as Record<string, Record<string, string>>)[field] ?? {}
  const options = Object.entries(words).map(([key, label]) => ({ value: key, label }))
  const texted = typeof value === 'string' ? value : ''
  const listed = Array.isArray(value) ? (value as string[]) : []
  switch (kind) {
    case 'line':
      return (
        <Input
          {...control}
          value={texted}
          autoComplete="off"
          onChange={(event) => put(event.target.value || undefined)}
        />
      )
    case 'text':
      return (
        <Input.TextArea
          {...control}
          value={texted}
          autoSize={{ minRows: 4, maxRows: 18 }}
          count={{ show: ({ count }) => text.form.chars(count) }}
          onChange={(event) => put(event.target.value || undefined)}
        />
      )
    case 'day':
      return (
        <Input
          {...control}
          type="date"
          className="short"
          value={texted}
          onChange={(event) => put(event.target.value || undefined)}
        />
      )
    case 'number':
      return <NumberInput control={control} value={typeof value === 'number' ? value : null} onChange={put} />
    case 'flag':
      return (
        <Checkbox {...control} checked={value === true} onChange={(event) => put(event.target.checked || undefined)}>
          {field.startsWith('commit') ? text.fields[field].help : text.fields[field].label}
        </Checkbox>
      )
    case 'choice':
      return options.length > 5 ? (
        <Select
          {...control}
          allowClear
          className="wide"
          placeholder={text.form.choose}
          value={texted || undefined}
          options={options}
          onChange={(next) => put(next)}
        />
      ) : (
        <Radio.Group value={value} options={options} onChange={(event) => put(event.target.value)} />
      )
    case 'choices':
      return (
        <Checkbox.Group value={listed} options={options} onChange={(next) => put(next.length > 0 ? next : undefined)} />
      )
    case 'industry':
      return (
        <Select
          {...control}
          allowClear
          showSearch={{ optionFilterProp: 'words' }}
          className="wide"
          placeholder={text.form.choose}
          value={texted || undefined}
          options={
            texted && !industryOptions.some((option) => option.value === texted)
              ? [...industryOptions, { value: texted, label: `${texted} ${industryName(texted)}`, words: texted }]
              : industryOptions
          }
          onChange={(next) => put(next)}
        />
      )
    case 'formats':
      return (
        <Select
          {...control}
          mode="tags"
          className="wide"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', '，', '、', ' ']}
          value={listed}
          onChange={(next: string[]) => put(next.length > 0 ? next : undefined)}
        />
      )
    case 'areas':
      return (
        <TreeSelect
          {...control}
          multiple
          allowClear={{ clearIcon: <CloseCircleFilled aria-label={clear} /> }}
          suffixIcon={<Icon of={DownOutlined} />}
          className="wide"
          treeData={areaTree}
          treeDefaultExpandedKeys={[province.code]}
          showSearch={{ treeNodeFilterProp: 'title' }}
          placeholder={text.form.areasSearch}
          value={listed}
          onChange={(next: string[]) => put(next.length > 0 ? next : undefined)}
        />
      )
    default:
      return null
  }
}

const grouped = (value: number | null) => (value === null ? '' : value.toLocaleString('zh-CN'))

function NumberInput({
  control,
  value,
  onChange,
}: {
  control: Control
  value: number | null
  onChange: (value: number | undefined) => void
}) {
  const text = useText(filingText).form
  const [typed, setTyped] = useState<string | null>(null)
  const wrong = typed !== null && typed.trim() !== '' && !/^\d{1,15}$/.test(typed.replace(/[,，\s]/g, ''))
  return (
    <>
      <Input
        {...control}
        inputMode="numeric"
        className="short"
        autoComplete="off"
        status={wrong ? 'error' : ''}
        value={typed ?? grouped(value)}
        onChange={(event) => {
          const next = event.target.value
          setTyped(next)
          const digits = next.replace(/[,，\s]/g, '')
          if (digits === '') onChange(undefined)
          else if (/^\d{1,15}$/.test(digits)) onChange(Number(digits))
        }}
        onBlur={() => !wrong && setTyped(null)}
      />
      {wrong && <p className="note-error">{text.wholeNumber}</p>}
    </>
  )
}
