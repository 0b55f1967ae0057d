import { askedRedFlags } from '@datadeed/core/filing/findings'
import { Radio } from 'antd'
import { useText } from '../../../app/language.ts'
import type { Finding, Form } from '../api.ts'
import { useCasePack } from '../case-pack.tsx'
import { filingText } from '../text.ts'
import type { SetField } from './field-input.tsx'

type Props = { form: Form; findings: readonly Finding[]; set: SetField }

/** The questions that the answers so far call for, each with the rule behind it and what a yes entails. */
export function RedFlags({ form, findings, set }: Props) {
  const text = useText(filingText)
  const pack = useCasePack()
  const answers = form.redFlags ?? {}
  return (
    <ol className="red-flags">
      {askedRedFlags(form, pack).map(({ rule, question }, at) => (
        <li key={rule}>
          <fieldset id={`field-redFlags-${rule}`}>
            <legend>
              {at + 1}. {question}
            </legend>
            <Radio.Group
              value={answers[rule]}
              options={[
                { value: true, label: text.form.yes },
                { value: false, label: text.form.no },
              ]}
              onChange={(event) => set('redFlags', { ...answers, [rule]: event.target.value })}
            />
            <details className="basis">
              <summary>{text.form.basis}</summary>
              {pack.rules[rule]?.text}（{pack.rules[rule]?.article ?? pack.rules[rule]?.source}）
            </details>
            <div className="field-notes" aria-live="polite">
              {findings
                .filter(({ field, code }) => field === `redFlags.${rule}` && code !== 'red_flag_unanswered')
                .map(({ severity, message, remedy }) => (
                  <p key={message} className={`note-${severity}`}>
                    <strong>{text.findings[severity]}</strong> {message}
                    <span>{remedy}</span>
                  </p>
                ))}
            </div>
          </fieldset>
        </li>
      ))}
    </ol>
  )
}
