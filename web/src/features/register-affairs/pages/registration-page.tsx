import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useLanguage, useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDate } from '../../../ui/format.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { registrationQuery } from '../api.ts'
import { livingText } from '../living-text.ts'
import { AffairCard } from '../parts/affair-card.tsx'
import { BeginForm } from '../parts/begin-form.tsx'
import { EntryTag } from '../parts/entry-tag.tsx'
import { LineageSection } from '../parts/lineage-section.tsx'
import { NumberSection } from '../parts/number-section.tsx'
import { RevisionSection } from '../parts/revision-section.tsx'
import { Burdens, Holders } from '../parts/share-parts.tsx'
import { registerAffairsText } from '../text.ts'
import { transferText } from '../transfer-text.ts'
import '../register-affairs.css'

/** One registration as its holder or the authority sees it, with what was and may be asked for it. */
export function RegistrationPage({ id }: { id: string }) {
  const text = useText(registerAffairsText)
  const more = useText(transferText)
  const living = useText(livingText)
  const language = useLanguage()
  const client = useQueryClient()
  const { data: entry } = useSuspenseQuery(registrationQuery(id))
  const { data: me } = useSuspenseQuery(meQuery)
  const moved = async () => {
    void client.invalidateQueries({ queryKey: ['registrations'] })
    await client.invalidateQueries({ queryKey: ['registration', id] })
  }
  return (
    <>
      <PageHeader
        title={entry.name}
        above={<Link to="/registrations">{text.title}</Link>}
        tags={<EntryTag status={entry.status} />}
      />
      <FormSection title={text.entry}>
        <KeyValues
          items={[
            { key: 'number', label: text.columns.number, value: entry.registrationNumber },
            { key: 'holder', label: more.holders, value: <Holders holders={entry.holders} /> },
            { key: 'address', label: text.address, value: entry.address },
            { key: 'valid', label: text.columns.validUntil, value: <DateText at={entry.validUntil} day /> },
            ...(entry.expiry
              ? [
                  {
                    key: 'expiry',
                    label: living.expiry,
                    wide: true,
                    value: (
                      <ul className="registration-list">
                        {entry.expiry.derivation.map((line) => (
                          <li key={line}>{line}</li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
            {
              key: 'certificates',
              label: text.certificates,
              wide: true,
              value: (
                <ul className="registration-list">
                  {entry.certificates.map(({ number }) => (
                    <li key={number}>
                      <a href={`/certificates/${number}`}>{number}</a>（
                      {number === entry.certificateNumber ? text.certificateNow : text.certificateOld}）
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              key: 'burdens',
              label: more.burdens,
              wide: true,
              value: <Burdens burdens={entry.encumbrances} />,
            },
            {
              key: 'renewal',
              label: more.renewalLabel,
              value: more.renewalWindow(
                formatDate(entry.renewal.opens, language),
                formatDate(entry.renewal.closes, language),
              ),
            },
            {
              key: 'pages',
              label: text.publicPage,
              value: <a href={`/register/${entry.registrationNumber}`}>{entry.registrationNumber}</a>,
            },
            {
              key: 'case',
              label: text.caseLink,
              value: (
                <Link to={me.can.includes('queue.read') ? '/queue/$id' : '/cases/$id'} params={{ id: entry.caseId }}>
                  {text.caseLink}
                </Link>
              ),
            },
          ]}
        />
      </FormSection>
      <FormSection title={text.affairs}>
        {entry.affairs.length === 0 && <p>{text.noAffairs}</p>}
        {entry.affairs.map((affair) => (
          <AffairCard
            key={affair.id}
            affair={affair}
            rule={entry.rules.find(({ kind }) => kind === affair.kind)}
            onMoved={moved}
          />
        ))}
      </FormSection>
      <FormSection title={text.begin} lead={text.beginHelp}>
        <BeginForm entry={entry} onBegun={moved} />
      </FormSection>
      <RevisionSection entryId={id} />
      <LineageSection of={{ entryId: id, caseId: entry.caseId }} here={entry.registrationNumber} />
      <NumberSection entryId={id} />
      <FormSection title={text.history}>
        <ol className="registration-list">
          {entry.history.map(({ at, what, detail }) => (
            <li key={at + what}>
              <DateText at={at} day /> {what}
              {detail && `：${detail}`}
            </li>
          ))}
        </ol>
      </FormSection>
    </>
  )
}
