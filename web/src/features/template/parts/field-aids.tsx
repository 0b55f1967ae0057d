import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useText } from '../../../app/language.ts'
import type { Field, Form } from '../../filing/api.ts'
import { aidsQuery } from '../api.ts'
import { templateText } from '../text.ts'
import { FieldComments } from './field-comments.tsx'
import { NameCondition, Phrases } from './phrases.tsx'
import { SimilarRegistrations } from './similar.tsx'
import '../template.css'

type Props = {
  caseId: string
  /** Of the case as saved: what it is compared by. */
  version: number
  field: Field
  form: Form
  set: <F extends Field>(field: F, value: Form[F]) => void
}

const compared = new Set<Field>(['name', 'scenario', 'algorithm'])

/** What helps at one field: accepted phrases, registrations like it, and what reviewers said. */
export function FieldAids({ caseId, version, field, form, set }: Props) {
  const { data: aids } = useQuery(aidsQuery(caseId))
  const modes = form.modes ?? []
  return (
    <>
      {aids?.vocabulary && field === 'name' && (
        <>
          <NameCondition aids={aids} name={form.name ?? ''} />
          <Phrases
            field={field}
            vocabulary={aids.vocabulary}
            typed={form.name ?? ''}
            modes={modes}
            onAdd={(rest) => set('name', `${form.name ?? ''}${rest}`)}
          />
        </>
      )}
      {aids?.vocabulary && field === 'scenario' && (
        <Phrases
          field={field}
          vocabulary={aids.vocabulary}
          typed={form.scenario ?? ''}
          modes={modes}
          parts={['object', 'use']}
          onAdd={(rest) => set('scenario', `${form.scenario ?? ''}${rest}`)}
        />
      )}
      {compared.has(field) && <SimilarRegistrations caseId={caseId} version={version} field={field} />}
      <FieldComments caseId={caseId} field={field} />
    </>
  )
}

/** Where a draft came from, above its form. */
export function DraftOrigin({ caseId }: { caseId: string }) {
  const text = useText(templateText).aids
  const { data } = useQuery(aidsQuery(caseId))
  if (!data?.origin) return null
  const { title, registrationNumber } = data.origin
  return (
    <Alert
      type="info"
      showIcon
      className="notice"
      title={text.from(title)}
      action={
        registrationNumber && (
          <a href={`/register/${registrationNumber}`} target="_blank" rel="noreferrer">
            {registrationNumber}
            <span className="visually-hidden">{text.opens}</span>
          </a>
        )
      }
    />
  )
}
