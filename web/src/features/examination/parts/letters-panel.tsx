import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { type Case, letterHref } from '../api.ts'
import { examinationText } from '../text.ts'

export function LettersPanel({ c }: { c: Case }) {
  const text = useText(examinationText).letters
  if (c.letters.length === 0) return <EmptyState title={text.none}>{text.noneBody}</EmptyState>
  return (
    <ul className="attachments">
      {c.letters.map((letter) => (
        <li key={letter.id}>
          <div>
            <strong>{text.kinds[letter.kind]}</strong>
            <span>{letter.number}</span>
            <small>
              <DateText at={letter.issuedAt} /> · SHA-256 <HashText hash={letter.sha256} />
            </small>
          </div>
          <a href={letterHref(c.id, letter.id)} target="_blank" rel="noreferrer">
            {text.open}
          </a>
        </li>
      ))}
    </ul>
  )
}
