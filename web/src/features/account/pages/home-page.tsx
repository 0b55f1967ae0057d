import { regionName } from '@datadeed/core/kernel/regions'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { accountText } from '../text.ts'

const partyTone: Record<string, Tone> = { pending: 'attention', approved: 'good', rejected: 'bad' }
const outcomeTone: Record<string, Tone> = { succeeded: 'good', failed: 'attention', locked: 'bad' }

/** First page after signing in: for whom one acts, what one's roles are for, and whether the account was used by others. */
export function HomePage() {
  const { fields, home: text, roles } = useText(accountText)
  const { account, party, lastSignIns } = useSuspenseQuery(meQuery).data
  return (
    <>
      <PageHeader title={text.hello(account.name)} lead={party ? text.lead(party.name) : text.leadStaff} />
      {party?.status === 'pending' && <Alert className="notice" type="warning" showIcon title={text.pendingNote} />}
      {party?.status === 'rejected' && <Alert className="notice" type="error" showIcon title={text.rejectedNote} />}
      <FormSection title={text.duties}>
        <ul className="duties">
          {account.roles.map((role) => (
            <li key={role}>
              <h3>{roles[role]}</h3>
              <p>{text.duty[role]}</p>
            </li>
          ))}
        </ul>
      </FormSection>
      {party && (
        <FormSection title={text.organisation}>
          <KeyValues
            items={[
              { key: 'name', label: fields.name, value: party.name },
              { key: 'uscc', label: fields.uscc, value: <code>{party.uscc}</code> },
              { key: 'region', label: text.region, value: regionName(party.regionCode) },
              {
                key: 'status',
                label: text.status,
                value: <StatusTag tone={partyTone[party.status]}>{text.statuses[party.status]}</StatusTag>,
              },
            ]}
          />
        </FormSection>
      )}
      <FormSection title={text.security} lead={lastSignIns.length > 0 ? text.securityLead : text.noSignIns}>
        {!account.totp && <Alert className="notice" type="info" showIcon title={text.noTotp} />}
        <ul className="sign-ins">
          {lastSignIns.map(({ at, from, outcome }) => (
            <li key={`${at} ${from}`}>
              <DateText at={at} />
              <span>{from}</span>
              <StatusTag tone={outcomeTone[outcome]}>{text.outcomes[outcome]}</StatusTag>
            </li>
          ))}
        </ul>
      </FormSection>
    </>
  )
}
