import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { formatDate } from '../../../ui/format.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { type Case, decideObjection, type Objection, objectionsQuery } from '../api.ts'
import { examinationText } from '../text.ts'
import { WordsDialog } from './words-dialog.tsx'

type Outcome = 'dismissed' | 'upheld'
type Deciding = { c: Case; objection: Objection; outcome: Outcome; onClose: () => void }

function DecisionDialog({ c, objection, outcome, onClose }: Deciding) {
  const text = useText(examinationText).objection
  const toast = useToast()
  const upheld = outcome === 'upheld'
  return (
    <WordsDialog
      c={c}
      offers={upheld ? 'uphold_objection' : 'dismiss_objection'}
      title={upheld ? text.upholdTitle(objection.number) : text.dismissTitle(objection.number)}
      lead={upheld ? text.upholdLead(c.name) : text.dismissLead(c.name)}
      sendLabel={upheld ? text.uphold : text.dismiss}
      danger={upheld}
      max={2000}
      keptAs={`objection.${objection.id}`}
      run={(_seen, reason, key) => decideObjection(objection.id, { outcome, reason }, key)}
      onDone={() => toast.success(text.done(objection.number))}
      onClose={onClose}
    />
  )
}

type Shown = { objection: Objection; onDecide: (outcome: Outcome) => void }

function OneObjection({ objection, onDecide }: Shown) {
  const text = useText(examinationText).objection
  const language = useLanguage()
  const { status } = objection
  const open = status === 'lodged' || status === 'answered' || status === 'mediation'
  return (
    <article className="objection">
      <h3>
        <Link to="/objections/$id" params={{ id: objection.id }}>
          {text.title(objection.number)}
        </Link>{' '}
        <StatusTag tone={open ? 'attention' : 'neutral'}>{text.statuses[status]}</StatusTag>
      </h3>
      <KeyValues
        items={[
          {
            key: 'reason',
            label: text.reason,
            value: objection.reason,
          },
          { key: 'lodged', label: text.lodged, value: <DateText at={objection.lodgedAt} /> },
          ...(objection.objector
            ? [
                { key: 'objector', label: text.objector, value: objection.objector.name },
                { key: 'contact', label: text.contact, value: objection.objector.contact },
              ]
            : []),
          { key: 'statement', label: text.statement, value: objection.statement, wide: true },
          {
            key: 'answer',
            label: text.answer,
            value: objection.answer ?? text.noAnswer(formatDate(objection.answerDue, language)),
            wide: true,
          },
          ...(objection.decision
            ? [{ key: 'decision', label: text.decision, value: objection.decision, wide: true }]
            : []),
        ]}
      />
      {objection.can.includes('decide') && (
        <p className="objection-actions">
          <Button onClick={() => onDecide('dismissed')}>{text.dismiss}</Button>
          {objection.can.includes('uphold') && (
            <Button danger onClick={() => onDecide('upheld')}>
              {text.uphold}
            </Button>
          )}
        </p>
      )}
    </article>
  )
}

/** The objections to a case, both sides' words, and the decision. */
export function ObjectionsPanel({ c }: { c: Case }) {
  const text = useText(examinationText).objection
  const list = useQuery(objectionsQuery(c.id))
  const [deciding, setDeciding] = useState<{ id: string; outcome: Outcome } | null>(null)
  const objection = list.data?.items.find(({ id }) => id === deciding?.id)
  return (
    <section className="proposal" aria-label={text.section}>
      <h2>{text.section}</h2>
      {list.isPending && <ListSkeleton rows={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.map((one) => (
        <OneObjection key={one.id} objection={one} onDecide={(outcome) => setDeciding({ id: one.id, outcome })} />
      ))}
      {deciding && objection && (
        <DecisionDialog c={c} objection={objection} outcome={deciding.outcome} onClose={() => setDeciding(null)} />
      )}
    </section>
  )
}
