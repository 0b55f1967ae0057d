import { type ReactNode, useId } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { RelatedDecisions } from '../../decision/parts/related-decisions.tsx'
import type { Field, Finding } from '../api.ts'
import { useCasePack } from '../case-pack.tsx'
import { filingText } from '../text.ts'
import { ruleFor } from './steps.ts'

export type Origin = 'manifest' | 'profile' | 'party' | 'template'
type Props = {
  field: Field
  findings: readonly Finding[]
  origin?: Origin | undefined
  refusal?: string | undefined
  /** A group of controls is named by a legend, a single control by a label. */
  group?: boolean
  half?: boolean
  /** What else stands below the field. */
  after?: ReactNode
  /** `id` for the control, `describedBy` for its help and findings. */
  children: (control: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ReactNode
}

/** Not in the pack's list of fields, but asked for by a check of its own once they apply. */
const demanded: ReadonlySet<Field> = new Set([
  'redFlags',
  'coHolders',
  'personalInfoBasis',
  'anonymisation',
  'commitTruth',
  'commitSource',
  'commitNoDispute',
  'commitSecurity',
])

/** The official label of a field, in the reader's language. */
export function useFieldLabel(): (field: string) => string {
  const { fields, attachments, findings } = useText(filingText)
  const zh = useLanguage() === 'zh'
  const pack = useCasePack()
  return (field) => {
    const [root = '', part = ''] = field.split('.')
    if (root === 'attachments') {
      return attachments.kinds[part as keyof typeof attachments.kinds] ?? attachments.kinds.other
    }
    if (root === 'deposit') return findings.deposit
    const own = (fields as Record<string, { label: string }>)[root]?.label ?? field
    return (zh && ruleFor(pack, root)?.label) || own
  }
}

/** Label, help that quotes its rule, the control, and what the check says about it. */
export function FieldFrame({ field, findings, origin, refusal, group = false, half = false, after, children }: Props) {
  const text = useText(filingText)
  const zh = useLanguage() === 'zh'
  const label = useFieldLabel()(field)
  const rule = ruleFor(useCasePack(), field)
  const id = useId()
  const help = `${id}-help`
  const notes = `${id}-notes`
  const head = (
    <>
      {label}
      {!rule && !demanded.has(field) && <span className="optional">{text.form.optional}</span>}
    </>
  )
  const mark = origin && <span className="prefilled">{text.form.prefilled[origin]}</span>
  // What is merely not filled in yet is no fault: a fresh form must not be red all over.
  const told = findings.filter(({ code }) => code !== 'required' && code !== 'commitment_missing')
  const missing = told.length < findings.length
  const errors = told.some(({ severity }) => severity === 'error') || refusal !== undefined
  const body = (
    <>
      <div className="field-help" id={help}>
        {/* A commitment's words stand at its own tick. */}
        {!field.startsWith('commit') && (zh && rule ? rule.help : text.fields[field].help)}
        {rule && (
          <details className="basis">
            <summary>{text.form.basis}</summary>
            {rule.source}
          </details>
        )}
        <RelatedDecisions field={field} />
      </div>
      {children({ id, 'aria-describedby': `${help} ${notes}`, 'aria-invalid': errors })}
      <div id={notes} className="field-notes" aria-live="polite">
        {refusal !== undefined && <p className="note-error">{refusal}</p>}
        {missing && <p className="note-missing">{text.form.missing}</p>}
        {told.map(({ code, severity, message, remedy }) => (
          <p key={`${code} ${message}`} className={`note-${severity}`}>
            <strong>{text.findings[severity]}</strong> {message}
            <span>{remedy}</span>
          </p>
        ))}
      </div>
      {after}
    </>
  )
  const className = `field${half ? ' half' : ''}${errors ? ' has-error' : ''}`
  if (group) {
    return (
      <fieldset id={`field-${field}`} className={className} aria-describedby={`${help} ${notes}`}>
        <legend>
          {head} {mark}
        </legend>
        {body}
      </fieldset>
    )
  }
  return (
    <div id={`field-${field}`} className={className}>
      <div className="field-label">
        <label htmlFor={id}>{head}</label> {mark}
      </div>
      {body}
    </div>
  )
}
