import { parseShare } from '@datadeed/core/kernel/share'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Radio, Select } from 'antd'
import { useId } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { formatDate } from '../../../ui/format.ts'
import { LineField } from '../../../ui/line-field.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { depositsQuery } from '../../deposit/api.ts'
import { type Kind, type NewTerms, type Registration, registrationsQuery } from '../api.ts'
import { transferText } from '../transfer-text.ts'
import { HoldersForm, type Named, PartnerLine, sharesOf } from './share-form.tsx'
import { burdenKey } from './share-parts.tsx'

interface Part {
  name: string
  depositId: string
  holders: Named[]
}
/** What has been typed for any kind; kept when another kind is looked at. */
interface TermsDraft {
  depositId: string
  statement: string
  authorisationUntil: string
  to: string
  share: string
  contract: string
  parts: Part[]
  sources: string[]
  burden: 'freeze' | 'pledge' | 'licence'
  exclusivity: 'exclusive' | 'sole' | 'ordinary'
  beneficiary: string
  uscc: string
  document: string
  beginsOn: string
  endsOn: string
  encumbranceId: string
}
const noPart: Part = { name: '', depositId: '', holders: [] }
export const noTerms: TermsDraft = {
  ...{ depositId: '', statement: '', authorisationUntil: '', to: '', share: '', contract: '' },
  ...{ parts: [noPart, noPart], sources: [], burden: 'pledge', exclusivity: 'ordinary', beneficiary: '', uscc: '' },
  ...{ document: '', beginsOn: '', endsOn: '', encumbranceId: '' },
}

const partOf = ({ name, depositId, holders }: Part) => ({
  ...{ name: name.trim(), depositId },
  // A share that cannot be read goes as it is not: the server then says what the sum lacks.
  holders: sharesOf(holders),
})

/** What is sent for a kind; null for kinds without terms. The order of a freeze names authority and document already. */
export function termsFor(kind: Kind, draft: TermsDraft, order: { issuer: string; number: string }): NewTerms | null {
  const { depositId, statement, to, contract, sources, encumbranceId, beginsOn } = draft
  const [first = noPart] = draft.parts
  switch (kind) {
    case 'renewal':
      return { kind, depositId, statement: statement.trim(), authorisationUntil: draft.authorisationUntil || null }
    case 'transfer':
      return { kind, to, share: draft.share.trim() === '' ? null : parseShare(draft.share), contract: contract.trim() }
    case 'division':
      return { kind, parts: draft.parts.map(partOf) }
    case 'merger':
      return { kind, sources, ...partOf(first) }
    case 'freeze':
    case 'recordal': {
      const freeze = kind === 'freeze'
      const burden = freeze ? 'freeze' : draft.burden === 'freeze' ? 'pledge' : draft.burden
      return {
        ...{ kind: 'burden', burden, exclusivity: burden === 'licence' ? draft.exclusivity : null },
        beneficiary: freeze ? order.issuer : draft.beneficiary.trim(),
        uscc: freeze || draft.uscc === '' ? null : draft.uscc,
        document: freeze ? order.number : draft.document.trim(),
        ...{ beginsOn, endsOn: draft.endsOn || null },
      }
    }
    case 'unfreeze':
    case 'discharge':
      return { kind: 'release', encumbranceId }
    default:
      return null
  }
}

function DepositChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const text = useText(transferText)
  const id = useId()
  const { data } = useQuery(depositsQuery({}))
  const options = (data?.items ?? [])
    .filter(({ status }) => status === 'published')
    .map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))
  return (
    <div className="entry">
      <label htmlFor={id}>{text.deposit}</label>
      <Select
        id={id}
        value={value || null}
        placeholder={text.chooseDeposit}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={onChange}
      />
      <small className="entry-help">{text.depositHelp}</small>
    </div>
  )
}

function PartForm({ part, title, onChange }: { part: Part; title?: string; onChange: (part: Part) => void }) {
  const text = useText(transferText)
  return (
    <fieldset>
      {title && <legend>{title}</legend>}
      <LineField label={text.partName} value={part.name} onChange={(name) => onChange({ ...part, name })} />
      <DepositChoice value={part.depositId} onChange={(depositId) => onChange({ ...part, depositId })} />
      <HoldersForm named={part.holders} onChange={(holders) => onChange({ ...part, holders })} />
    </fieldset>
  )
}

function Sources({
  entry,
  chosen,
  onChange,
}: {
  entry: Registration
  chosen: string[]
  onChange: (ids: string[]) => void
}) {
  const text = useText(transferText)
  const { data } = useQuery(registrationsQuery({}))
  const others = (data?.items ?? []).filter(({ id, status }) => id !== entry.id && status === 'active')
  return (
    <fieldset>
      <legend>{text.sources}</legend>
      {others.length === 0 ? (
        <p>{text.noSources}</p>
      ) : (
        <>
          <p className="entry-help">{text.sourcesHelp}</p>
          <Checkbox.Group
            value={chosen}
            options={others.map(({ id, name, registrationNumber }) => ({
              value: id,
              label: `${name}（${registrationNumber}）`,
            }))}
            onChange={(ids) => onChange(ids)}
          />
        </>
      )}
    </fieldset>
  )
}

