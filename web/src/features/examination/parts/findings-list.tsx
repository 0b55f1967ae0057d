import type { ReactNode } from 'react'
import { useText } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { keyOf } from '../../preexam/api.ts'
import type { Finding } from '../api.ts'
import { examinationText } from '../text.ts'

const tones: Record<Finding['severity'], Tone> = { error: 'bad', warning: 'attention', hint: 'neutral' }

type Props = {
  findings: Finding[]
  title?: (finding: Finding) => ReactNode
  /** What follows a finding: what it rests on, what was made of it. */
  more?: (finding: Finding) => ReactNode
}

/** Findings with what to do; with `title`, where they stand apart from the field they are about, the rule too. */
export function FindingsList({ findings, title, more }: Props) {
  const text = useText(examinationText).findings
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={keyOf(finding)} className={`finding finding-${finding.severity}`}>
          <p className="finding-head">
            <StatusTag tone={tones[finding.severity]}>{text.severity[finding.severity]}</StatusTag>
            {title?.(finding)}
          </p>
          <p>{finding.message}</p>
          <p className="finding-more">
            {text.remedy}：{finding.remedy}
          </p>
          {title && (
            <p className="finding-more">
              {text.rule}：{finding.rule}
            </p>
          )}
          {more?.(finding)}
        </li>
      ))}
    </ul>
  )
}
