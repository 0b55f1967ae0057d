import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { type Draft, draftQuery } from '../api.ts'
import { CheckForm } from '../parts/check-form.tsx'
import { DraftCommands } from '../parts/draft-commands.tsx'
import { DraftTag } from '../parts/draft-tag.tsx'
import { decisionText } from '../text.ts'
import '../decision.css'

const parts = ['facts', 'answer', 'reasoning'] as const

/** The anonymised text of a decision beside its original, with what may still tell who somebody is. */
export function DraftPage({ id }: { id: string }) {
  const text = useText(decisionText)
  const client = useQueryClient()
  const { data: draft } = useSuspenseQuery(draftQuery(id))
  const { residues, can, original, number } = draft
  const moved = (next: Draft) => {
    client.setQueryData(draftQuery(id).queryKey, next)
    void client.invalidateQueries({ queryKey: ['decision-drafts'] })
    void client.invalidateQueries({ queryKey: ['decision-grounds'] })
  }
  const by = (name: string | null, at: string | null) =>
    name && (
      <>
        {name} <DateText at={at} />
      </>
    )
  return (
    <>
      <PageHeader
        title={number ?? draft.objectionNumber}
        above={<Link to="/decisions">{text.title}</Link>}
        tags={<DraftTag status={draft.status} />}
      />
      <FormSection title={text.columns.objection}>
        <KeyValues
          items={[
            {
              key: 'objection',
              label: text.columns.objection,
              value: (
                <Link to="/objections/$id" params={{ id: draft.objectionId }}>
                  {draft.objectionNumber}
                </Link>
              ),
            },
            { key: 'ground', label: text.columns.ground, value: draft.groundText },
            { key: 'outcome', label: text.columns.outcome, value: text.outcome[draft.outcome] },
            ...(draft.checkedBy
              ? [{ key: 'checked', label: text.checkedBy, value: by(draft.checkedBy, draft.checkedAt) }]
              : []),
            ...(draft.releasedBy
              ? [{ key: 'released', label: text.releasedBy, value: by(draft.releasedBy, draft.releasedAt) }]
              : []),
            ...(draft.note ? [{ key: 'note', label: text.note, value: draft.note, wide: true }] : []),
            ...(draft.status === 'released' && number
              ? [{ key: 'open', label: text.number, value: <a href={`/decisions/${number}`}>{number}</a> }]
              : []),
          ]}
        />
      </FormSection>
      <FormSection title={text.residues}>
        {residues.length === 0 ? (
          <p>{text.residuesNone}</p>
        ) : (
          <ul>
            {residues.map(({ field, start, words, why, sure }) => (
              <li key={`${field} ${start}`}>
                {text.fields[field]}：<mark>{words}</mark> {why}（{sure ? text.sure : text.doubtful}）
              </li>
            ))}
          </ul>
        )}
      </FormSection>
      <FormSection title={text.original}>
        <KeyValues
          items={parts.map((part) => ({ key: part, label: text.fields[part], value: original[part], wide: true }))}
        />
      </FormSection>
      {can.includes('check') ? (
        <FormSection title={text.text} lead={text.checkBody}>
          <CheckForm draft={draft} onMoved={moved} />
        </FormSection>
      ) : (
        <FormSection title={text.text}>
          <KeyValues
            items={[...parts, 'rule' as const].map((part) => ({
              ...{ key: part, label: text.fields[part], value: draft[part], wide: true },
            }))}
          />
          {draft.status === 'checked' && !can.includes('release') && <p className="hint">{text.second}</p>}
        </FormSection>
      )}
      <DraftCommands draft={draft} onMoved={moved} />
    </>
  )
}
