import { faultOfSum, parseShare } from '@datadeed/core/kernel/share'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { LineField } from '../../../ui/line-field.tsx'
import { problemWords } from '../../../ui/problem-words.ts'
import { uiText } from '../../../ui/text.ts'
import { partnerQuery } from '../api.ts'
import { transferText } from '../transfer-text.ts'

type LineProps = { label: string; value: string; onChange: (value: string) => void }

/** A code with the name that belongs to it, so that nothing goes to the wrong organisation. */
export function PartnerLine({ label, value, onChange, optional = false }: LineProps & { optional?: boolean }) {
  const text = useText(transferText)
  const ui = useText(uiText)
  const found = useQuery(partnerQuery(value))
  const help = found.data ? text.found(found.data.name) : optional ? text.usccOptional : text.usccHelp
  const error = value.length === 18 && found.error && !optional ? problemWords(found.error, ui).detail : false
  const clean = (typed: string) => onChange(typed.normalize('NFKC').replace(/\s/g, '').toUpperCase())
  return <LineField label={label} value={value} max={24} help={help} error={error} onChange={clean} />
}

export type Named = { uscc: string; share: string }
export const sharesOf = (named: readonly Named[]) =>
  named.flatMap(({ uscc, share }) => {
    const parsed = parseShare(share)
    return parsed ? [{ uscc, share: parsed }] : []
  })

/** Future holders with their shares; says at once when they are not one whole. */
export function HoldersForm({ named, onChange }: { named: readonly Named[]; onChange: (named: Named[]) => void }) {
  const text = useText(transferText)
  const put = (at: number, change: Partial<Named>) =>
    onChange(named.map((one, i) => (i === at ? { ...one, ...change } : one)))
  const shares = sharesOf(named)
  const fault = named.length > 0 && shares.length === named.length ? faultOfSum(shares.map(({ share }) => share)) : null
  return (
    <fieldset>
      <legend>{text.holdersOf}</legend>
      {named.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing of its own until it is filled in
        <div key={i} className="affair-row">
          <PartnerLine label={`${text.uscc} ${i + 1}`} value={one.uscc} onChange={(uscc) => put(i, { uscc })} />
          <LineField
            label={`${text.share} ${i + 1}`}
            value={one.share}
            max={20}
            help={text.shareHelp}
            error={one.share !== '' && parseShare(one.share) === null && text.shareBad}
            onChange={(share) => put(i, { share })}
          />
          <Button size="small" onClick={() => onChange(named.filter((_, at) => at !== i))}>
            {text.removeHolder(i + 1)}
          </Button>
        </div>
      ))}
      {fault && (
        <p role="alert" className="entry-error">
          {fault}
        </p>
      )}
      <Button size="small" onClick={() => onChange([...named, { uscc: '', share: '' }])}>
        {text.addHolder}
      </Button>
    </fieldset>
  )
}
