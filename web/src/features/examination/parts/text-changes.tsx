import { useText } from '../../../app/language.ts'
import { examinationText } from '../text.ts'
import { diffText } from '../text-diff.ts'
import '../text-changes.css'

/** Before and after in one text: what went is struck through, what came is underlined, both said to a screen reader. */
export function TextChanges({ before, after }: { before: string; after: string }) {
  const text = useText(examinationText).corrections
  return (
    <p className="changes prose">
      {diffText(before, after).map(({ kind, text: piece }, at) => {
        const key = `${at} ${kind}`
        if (kind === 'same') return <span key={key}>{piece}</span>
        return kind === 'removed' ? (
          <del key={key}>
            <span className="visually-hidden">{text.removed} </span>
            {piece}
          </del>
        ) : (
          <ins key={key}>
            <span className="visually-hidden">{text.added} </span>
            {piece}
          </ins>
        )
      })}
    </p>
  )
}
