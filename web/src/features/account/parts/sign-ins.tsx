import { useText } from '../../../app/language.ts'
import type { Me } from '../../../app/paths.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { accountText } from '../text.ts'

const tones: Record<Me['lastSignIns'][number]['outcome'], Tone> = {
  succeeded: 'good',
  failed: 'attention',
  locked: 'bad',
}

/** When, from where and with what outcome the account was signed in to. */
export function SignIns({ records }: { records: Me['lastSignIns'] }) {
  const { outcomes } = useText(accountText).account
  return (
    <ul className="sign-ins">
      {records.map(({ at, from, outcome }) => (
        <li key={`${at} ${from} ${outcome}`}>
          <DateText at={at} />
          <span>{from}</span>
          <StatusTag tone={tones[outcome]}>{outcomes[outcome]}</StatusTag>
        </li>
      ))}
    </ul>
  )
}
