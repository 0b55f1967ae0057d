import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons'
import { Input, Segmented, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '../app/language.ts'
import { uiText } from './text.ts'

type SearchProps = { label: string; value: string | undefined; max?: number; onSearch: (value: string) => void }

/** Words to look for; what the address says is shown again after going back. */
export function SearchField({ label, value = '', max = 100, onSearch }: SearchProps) {
  const text = useText(uiText)
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <Input.Search
      aria-label={label}
      placeholder={label}
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={text.clear} /> }}
      searchIcon={<SearchOutlined aria-label={text.search} />}
      maxLength={max}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(words) => onSearch(words.trim())}
    />
  )
}

type ChoiceProps = {
  label: string
  /** What choosing nothing is called. */
  all: string
  value: string | undefined
  options: readonly (readonly [value: string, label: string])[]
  onChange: (value: string) => void
}

/** One of several, or none; a value the address got wrong counts as none. */
export function FilterChoice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      value={options.some(([known]) => known === value) ? value : ''}
      options={[['', all] as const, ...options].map(([key, words]) => ({ value: key, label: words }))}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  )
}

type OnlyProps = {
  label: string
  all: string
  only: string
  value: string | undefined
  onChange: (value: string) => void
}

/** All, or only those of which something is `true`. */
export const OnlyFilter = ({ label, all, only, value = '', onChange }: OnlyProps) => (
  <Segmented
    aria-label={label}
    value={value}
    options={[
      { value: '', label: all },
      { value: 'true', label: only },
    ]}
    onChange={onChange}
  />
)
