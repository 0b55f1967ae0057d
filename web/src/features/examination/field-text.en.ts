import { formWords } from '@datadeed/core/kernel/form-words'
import type { FieldText } from './field-text.zh.ts'

export const en: FieldText = {
  labels: formWords.en.fields,
  sections: {
    basic: 'Name and use',
    source: 'Source',
    compliance: 'Personal information and important data',
    content: 'Content',
    processing: 'Processing and sample',
    rights: 'Rights and use',
    commitments: 'Commitments',
  },
  values: formWords.en.values,
  columns: {
    name: 'Field',
    label: 'Label',
    type: 'Type',
    unit: 'Unit',
    meaning: 'Meaning',
    sensitivity: 'Sensitivity',
  },
  sensitivity: formWords.en.values.sensitivity,
  holder: (name, uscc, share) => [name, uscc, share && `share ${share}`].filter(Boolean).join(', '),
  records: (n) => `${n} records`,
  bytes: (n) => `${n} bytes`,
  yes: 'yes',
  no: 'no',
  list: ', ',
}
