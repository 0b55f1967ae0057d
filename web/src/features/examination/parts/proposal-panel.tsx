import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { type Case, packOfCase } from '../api.ts'
import { examinationText } from '../text.ts'

function Grounds({ c }: { c: Case }) {
  const { data: pack } = useQuery(packOfCase(c.rulePack))
  const grounds = c.refusal?.grounds ?? []
  const text = useText(examinationText).refusal
  return (
    <ol className="items">
      {grounds.map(({ code, explanation }) => {
        const ground = pack?.grounds.find((one) => one.code === code)
        return (
          <li key={code}>
            <h3>{code === 'objection_upheld' ? text.objectionUpheld : (ground?.text ?? code)}</h3>
            <p className="prose">{explanation}</p>
            {ground && (
              <p className="finding-more">
                {ground.article && `${text.article}：${ground.article}。`}
                {text.source}：{ground.source}
              </p>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** What the examiner proposes and why, for the second person; afterwards the grounds of a refusal. */
export function ProposalPanel({ c, own }: { c: Case; own: boolean }) {
  const text = useText(examinationText).proposal
  if (c.status === 'refused' && c.refusal)
    return (
      <section className="proposal is-refusal" aria-label={text.decided}>
        <h2>{text.decided}</h2>
        <Grounds c={c} />
      </section>
    )
  const accepting = c.status === 'acceptance_proposed'
  if (!accepting && c.status !== 'refusal_proposed') return null
  const proposed = c.events.findLast(({ command }) => command.startsWith('propose_'))
  const title = accepting ? text.accept : text.refuse
  return (
    <section className={accepting ? 'proposal' : 'proposal is-refusal'} aria-label={title}>
      <h2>{title}</h2>
      {proposed && (
        <p className="hint">
          {text.by(proposed.actor)} · <DateText at={proposed.at} />
        </p>
      )}
      {accepting ? <p className="prose">{proposed?.note || text.noOpinion}</p> : <Grounds c={c} />}
      {own && <p className="caution">{text.yours}</p>}
    </section>
  )
}
