import { Link } from '@tanstack/react-router'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { RelatedDecisions } from '../../decision/parts/related-decisions.tsx'
import { type Finding, percent, ruleName } from '../api.ts'
import { preexamText } from '../text.ts'
import '../preexam.css'

type Props = {
  finding: Finding
  /** The text of the field, of which the finding may mean a stretch. */
  text: unknown
}

/** Longer stretches are the whole field, which stands beside it. */
const LONGEST = 120

/** Rule, version and certainty of a finding, and the words it means. */
export function FindingFacts({ finding, text: value }: Props) {
  const text = useText(preexamText)
  const language = useLanguage()
  const { span, code, version, confidence, hintOnly } = finding
  const quote = typeof value === 'string' && span ? value.slice(span.start, span.end) : ''
  const partial = quote !== '' && quote.length < String(value).length && quote.length <= LONGEST
  return (
    <>
      <p className="finding-facts">
        <span>
          {text.rule}：{ruleName(code, language)}
        </span>
        <span>{text.certainty[confidence]}</span>
        {hintOnly && <span>{text.hintOnly}</span>}
        {version && <span>{text.base(version)}</span>}
      </p>
      <RelatedDecisions finding={code} />
      {partial && (
        <p className="finding-quote">
          {text.span}：<mark>{quote}</mark>
        </p>
      )}
    </>
  )
}

/** The cases that a finding is about, each with when its deposit was logged, this one first. */
export function OtherCases({ finding, loggedAt }: { finding: Finding; loggedAt: string | null }) {
  const text = useText(preexamText)
  if (finding.others.length === 0) return null
  const at = (moment: string | null) => (moment ? <DateText at={moment} /> : text.notYet)
  return (
    <section aria-label={text.others}>
      <p className="finding-more">
        {text.ours}，{text.evidence}：{at(loggedAt)}
      </p>
      <ul className="finding-others">
        {finding.others.map((other) => (
          <li key={other.caseId}>
            <Link to="/queue/$id" params={{ id: other.caseId }}>
              {other.name || other.number}
            </Link>{' '}
            <code>{other.number}</code>，{other.partyName}，{text.same(percent(other.similarity))}
            <span className="finding-more">
              {' '}
              {text.evidence}：{at(other.evidencedAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
