import { industryName } from '@datadeed/core/kernel/industries'
import { regionName } from '@datadeed/core/kernel/regions'
import { useText } from '../../../app/language.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import { accountText } from '../text.ts'
import type { SignUpForm } from './sign-up-fields.tsx'

/** Everything that will be sent, the password excepted, as the authority will read it. */
export function SignUpReview({ values }: { values: Partial<SignUpForm> }) {
  const { fields } = useText(accountText)
  const shown = [
    'uscc',
    'name',
    'countyCode',
    'industryCode',
    'address',
    'contactName',
    'contactPhone',
    'contactEmail',
    'login',
  ] as const
  const said = (field: (typeof shown)[number]) => {
    const value = values[field] ?? ''
    if (field === 'countyCode') return value && regionName(value)
    return field === 'industryCode' ? value && industryName(value) : value
  }
  return (
    <div className="review">
      <KeyValues items={shown.map((field) => ({ key: field, label: fields[field], value: said(field), wide: true }))} />
    </div>
  )
}
