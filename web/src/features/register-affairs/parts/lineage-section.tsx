import { unmeasuredLineage } from '@datadeed/core/registration/lineage'
import { shareText } from '@datadeed/core/registration/measure'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Upload } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { addProof, type LineageLink, type LineageOf, type LinkStep, lineageQuery, moveLineage } from '../living-api.ts'
import { livingText } from '../living-text.ts'
import { EntryTag } from './entry-tag.tsx'
import { LineageForm } from './lineage-form.tsx'
import { LineagePicture } from './lineage-picture.tsx'
import '../register-affairs.css'

const tones: Record<LineageLink['status'], Tone> = {
  draft: 'neutral',
  declared: 'active',
  confirmed: 'good',
  disputed: 'bad',
  withdrawn: 'neutral',
  struck: 'neutral',
}
const shown = ['declare', 'confirm', 'dispute', 'strike', 'withdraw'] as const

function Share({ measure }: { measure: LineageLink['measure'] }) {
  const text = useText(livingText)
  if (measure.kind === 'unmeasured') return <>{unmeasuredLineage[measure.reason]}</>
  const [most] = measure.columns
  const said = [
    measure.rows && measure.rows.high > 0.05 && text.rows(shareText(measure.rows)),
    most && text.columns(measure.columns.length, shareText(most)),
  ].filter(Boolean)
  return <>{said.length > 0 ? said.join('；') : text.nothing}</>
}

function Proof({ link, onMoved }: { link: LineageLink; onMoved: () => Promise<unknown> }) {
  const text = useText(livingText)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const add = async (file: File) => {
    setRunning(true)
    setError(null)
    try {
      await addProof(link.id, file)
      await onMoved()
    } catch (caught) {
      setError(caught)
    } finally {
      setRunning(false)
    }
  }
  return (
    <>
      <ProblemAlert error={error} />
      {link.proof ? <a href={`/api/v1/lineage/${link.id}/proofs/${link.proof.id}`}>{link.proof.name}</a> : text.noProof}{' '}
      {link.can.includes('attach') && (
        <Upload
          showUploadList={false}
          accept=".pdf,.png,.jpg,.jpeg,.doc,.docx"
          beforeUpload={(file) => {
            void add(file)
            return false
          }}
        >
          <Button size="small" loading={running}>
            {running ? text.uploading : text.upload}
          </Button>
        </Upload>
      )}
    </>
  )
}

type LinkProps = { link: LineageLink; up: boolean; here: string | null; onMoved: () => Promise<unknown> }

function Link({ link, up, here, onMoved }: LinkProps) {
  const text = useText(livingText)
  const [asking, setAsking] = useState<'dispute' | 'strike' | null>(null)
  const command = useCommand({
    run: (step: LinkStep, key) => moveLineage(link.id, step, key),
    onDone: async () => {
      setAsking(null)
      await onMoved()
    },
  })
  const [other, own] = up ? [link.parent, link.child] : [link.child, link.parent]
  const give = (one: LinkStep['command'], note = '') =>
    command.mutateAsync({ version: link.version, command: one, note })
  return (
    <article className="affair" aria-label={`${up ? text.parents : text.children} ${other.name}`}>
      <h3>
        {other.registrationNumber ? (
          <a href={`/register/${other.registrationNumber}`}>
            {other.name} {other.registrationNumber}
          </a>
        ) : (
          other.name
        )}{' '}
        {other.status && <EntryTag status={other.status} />}{' '}
        <StatusTag tone={tones[link.status]}>{text.linkStatuses[link.status]}</StatusTag>
      </h3>
      {here && own.registrationNumber && own.registrationNumber !== here && (
        <p>{text.inherited(own.registrationNumber)}</p>
      )}
      {up && other.status && other.status !== 'active' && <Alert type="warning" showIcon title={text.ended} />}
      <KeyValues
        items={[
          { key: 'relation', label: text.relation, value: `${link.relationText}。${link.note}`, wide: true },
          { key: 'share', label: text.share, value: <Share measure={link.measure} />, wide: true },
          ...(link.authorisationUntil
            ? [{ key: 'until', label: text.until, value: <DateText at={link.authorisationUntil} day /> }]
            : []),
          {
            key: 'proof',
            label: text.proof,
            value: link.own ? text.own : <Proof link={link} onMoved={onMoved} />,
          },
        ]}
      />
      <ul className="registration-list">
        {link.events.map(({ at, command: what, actorName, note }) => (
          <li key={at + what}>
            <DateText at={at} /> {text.commands[what]}（{actorName}）{note && `：${note}`}
          </li>
        ))}
      </ul>
      <div className="affair-actions">
        {shown
          .filter((one) => link.can.includes(one))
          .map((one) =>
            one === 'dispute' || one === 'strike' ? (
              <Button key={one} onClick={() => setAsking(one)}>
                {text.commands[one]}
              </Button>
            ) : (
              <ConfirmAction
                key={one}
                label={text.commands[one]}
                title={`${text.commands[one]}：${other.name}`}
                consequence={<p>{text.asks[one]}</p>}
                confirmLabel={text.commands[one]}
                button={one === 'withdraw' ? {} : { type: 'primary' }}
                onConfirm={() => give(one)}
              />
            ),
          )}
      </div>
      {asking && (
        <WordsModal
          title={`${text.commands[asking]}：${other.name}`}
          consequence={<p>{text.asks[asking]}</p>}
          confirmLabel={text.commands[asking]}
          fieldLabel={text.reason}
          needed={text.reasonShort}
          running={command.isPending}
          error={command.error}
          onConfirm={(note) => void give(asking, note).catch(() => {})}
          onClose={() => setAsking(null)}
        />
      )}
    </article>
  )
}

/** Where the data of a registration or a case come from, and what comes from them. Nothing where there is nothing to say or do. */
export function LineageSection({ of, here }: { of: LineageOf; here: string | null }) {
  const text = useText(livingText)
  const client = useQueryClient()
  const { data } = useQuery(lineageQuery(of))
  const moved = () => client.invalidateQueries({ queryKey: ['lineage', of.entryId ?? of.caseId] })
  if (!data || (data.parents.length + data.children.length === 0 && !data.canDeclare && of.entryId === null))
    return null
  return (
    <FormSection title={text.lineage} lead={text.lineageLead}>
      {data.parents.length === 0 ? <p>{text.noParents}</p> : <h3>{text.parents}</h3>}
      {data.parents.map((link) => (
        <Link key={link.id} link={link} up here={here} onMoved={moved} />
      ))}
      {data.children.length > 0 && <h3>{text.children}</h3>}
      {data.children.map((link) => (
        <Link key={link.id} link={link} up={false} here={here} onMoved={moved} />
      ))}
      {here && data.graph && data.graph.edges.length > 0 && <LineagePicture graph={data.graph} here={here} />}
      {data.canDeclare && <LineageForm of={of} lineage={data} onDone={moved} />}
    </FormSection>
  )
}
