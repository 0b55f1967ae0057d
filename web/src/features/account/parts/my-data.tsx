import { regionName } from '@datadeed/core/kernel/regions'
import { useText } from '../../../app/language.ts'
import type { Me } from '../../../app/paths.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { accountText } from '../text.ts'

const tones: Record<NonNullable<Me['party']>['status'], Tone> = {
  pending: 'attention',
  approved: 'good',
  rejected: 'bad',
}

/** Who one is here, for whom, and what each role is for. */
export function MyData({ me: { account, party } }: { me: Me }) {
  const { account: text, fields, roles } = useText(accountText)
  return (
    <FormSection title={text.mine}>
      <KeyValues
        items={[
          { key: 'person', label: text.person, value: account.name },
          { key: 'login', label: fields.login, value: account.login },
          ...(party
            ? [
                { key: 'party', label: text.organisation, value: party.name },
                { key: 'uscc', label: fields.uscc, value: <code>{party.uscc}</code> },
                { key: 'region', label: text.region, value: regionName(party.regionCode) },
                {
                  key: 'status',
                  label: text.status,
                  value: <StatusTag tone={tones[party.status]}>{text.statuses[party.status]}</StatusTag>,
                },
              ]
            : []),
          ...account.roles.map((role) => ({ key: role, label: roles[role], value: text.duty[role], wide: true })),
        ]}
      />
    </FormSection>
  )
}
