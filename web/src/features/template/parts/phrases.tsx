import { checkName, propose } from '@datadeed/core/filing/vocabulary'
import { type VocabularyPart, vocabularyParts } from '@datadeed/core/kernel/rule-pack-aids'
import { useText } from '../../../app/language.ts'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useRoving } from '../../../ui/use-roving.ts'
import type { Field } from '../../filing/api.ts'
import type { WritingAids } from '../api.ts'
import { templateText } from '../text.ts'

type Vocabulary = NonNullable<WritingAids['vocabulary']>
type Props = {
  /** Whose text the phrases go on with. */
  field: Field
  vocabulary: Vocabulary
  typed: string
  modes: readonly string[]
  parts?: readonly VocabularyPart[]
  onAdd: (rest: string) => void
}

/** Accepted phrases to go on with. Each only adds to the end of what was typed. */
export function Phrases({ field, vocabulary, typed, modes, parts = vocabularyParts, onAdd }: Props) {
  const text = useText(templateText).aids
  const proposals = propose(vocabulary, typed, { modes, parts, limit: 10 })
  const input = () => document.querySelector<HTMLElement>(`#field-${field} :is(input, textarea)`)
  const { row, tabIndex } = useRoving(proposals.length, proposals.map(({ phrase }) => phrase).join(), input)
  if (proposals.length === 0) return null
  return (
    <div className="phrases no-print">
      <p>{text.phrases}</p>
      <div {...row} role="toolbar" aria-label={text.phrases} aria-description={text.phrasesKeys}>
        {proposals.map(({ phrase, rest, part }, at) => (
          <button
            key={phrase}
            type="button"
            tabIndex={tabIndex(at)}
            aria-label={text.take(rest)}
            onClick={() => onAdd(rest)}
          >
            <span className="phrase-done">{phrase.slice(0, phrase.length - rest.length)}</span>
            {rest}
            <span className="phrase-part">{text.parts[part]}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

/** Whether the name keeps to accepted phrases, and why not. */
export function NameCondition({ aids, name }: { aids: WritingAids; name: string }) {
  const text = useText(templateText).aids
  const { vocabulary, nameCondition } = aids
  const reading = vocabulary && nameCondition !== null ? checkName({ vocabulary }, name) : null
  if (!reading) return null
  const unknown = reading.unknown.map((word) => `“${word}”`).join('')
  const why = [
    ...(unknown ? [text.unknown(unknown)] : []),
    ...reading.missing.map((part: VocabularyPart) => text.missing[part]),
  ].join('')
  return (
    <div role="status" className="name-condition">
      <StatusTag tone={reading.met ? 'good' : 'attention'}>{reading.met ? text.met : text.unmet}</StatusTag>{' '}
      <span>{reading.met ? text.metBody : name.trim() === '' ? text.empty : why}</span>{' '}
      <a href="/green-channel" target="_blank" rel="noreferrer">
        {text.condition}
        <span className="visually-hidden">{text.opens}</span>
      </a>{' '}
      <a href="/vocabulary" target="_blank" rel="noreferrer">
        {text.whole}
        <span className="visually-hidden">{text.opens}</span>
      </a>
    </div>
  )
}
