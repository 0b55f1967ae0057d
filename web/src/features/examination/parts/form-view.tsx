import { useText } from '../../../app/language.ts'
import type { Case } from '../api.ts'
import type { CorrectionDraft } from '../correction-draft.ts'
import { fieldText } from '../field-text.ts'
import { formSections, isBlank, rowOf, type SectionName } from '../field-value.ts'
import { examinationText } from '../text.ts'
import { FieldRow } from './field-row.tsx'

type Props = {
  c: Case
  draft: CorrectionDraft
  onFlag: ((field: string) => void) | undefined
  onShowChange: () => void
}

/** Fields that may stay blank without a word: shown only when filled in, found wanting, or flagged. */
const optional = new Set<string>([
  'authorisationUntil',
  'personalInfoBasis',
  'anonymisation',
  'redFlags',
  'coHolders',
  'agentName',
  'agentUscc',
  'infrastructure',
])

/** The application in readable sections, each field with its findings beside it. */
export function FormView({ c, draft, onFlag, onShowChange }: Props) {
  const text = useText(examinationText).page
  const words = useText(fieldText)
  const last = c.corrections.findLast(({ answeredAt }) => answeredAt !== null)
  const changed = new Set(last?.changes.map(({ field }) => rowOf(field)))
  return (
    <section className="case-form" aria-label={text.form}>
      {(Object.keys(formSections) as SectionName[]).map((section) => (
        <section key={section} aria-labelledby={`section-${section}`}>
          <h2 id={`section-${section}`}>{words.sections[section]}</h2>
          <dl>
            {formSections[section].map((field) => {
              const findings = c.findingList.filter((finding) => rowOf(finding.field) === field)
              const item = draft.items.find((one) => rowOf(one.field) === field)
              if (optional.has(field) && isBlank(c.form[field]) && findings.length === 0 && !item) return null
              return (
                <FieldRow
                  key={field}
                  field={field}
                  c={c}
                  findings={findings}
                  item={item}
                  changed={changed.has(field)}
                  onShowChange={onShowChange}
                  onFlag={onFlag}
                />
              )
            })}
          </dl>
        </section>
      ))}
    </section>
  )
}
