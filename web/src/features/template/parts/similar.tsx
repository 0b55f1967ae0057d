import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { percent } from '../../preexam/api.ts'
import { similarQuery } from '../api.ts'
import { templateText } from '../text.ts'

type Props = { caseId: string; version: number; field: string }

/** Registrations whose published text is like what stands in the field, each with the way to its public page. */
export function SimilarRegistrations({ caseId, version, field }: Props) {
  const text = useText(templateText).aids
  const { data } = useQuery(similarQuery(caseId, version))
  const found = (data?.items ?? []).flatMap((item) => {
    const own = item.fields.find((one) => one.field === field)
    return own ? [{ ...item, similarity: own.similarity }] : []
  })
  if (found.length === 0) return null
  return (
    <section className="similar" aria-label={text.similar}>
      <p>
        <strong>{text.similar}</strong> <span className="hint">{text.similarNote}</span>
      </p>
      <ul>
        {found.map(({ registrationNumber, name, holder, own, similarity }) => (
          <li key={registrationNumber}>
            <a href={`/register/${registrationNumber}`} target="_blank" rel="noreferrer">
              {name}
              <span className="visually-hidden">{text.opens}</span>
            </a>{' '}
            <span className="hint">
              {own ? text.own : holder} · {text.alike(percent(similarity))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
