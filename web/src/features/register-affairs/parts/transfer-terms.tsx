import { formatShare } from '@datadeed/core/kernel/share'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx'
import type { Affair, Terms } from '../api.ts'
import { transferText } from '../transfer-text.ts'
import { Letters } from './letters.tsx'
import { burdenKey, Holders } from './share-parts.tsx'

type Check = Extract<Terms, { kind: 'renewal' }>['check']
const percent = (share: number) => `${Math.round(share * 100)}%`

function Checked({ check }: { check: Check }) {
  const text = useText(transferText)
  return (
    <>
      {text.checkLine(check.earlier, check.later)}
      <strong>{text.relations[check.relation]}</strong>（{text.sameFiles(check.sameFiles, check.files)}；
      {check.sketch ? text.sketch(percent(check.sketch.share), percent(check.sketch.shareOfOther)) : text.noSketch}）
    </>
  )
}

/** What was agreed, as all sides sign it and the examiner reads it. */
export function AgreedTerms({ terms }: { terms: Terms }) {
  const text = useText(transferText)
  const wide = (key: string, label: string, value: KeyValue['value']): KeyValue => ({ key, label, value, wide: true })
  const items = (): KeyValue[] => {
    switch (terms.kind) {
      case 'renewal':
        return [
          { key: 'until', label: text.newUntil, value: <DateText at={terms.until} day /> },
          wide('statement', text.statement, terms.statement),
          wide('check', text.check, <Checked check={terms.check} />),
        ]
      case 'transfer':
        return [
          { key: 'from', label: text.from, value: terms.from.name },
          { key: 'to', label: text.to, value: terms.to.name },
          { key: 'share', label: text.transferred, value: terms.share ? formatShare(terms.share) : text.allHeld },
          { key: 'contract', label: text.contract, value: terms.contract },
          { key: 'before', label: text.before, value: <Holders holders={terms.before} /> },
          { key: 'after', label: text.after, value: <Holders holders={terms.holders} /> },
        ]
      case 'division':
        return terms.parts.flatMap((part, i) => [
          wide(`name${i}`, text.part(i + 1), part.name),
          wide(`holders${i}`, text.after, <Holders holders={part.holders} />),
          wide(`check${i}`, text.check, <Checked check={part.check} />),
        ])
      case 'merger':
        return [
          wide(
            'sources',
            text.sources,
            terms.sources.map(({ registrationNumber, name }) => `${name}（${registrationNumber}）`).join('、'),
          ),
          wide('name', text.partName, terms.name),
          wide('after', text.after, <Holders holders={terms.holders} />),
          wide('check', text.check, <Checked check={terms.check} />),
        ]
      case 'burden':
        return [
          { key: 'burden', label: text.kindOfBurden, value: text.burden[burdenKey({ ...terms, kind: terms.burden })] },
          { key: 'who', label: text.beneficiary[terms.burden], value: terms.beneficiary },
          { key: 'document', label: text.document[terms.burden], value: terms.document },
          { key: 'from', label: text.beginsOn, value: <DateText at={terms.beginsOn} day /> },
          { key: 'to', label: text.endsOn, value: terms.endsOn && <DateText at={terms.endsOn} day /> },
        ]
      case 'release':
        return [
          wide(
            'release',
            text.release,
            text.burdenLine(
              text.burden[burdenKey({ ...terms, kind: terms.burden })] ?? '',
              terms.number,
              terms.beneficiary,
            ),
          ),
        ]
    }
  }
  return (
    <section aria-label={text.terms}>
      <KeyValues items={items()} />
    </section>
  )
}

/** Who has signed and who has not, what it does to others' rights, and why it cannot go on. */
export function AffairParties({ affair, onMoved }: { affair: Affair; onMoved: () => Promise<unknown> }) {
  const text = useText(transferText)
  const awaited = affair.effects.filter((effect) => effect.awaited && effect.toldAt)
  return (
    <>
      {awaited.length > 0 && ['filed', 'grant_proposed'].includes(affair.status) && (
        <p role="alert" className="affair-stops">
          <strong>{text.awaited(awaited.map(({ beneficiary }) => beneficiary).join('、'))}</strong>
        </p>
      )}
      {affair.stops.length > 0 && (
        <div role="alert" className="affair-stops">
          <strong>{text.stops}</strong>
          <ul>
            {affair.stops.map((why) => (
              <li key={why}>{why}</li>
            ))}
          </ul>
        </div>
      )}
      {affair.signatures.length > 0 && (
        <>
          <h4>{text.signatures}</h4>
          <ul aria-label={text.signatures}>
            {affair.signatures.map(({ name, capacity, signedAt, declinedAt }) => (
              <li key={name}>
                {text.capacities[capacity]} {name}：
                {signedAt ? (
                  <>
                    {text.signedAt} <DateText at={signedAt} />
                  </>
                ) : declinedAt ? (
                  <>
                    {text.declinedAt} <DateText at={declinedAt} />
                  </>
                ) : (
                  text.notYet
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {affair.effects.length > 0 && (
        <>
          <h4>{text.effects}</h4>
          <ul aria-label={text.effects}>
            {affair.effects.map((effect) => (
              <li key={effect.number}>
                {text.burdenLine(text.burden[burdenKey(effect)] ?? effect.kind, effect.number, effect.beneficiary)}。
                {effect.text}（
                {effect.toldAt ? (
                  <>
                    {effect.byInbox ? text.toldAt : text.letterMade} <DateText at={effect.toldAt} />
                    {!effect.byInbox && effect.awaited && `，${text.notServed}`}
                  </>
                ) : effect.byInbox ? (
                  effect.before ? (
                    text.notTold
                  ) : (
                    text.toldWithDecision
                  )
                ) : (
                  text.byLetter
                )}
                ）
              </li>
            ))}
          </ul>
        </>
      )}
      <Letters affair={affair} onMoved={onMoved} />
      {affair.letterNumber && (
        <p>
          <a href={`/api/v1/affairs/${affair.id}/letter`}>{text.letterLink(affair.letterNumber)}</a>
        </p>
      )}
    </>
  )
}
