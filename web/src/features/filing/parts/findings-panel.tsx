import { useText } from '../../../app/language.ts'
import { keyOf } from '../../preexam/api.ts'
import { FindingFacts } from '../../preexam/parts/finding-facts.tsx'
import type { Finding } from '../api.ts'
import { filingText } from '../text.ts'
import { useFieldLabel } from './field-frame.tsx'

type Props = {
  findings: readonly Finding[]
  /** The form, for the words that findings mean. */
  form: object
  onGo?: (field: string) => void
}

const order = ['error', 'warning', 'hint'] as const

/** Everything the machine check found, worst first, each with its rule and remedy and the way to its field. */
export function FindingsPanel({ findings, form, onGo }: Props) {
  const text = useText(filingText).findings
  const labelOf = useFieldLabel()
  const count = (severity: Finding['severity']) => findings.filter((item) => item.severity === severity).length
  const sorted = order.flatMap((severity) => findings.filter((item) => item.severity === severity))
  return (
    <div className="findings">
      <p role="status" className="findings-sum">
        {findings.length === 0 ? text.none : text.summary(count('error'), count('warning'), count('hint'))}
      </p>
      <ul>
        {sorted
          .map((one) => ({ ...one, one }))
          .map(({ one, field, severity, message, rule, remedy }) => (
            <li key={keyOf(one)} className={`finding finding-${severity}`}>
              <div className="finding-head">
                <span className="finding-kind">{text[severity]}</span>
                {onGo ? (
                  <button type="button" className="link-button" onClick={() => onGo(field)}>
                    {text.go} {labelOf(field)}
                  </button>
                ) : (
                  <strong>{labelOf(field)}</strong>
                )}
              </div>
              <p>{message}</p>
              <p className="hint">
                {text.remedy}：{remedy}
              </p>
              <details className="basis">
                <summary>{text.rule}</summary>
                {rule}
                <FindingFacts finding={one} text={(form as Record<string, unknown>)[field]} />
              </details>
            </li>
          ))}
      </ul>
      <p className="hint">{text.machine}</p>
    </div>
  )
}
