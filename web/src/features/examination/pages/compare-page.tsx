import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SearchField } from '../../../ui/filters.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { type Case, caseQuery, findByNumber } from '../api.ts'
import { fieldText } from '../field-text.ts'
import { formFields, isBlank, valueText } from '../field-value.ts'
import { CaseStatusTag } from '../parts/case-marks.tsx'
import { TextChanges } from '../parts/text-changes.tsx'
import { workbenchText } from '../workbench-text.ts'
import '../examination.css'
import '../workbench.css'

/** Which deposit the published log has first; a hole in it says nothing. */
function orderOf(a: Case, b: Case): 'a' | 'b' | 'same' | 'unlogged' {
  const [first, second] = [a.deposit.logIndex, b.deposit.logIndex]
  if (first === null || second === null) return 'unlogged'
  return first === second ? 'same' : first < second ? 'a' : 'b'
}

function Evidence({ a, b }: { a: Case; b: Case }) {
  const text = useText(workbenchText).compare
  const order = orderOf(a, b)
  const verdict =
    order === 'unlogged'
      ? text.unlogged
      : order === 'same'
        ? text.sameTime
        : text.earlier((order === 'a' ? a : b).number)
  const rows = [
    [text.company, ...[a, b].map((c) => c.partyName)],
    [text.status, ...[a, b].map((c) => <CaseStatusTag key={c.id} status={c.status} />)],
    [text.submitted, ...[a, b].map((c) => <DateText key={c.id} at={c.submittedAt} />)],
    [text.deposit, ...[a, b].map((c) => <code key={c.id}>{c.deposit.number}</code>)],
    [text.loggedAt, ...[a, b].map((c) => <DateText key={c.id} at={c.deposit.loggedAt} />)],
    [text.logIndex, ...[a, b].map((c) => c.deposit.logIndex ?? '—')],
    [text.digest, ...[a, b].map((c) => <HashText key={c.id} hash={c.deposit.digests.sha256} what={text.digest} />)],
  ] as const
  const shared = a.attachments.filter(({ sha256 }) => b.attachments.some((other) => other.sha256 === sha256))
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{text.evidence}</h2>
      <p className="compare-verdict">
        <strong>{verdict}</strong> {a.deposit.digests.sha256 === b.deposit.digests.sha256 && text.sameDigest}{' '}
        {shared.length > 0 && text.attachments(shared.map(({ name }) => name).join('、'))}
      </p>
      <div className="compare-scroll">
        <table className="compare">
          <thead>
            <tr>
              <td />
              {[a, b].map((c) => (
                <th key={c.id} scope="col">
                  <Link to="/queue/$id" params={{ id: c.id }}>
                    {c.name || c.number}
                  </Link>
                  <br />
                  <code>{c.number}</code>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, left, right]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{left}</td>
                <td>{right}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Fields({ a, b }: { a: Case; b: Case }) {
  const text = useText(workbenchText).compare
  const words = useText(fieldText)
  const values = formFields
    .map((field) => ({
      field,
      left: valueText(field, a.form[field], words),
      right: valueText(field, b.form[field], words),
    }))
    .filter(({ field }) => !isBlank(a.form[field]) || !isBlank(b.form[field]))
  const differ = values.filter(({ left, right }) => left !== right)
  const same = values.filter(({ left, right }) => left === right)
  return (
    <>
      <section aria-labelledby="differ">
        <h2 id="differ">
          {text.differ}（{differ.length}）
        </h2>
        {differ.length === 0 ? (
          <EmptyState title={text.noneDiffer}>{text.noneDifferBody}</EmptyState>
        ) : (
          <div className="compare-scroll">
            <p className="hint changes">
              <del>{text.gone}</del> <ins>{text.come}</ins>
            </p>
            <table className="compare">
              <thead>
                <tr>
                  <th scope="col">{text.field}</th>
                  <th scope="col">{a.number}</th>
                  <th scope="col">{b.number}</th>
                </tr>
              </thead>
              <tbody>
                {differ.map(({ field, left, right }) => (
                  <tr key={field}>
                    <th scope="row">{words.labels[field]}</th>
                    <td>{left ? <p className="prose">{left}</p> : <span className="hint">{text.empty}</span>}</td>
                    <td>
                      {left && right ? (
                        <TextChanges before={left} after={right} />
                      ) : right ? (
                        <p className="prose">{right}</p>
                      ) : (
                        <span className="hint">{text.empty}</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section aria-labelledby="same">
        <h2 id="same">
          {text.same}（{same.length}）
        </h2>
        <p>{same.map(({ field }) => words.labels[field]).join('、') || text.noneSame}</p>
      </section>
    </>
  )
}

function Other({ a, id }: { a: Case; id: string }) {
  const other = useQuery(caseQuery(id))
  if (other.isError) return <ErrorState error={other.error} onRetry={() => void other.refetch()} />
  if (!other.data) return null
  return (
    <>
      <Evidence a={a} b={other.data} />
      <Fields a={a} b={other.data} />
    </>
  )
}

type Props = { a: string; b: string | undefined; onOther: (id: string) => void }

/** Two applications side by side, with the times of their evidence; whatever made somebody suspect that they are one. */
export function ComparePage({ a: id, b, onOther }: Props) {
  const text = useText(workbenchText).compare
  const a = useSuspenseQuery(caseQuery(id)).data
  const [missed, setMissed] = useState(false)
  const pick = async (number: string) => {
    setMissed(false)
    const found = number === '' ? undefined : await findByNumber(number)
    if (found && found !== id) onOther(found)
    else setMissed(true)
  }
  return (
    <div className="workbench">
      <PageHeader
        title={text.title}
        lead={text.lead}
        above={
          <Link to="/queue/$id" params={{ id }}>
            {a.name || a.number}
          </Link>
        }
      />
      <search className="compare-pick">
        <SearchField label={text.pick} value={undefined} onSearch={(number) => void pick(number)} />
        <p className="hint" role={missed ? 'alert' : undefined}>
          {missed ? text.notFound : text.pickHelp}
        </p>
      </search>
      {b ? <Other a={a} id={b} /> : <EmptyState title={text.choose}>{text.chooseBody}</EmptyState>}
    </div>
  )
}
