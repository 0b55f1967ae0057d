import { regionName } from '@datadeed/core/kernel/regions'
import { useText } from '../../../app/language.ts'
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx'
import { fieldText } from '../../examination/field-text.ts'
import { valueText } from '../../examination/field-value.ts'
import type { Alike } from '../api.ts'
import { cohortText } from '../text.ts'

/** What makes the cases of a group alike: the parts of its key, in words. */
export function AlikeFacts({ alike, more = [] }: { alike: Alike; more?: KeyValue[] }) {
  const text = useText(cohortText).alike
  const words = useText(fieldText)
  const value = (field: string, of: unknown) => valueText(field, of, words)
  return (
    <KeyValues
      items={[
        { key: 'owner', label: text.owner, value: alike.owner },
        { key: 'region', label: text.region, value: regionName(alike.prefectureCode) },
        {
          key: 'elements',
          label: text.elements,
          value: `${text.fields(alike.elements.length)}${alike.elements.slice(0, 8).join('、')}${alike.elements.length > 8 ? '…' : ''}`,
        },
        {
          key: 'source',
          label: text.source,
          value: [value('sourceTypes', alike.sourceTypes), value('acquisition', alike.acquisition)].join('；'),
        },
        {
          key: 'personal',
          label: text.personal,
          value: [value('personalInfo', alike.personalInfo), value('importantData', alike.importantData)].join('；'),
        },
        ...more,
      ]}
    />
  )
}
