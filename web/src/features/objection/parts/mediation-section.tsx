import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { Derivation } from '../../clock/parts/derivation.tsx'
import type { Objection } from '../api.ts'
import { objectionText } from '../text.ts'
import { AppointForm, MediationCommands, SettleForm } from './mediation-commands.tsx'

function One({ id, mediation }: { id: string; mediation: Objection['mediations'][number] }) {
  const text = useText(objectionText).mediation
  const { status, offeredBy, agreed, mediator, mediatorOf, deadline, endedAt, endedBy, note, document, publishes } =
    mediation
  const yes = (['applicant', 'objector'] as const).filter((side) => agreed[side]).map((side) => text.parties[side])
  return (
    <>
      <KeyValues
        items={[
          { key: 'state', label: text.state, value: text.status[status] },
          { key: 'by', label: text.offeredBy, value: text.parties[offeredBy] },
          ...(status === 'offered'
            ? [{ key: 'agreed', label: text.agreed, value: yes.join('、') || text.nobody }]
            : []),
          { key: 'mediator', label: text.mediator, value: mediator ? `${mediator}（${mediatorOf}）` : text.noMediator },
          ...(deadline ? [{ key: 'due', label: text.due, value: <DateText at={deadline.due} day /> }] : []),
          ...(endedAt && endedBy
            ? [
                {
                  key: 'ended',
                  label: text.endedBy,
                  value: (
                    <>
                      {text.parties[endedBy]} <DateText at={endedAt} />
                    </>
                  ),
                },
              ]
            : []),
          ...(note ? [{ key: 'note', label: text.note, value: note, wide: true }] : []),
          ...(document
            ? [
                {
                  key: 'published',
                  label: text.published,
                  value: text.publishedWords[publishes.applicant && publishes.objector ? 'both' : 'none'],
                },
                {
                  key: 'document',
                  label: text.agreement,
                  wide: true,
                  value: (
                    <>
                      <a href={`/api/v1/objections/${id}/mediation/agreement`} download>
                        {document.name}
                      </a>{' '}
                      <FileSize bytes={document.bytes} /> <HashText hash={document.sha256} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {deadline && <Derivation days={deadline.derivation} />}
    </>
  )
}

type Props = { objection: Objection; onMoved: (next: Objection) => void }

/** The mediations of an objection with their clocks, and what the reader may say to them. */
export function MediationSection({ objection, onMoved }: Props) {
  const text = useText(objectionText).mediation
  const { id, mediations, can } = objection
  if (mediations.length === 0 && !can.includes('offer_mediation')) return null
  return (
    <FormSection title={text.title} lead={text.lead}>
      {mediations.map((mediation) => (
        <One key={mediation.id} id={id} mediation={mediation} />
      ))}
      <MediationCommands objection={objection} onMoved={onMoved} />
      {can.includes('appoint') && <AppointForm id={id} onMoved={onMoved} />}
      {can.includes('settle') && <SettleForm id={id} onMoved={onMoved} />}
    </FormSection>
  )
}
