import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { affairQuery } from '../api.ts'
import { AffairCard } from '../parts/affair-card.tsx'
import { EntryTag } from '../parts/entry-tag.tsx'
import { Burdens, Holders } from '../parts/share-parts.tsx'
import { registerAffairsText } from '../text.ts'
import { transferText } from '../transfer-text.ts'
import '../register-affairs.css'

/** One affair as those who ask for it, sign it or are touched by it see it, with the registration it is about. */
export function AffairPage({ id }: { id: string }) {
  const [text, more] = [useText(registerAffairsText), useText(transferText)]
  const client = useQueryClient()
  const { data: affair } = useSuspenseQuery(affairQuery(id))
  const { registration } = affair
  const moved = async () => {
    void client.invalidateQueries({ queryKey: ['affairs'] })
    void client.invalidateQueries({ queryKey: ['registration', affair.entryId] })
    await client.invalidateQueries({ queryKey: ['affair', id] })
  }
  return (
    <>
      <PageHeader
        title={`${text.kinds[affair.kind]}：${registration.name}`}
        above={
          <Link to="/affairs" search={{}}>
            {more.listTitle}
          </Link>
        }
      />
      <FormSection title={more.registration}>
        <KeyValues
          items={[
            {
              key: 'number',
              label: text.columns.number,
              value: <a href={`/register/${registration.registrationNumber}`}>{registration.registrationNumber}</a>,
            },
            { key: 'status', label: text.columns.status, value: <EntryTag status={registration.status} /> },
            { key: 'holders', label: more.holders, value: <Holders holders={registration.holders} /> },
            {
              key: 'until',
              label: text.columns.validUntil,
              value: <DateText at={registration.validUntil} day />,
            },
            {
              key: 'certificate',
              label: text.certificates,
              value: <a href={`/certificates/${registration.certificateNumber}`}>{registration.certificateNumber}</a>,
            },
            {
              key: 'burdens',
              label: more.burdens,
              wide: true,
              value: <Burdens burdens={registration.encumbrances} />,
            },
          ]}
        />
        {affair.entryVisible && (
          <p>
            <Link to="/registrations/$id" params={{ id: affair.entryId }}>
              {more.openRegistration}
            </Link>
          </p>
        )}
      </FormSection>
      <AffairCard affair={affair} rule={affair.rule ?? undefined} onMoved={moved} />
    </>
  )
}
