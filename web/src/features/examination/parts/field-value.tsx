import type { CaseDraft } from '@datadeed/core/filing/schema'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { type Case, packOfCase } from '../api.ts'
import { fieldText } from '../field-text.ts'
import { isBlank, valueText } from '../field-value.ts'
import { examinationText } from '../text.ts'

const firstRows = 12
const longText = 800

/** A table that starts short and scrolls sideways by itself, never the page. */
function Rows({ label, head, rows }: { label: string; head: string[]; rows: string[][] }) {
  const text = useText(examinationText).page
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, firstRows)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="rows" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {head.map((name, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name and never reorder
                <th key={at} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have no identity and never reorder
              <tr key={at}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > firstRows && !all && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {text.showAll(rows.length)}
        </Button>
      )}
    </>
  )
}

function LongText({ value }: { value: string }) {
  const text = useText(examinationText).attachments
  const page = useText(examinationText).page
  const [open, setOpen] = useState(false)
  if (value.length <= longText) return <span className="prose">{value}</span>
  return (
    <>
      <span className="prose">{open ? value : `${value.slice(0, longText)}…`}</span>
      <Button type="link" size="small" onClick={() => setOpen(!open)}>
        {open ? text.close : page.showText(value.length)}
      </Button>
    </>
  )
}

type Flags = { answers: NonNullable<CaseDraft['redFlags']>; rulePack: Case['rulePack'] }

function RedFlags({ answers, rulePack }: Flags) {
  const words = useText(fieldText)
  const { data: pack } = useQuery(packOfCase(rulePack))
  return (
    <ul className="red-flags">
      {Object.entries(answers).map(([rule, yes]) => (
        <li key={rule} className={yes ? 'is-yes' : undefined}>
          <span>{pack?.redFlags.find((flag) => flag.rule === rule)?.question ?? rule}</span>
          <strong>{yes ? words.yes : words.no}</strong>
        </li>
      ))}
    </ul>
  )
}

/** The answer to one field of the form, as a reader wants it: words, dates, tables. Text is always shown as text. */
export function FieldValue({
  field,
  form,
  rulePack,
}: {
  field: keyof CaseDraft
  form: CaseDraft
  rulePack: Case['rulePack']
}) {
  const text = useText(examinationText).page
  const words = useText(fieldText)
  const value = form[field]
  const label = words.labels[field]
  if (isBlank(value)) return <span className="hint">{text.empty}</span>
  switch (field) {
    case 'elements': {
      const keys = ['name', 'label', 'type', 'unit', 'meaning', 'sensitivity'] as const
      const rows = (form.elements ?? []).map((element) =>
        keys.map((key) =>
          key === 'sensitivity' ? (words.sensitivity[element.sensitivity ?? 'none'] ?? '') : (element[key] ?? ''),
        ),
      )
      return <Rows label={label} head={keys.map((key) => words.columns[key])} rows={rows} />
    }
    case 'sampleRows': {
      return (
        <>
          <p className="hint">{text.sampleNote}</p>
          <Rows label={label} head={form.sampleHeader ?? []} rows={form.sampleRows ?? []} />
        </>
      )
    }
    case 'redFlags':
      return <RedFlags answers={form.redFlags ?? {}} rulePack={rulePack} />
    case 'bytes':
      return <FileSize bytes={form.bytes ?? 0} exact />
    case 'timeFrom':
    case 'timeTo':
    case 'authorisationUntil':
      return <DateText at={form[field]} day />
    default: {
      const shown: ReactNode = <LongText value={valueText(field, value, words)} />
      return field === 'algorithm' && form.algorithmConfidential ? (
        <>
          <p className="hint">{text.confidential}</p>
          {shown}
        </>
      ) : (
        shown
      )
    }
  }
}
