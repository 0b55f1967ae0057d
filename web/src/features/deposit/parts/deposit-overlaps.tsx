import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { type Deposit, type OverlapAnswer, overlapsQuery } from '../api.ts'
import { depositText } from '../text.ts'
import '../overlaps.css'

type Overlap = OverlapAnswer['overlaps'][number]

const mostGroups = 10
const mostOfGroup = 12

const grouped = (n: number) => n.toLocaleString('zh-CN')
const percent = (share: number) => `${Math.round(share * 100)}%`

/** What the registry found that overlaps a deposit, and what the figures mean. Of others' data it is told hardly anything. */
export function DepositOverlaps({ deposit }: { deposit: Pick<Deposit, 'id' | 'createdAt'> }) {
  const text = useText(depositText).page.overlaps
  const asked = useQuery(overlapsQuery(deposit.id))
  return (
    <FormSection title={text.title} lead={text.lead}>
      {asked.data ? (
        <Answer answer={asked.data} createdAt={deposit.createdAt} />
      ) : asked.error ? (
        <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <p className="hint" role="status">
          {text.looking}
        </p>
      )}
    </FormSection>
  )
}

function Answer({ answer, createdAt }: { answer: OverlapAnswer; createdAt: string }) {
  const text = useText(depositText).page.overlaps
  const { epoch, checked, overlaps, widespread } = answer
  if (epoch === null)
    return (
      <div className="no-overlap">
        <strong>{text.noSketch}</strong>
        <p>{text.noSketchBody}</p>
      </div>
    )
  const groups = groupsOf(overlaps)
  const shown = groups.slice(0, mostGroups)
  const example = shown[0]?.items[0]
  const files = new Set(overlaps.map(({ file }) => file)).size
  const left = groups.slice(mostGroups).reduce((sum, { items }) => sum + items.length, 0)
  return (
    <>
      {overlaps.length === 0 ? (
        <div className="no-overlap">
          <strong>{text.none}</strong>
          <p>{text.noneBody(grouped(checked))}</p>
        </div>
      ) : (
        <p className="overlap-lead">
          {text.found(grouped(checked), grouped(overlaps.length))}
          {example && text.example(example.column ?? text.rows, percent(example.share))}
        </p>
      )}
      {shown.map(({ key, items }) => (
        <Group key={key} items={items} createdAt={createdAt} files={files} />
      ))}
      {left > 0 && <p className="hint">{text.more(grouped(left))}</p>}
      {widespread.length > 0 && (
        <p className="warn">{text.widespread(widespread.map((place) => place.column ?? text.rows).join('、'))}</p>
      )}
      <details className="overlap-meaning">
        <summary>{text.meaning}</summary>
        <ul>
          {text.meanings.map((meaning) => (
            <li key={meaning}>{meaning}</li>
          ))}
        </ul>
      </details>
    </>
  )
}

/** By the other deposit where it is named, else by how far it has got; the own ones first, the greatest overlap first. */
function groupsOf(overlaps: readonly Overlap[]): { key: string; items: Overlap[] }[] {
  const groups = new Map<string, Overlap[]>()
  for (const one of overlaps.toSorted((a, b) => Number(b.own) - Number(a.own))) {
    const key = one.other?.depositId ?? one.stage
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups].map(([key, items]) => ({ key, items }))
}

type GroupProps = { items: readonly Overlap[]; createdAt: string; files: number }

/** What overlaps one other deposit, or what is told of all that stay unnamed. `files`: how many of this deposit are spoken of. */
function Group({ items, createdAt, files }: GroupProps) {
  const text = useText(depositText).page.overlaps
  const id = useId()
  const [first] = items
  if (!first) return null
  const { other, own, stage } = first
  return (
    <section className="overlap-group" aria-labelledby={id}>
      <h3 id={id}>
        {other ? (
          <>
            {own ? text.own : text.of(other.partyName)}{' '}
            <Link to="/deposits/$id" params={{ id: other.depositId }}>
              {other.depositNumber}
            </Link>
          </>
        ) : (
          text.unnamed[stage]
        )}
      </h3>
      {other ? (
        <p className="overlap-facts hint">
          <StatusTag tone={stage === 'registered' ? 'good' : 'neutral'}>{text.stages[stage]}</StatusTag>
          <span>
            <DateText at={other.depositedAt} /> · {other.depositedAt < createdAt ? text.earlier : text.later}
          </span>
          {other.cases.map(({ number }) => (
            <span key={number}>{text.caseOf(number)}</span>
          ))}
        </p>
      ) : (
        <p className="hint">{text.unnamedHint}</p>
      )}
      <ul className="overlaps">
        {items.slice(0, mostOfGroup).map((one) => (
          <OverlapLine
            key={JSON.stringify([one.file, one.column, one.other?.file, one.other?.column])}
            overlap={one}
            withFile={files > 1}
          />
        ))}
      </ul>
      {items.length > mostOfGroup && <p className="hint">{text.more(grouped(items.length - mostOfGroup))}</p>}
    </section>
  )
}

function OverlapLine({ overlap, withFile }: { overlap: Overlap; withFile: boolean }) {
  const text = useText(depositText).page.overlaps
  const { file, column, other, relation, share, error, shareOfOther, errorOfOther, jaccard, errorOfJaccard } = overlap
  const figures = [
    { label: text.share, value: share, error },
    { label: text.shareOfOther, value: shareOfOther, error: errorOfOther },
    { label: text.jaccard, value: jaccard, error: errorOfJaccard },
  ]
  return (
    <li>
      <div className="overlap-of">
        <p>
          <code className="path">{column ?? text.rows}</code> <strong>{text.relations[relation]}</strong>
        </p>
        <p className="hint path">
          {[
            ...(withFile ? [file] : []),
            ...(other ? [text.against(`${other.file} · ${other.column ?? text.rows}`)] : []),
          ].join('；')}
        </p>
      </div>
      <dl className="overlap-figures">
        {figures.map(({ label, value, error: of }) =>
          value === null || of === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {percent(value)} <small>{text.error(`${Math.max(1, Math.ceil(of * 100))}%`)}</small>
                <span className="bar" aria-hidden="true">
                  <span style={{ width: percent(value) }} />
                </span>
              </dd>
            </div>
          ),
        )}
      </dl>
    </li>
  )
}
