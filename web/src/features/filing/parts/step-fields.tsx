import type { ReactNode } from 'react'
import type { Field, Finding, Form } from '../api.ts'
import type { StepKey } from '../step-keys.ts'
import { CoHolders } from './co-holders.tsx'
import { ElementTable } from './element-table.tsx'
import { FieldFrame, type Origin } from './field-frame.tsx'
import { type Control, FieldInput, type SetField } from './field-input.tsx'
import { RedFlags } from './red-flags.tsx'
import { SampleEditor } from './sample-editor.tsx'
import { type FieldSpec, stepFields } from './steps.ts'
import type { DraftForm } from './use-draft.ts'

type Common = {
  draft: Pick<DraftForm, 'form' | 'findings' | 'refused' | 'touched' | 'set'>
  /** Where prefilled fields came from; the mark goes once the person has changed the field. */
  origins: Record<string, Origin>
  /** What helps at a field. */
  aid?: (field: Field) => ReactNode
}

const groups = new Set(['choices', 'redFlags', 'holders', 'elements', 'flag'])
const radios = new Set<Field>(['personalInfo', 'importantData', 'ownership', 'disclosure'])
const isGroup = ({ kind, field }: FieldSpec) => groups.has(kind) || radios.has(field)

export function StepFields({ step, draft, origins, aid }: Common & { step: StepKey }) {
  return (
    <div className="fields">
      {stepFields[step]
        .filter(({ when }) => !when || when(draft.form))
        .map((spec) => (
          <FieldBlock key={spec.field} spec={spec} draft={draft} origins={origins} {...(aid && { aid })} />
        ))}
    </div>
  )
}

/** One field, whatever its kind, with its findings. Parts such as `redFlags.R4` stand at their own question. */
export function FieldBlock({ spec, draft, origins, aid }: Common & { spec: FieldSpec }) {
  const { form, findings, refused, touched, set } = draft
  const { field } = spec
  const own: string[] = field === 'sampleRows' ? ['sampleRows', 'sampleHeader'] : [field]
  return (
    <FieldFrame
      field={field}
      findings={findings.filter((finding) => own.includes(finding.field))}
      origin={touched.has(field) ? undefined : origins[field]}
      refusal={refused[field] ?? (field === 'sampleRows' ? refused.sampleHeader : undefined)}
      group={isGroup(spec)}
      half={spec.half ?? false}
      after={aid?.(field)}
    >
      {(control) => <Body spec={spec} form={form} findings={findings} set={set} control={control} />}
    </FieldFrame>
  )
}

type BodyProps = { spec: FieldSpec; form: Form; findings: readonly Finding[]; set: SetField; control: Control }

function Body({ spec, form, findings, set, control }: BodyProps) {
  switch (spec.kind) {
    case 'redFlags':
      return <RedFlags form={form} findings={findings} set={set} />
    case 'holders':
      return <CoHolders form={form} set={set} />
    case 'elements':
      return <ElementTable form={form} set={set} />
    case 'sample':
      return <SampleEditor form={form} set={set} control={control} />
    default:
      return <FieldInput spec={spec} form={form} set={set} control={control} />
  }
}