type Props = { kind: Kind; entry: Registration; draft: TermsDraft; onChange: (draft: TermsDraft) => void }

/** What a renewal, transfer, division, merger, recordal or release needs beside ground and statement. */
export function TermsForm({ kind, entry, draft, onChange }: Props) {
  const text = useText(transferText)
  const language = useLanguage()
  const set = (change: Partial<TermsDraft>) => onChange({ ...draft, ...change })
  const text1 = (label: string, field: 'to' | 'contract' | 'beneficiary' | 'document') => (
    <LineField label={label} value={draft[field]} onChange={(value) => set({ [field]: value })} />
  )
  const dates = (
    <>
      <LineField label={text.beginsOn} type="date" value={draft.beginsOn} onChange={(beginsOn) => set({ beginsOn })} />
      <LineField label={text.endsOn} type="date" value={draft.endsOn} onChange={(endsOn) => set({ endsOn })} />
    </>
  )
  switch (kind) {
    case 'renewal':
      return (
        <>
          <p>
            {text.renewalWindow(formatDate(entry.renewal.opens, language), formatDate(entry.renewal.closes, language))}
          </p>
          <DepositChoice value={draft.depositId} onChange={(depositId) => set({ depositId })} />
          <TextEntry
            label={text.statement}
            help={text.statementHelp}
            value={draft.statement}
            max={1000}
            rows={3}
            onChange={(statement) => set({ statement })}
          />
          <LineField
            label={text.authorisation}
            type="date"
            help={text.authorisationHelp}
            value={draft.authorisationUntil}
            onChange={(authorisationUntil) => set({ authorisationUntil })}
          />
        </>
      )
    case 'transfer':
      return (
        <>
          <PartnerLine label={`${text.to}：${text.uscc}`} value={draft.to} onChange={(to) => set({ to })} />
          <LineField
            label={text.transferred}
            value={draft.share}
            max={20}
            help={text.shareHelp}
            error={draft.share.trim() !== '' && parseShare(draft.share) === null && text.shareBad}
            onChange={(share) => set({ share })}
          />
          {text1(text.contract, 'contract')}
        </>
      )
    case 'division':
      return (
        <>
          {draft.parts.map((part, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part has nothing of its own until it is filled in
            <div key={i}>
              <PartForm
                part={part}
                title={text.part(i + 1)}
                onChange={(next) => set({ parts: draft.parts.map((one, at) => (at === i ? next : one)) })}
              />
              {draft.parts.length > 2 && (
                <Button size="small" onClick={() => set({ parts: draft.parts.filter((_, at) => at !== i) })}>
                  {text.removePart(i + 1)}
                </Button>
              )}
            </div>
          ))}
          <div>
            <Button onClick={() => set({ parts: [...draft.parts, noPart] })}>{text.addPart}</Button>
          </div>
        </>
      )
    case 'merger':
      return (
        <>
          <Sources entry={entry} chosen={draft.sources} onChange={(sources) => set({ sources })} />
          <PartForm
            part={draft.parts[0] ?? noPart}
            onChange={(part) => set({ parts: [part, ...draft.parts.slice(1)] })}
          />
        </>
      )
    case 'freeze':
      return dates
    case 'recordal':
      return (
        <>
          <fieldset>
            <legend>{text.kindOfBurden}</legend>
            <Radio.Group
              value={draft.burden}
              options={(['pledge', 'licence'] as const).map((value) => ({
                value,
                label: value === 'pledge' ? text.burden.pledge : text.exclusivityOf,
              }))}
              onChange={({ target }) => set({ burden: target.value })}
            />
          </fieldset>
          {draft.burden === 'licence' && (
            <fieldset>
              <legend>{text.exclusivity}</legend>
              <Radio.Group
                value={draft.exclusivity}
                options={(['exclusive', 'sole', 'ordinary'] as const).map((value) => ({
                  value,
                  label: text.exclusivities[value],
                }))}
                onChange={({ target }) => set({ exclusivity: target.value })}
              />
            </fieldset>
          )}
          {text1(text.beneficiary[draft.burden], 'beneficiary')}
          <PartnerLine label={text.uscc} optional value={draft.uscc} onChange={(uscc) => set({ uscc })} />
          {text1(text.document[draft.burden], 'document')}
          {dates}
        </>
      )
    case 'unfreeze':
    case 'discharge':
      return (
        <fieldset>
          <legend>{text.release}</legend>
          <Radio.Group
            value={draft.encumbranceId}
            options={entry.encumbrances
              .filter((one) => one.status === 'in_force' && (one.kind === 'freeze') === (kind === 'unfreeze'))
              .map((one) => ({
                value: one.id,
                label: text.burdenLine(text.burden[burdenKey(one)] ?? one.kind, one.number, one.beneficiary),
              }))}
            onChange={({ target }) => set({ encumbranceId: target.value })}
          />
        </fieldset>
      )
    default:
      return null
  }
}
