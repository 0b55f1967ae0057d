import { useText } from '../../../app/language.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import type { Form } from '../api.ts'
import { stepKeys } from '../step-keys.ts'
import { filingText } from '../text.ts'
import { useFieldLabel } from './field-frame.tsx'
import { FieldValue } from './field-value.tsx'
import { stepFields } from './steps.ts'

/** The whole application to read and to print. */
export function FormView({ form, whole = false }: { form: Form; whole?: boolean }) {
  const text = useText(filingText)
  const labelOf = useFieldLabel()
  return (
    <div className="form-view">
      {stepKeys
        .filter((key) => stepFields[key].length > 0)
        .map((key) => (
          <section key={key} aria-label={text.steps[key]}>
            <h3>{text.steps[key]}</h3>
            <KeyValues
              items={stepFields[key]
                .filter(({ when }) => !when || when(form))
                .map(({ field, half }) => ({
                  key: field,
                  label: labelOf(field),
                  value: <FieldValue field={field} value={form[field]} form={form} whole={whole} />,
                  wide: !half,
                }))}
            />
          </section>
        ))}
    </div>
  )
}
