import { type ExpertChoice, expertDocument } from '@datadeed/core/examination/expert'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { useText } from '../../../app/language.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import { expertText } from '../text.ts'

function Table({ rows }: { rows: string[][] }) {
  const [head = [], ...rest] = rows
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rest.map((row) => (
          <tr key={row.join('\n')}>
            {row.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row never reorder
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Props = { form: object; applicant: string; pack: RulePack; choice: ExpertChoice }

/** What the expert will read, made by the rule that makes it for them. */
export function ExpertPreview({ form, applicant, pack, choice }: Props) {
  const text = useText(expertText)
  const read = expertDocument(form as Readonly<Record<string, unknown>>, applicant, pack, choice)
  const plain = read.fields.filter(({ table }) => table === null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="expert-preview" aria-label={text.preview} tabIndex={0}>
      <KeyValues
        items={[
          { key: 'applicant', label: text.applicant, value: read.applicant ?? text.hidden },
          ...plain.map(({ field, label, lines }) => ({
            ...{
              key: field,
              label,
              value: <span className="prose">{lines.join('\n') || text.blank}</span>,
              wide: true,
            },
          })),
        ]}
      />
      {read.fields.map(({ field, table }) => table && <Table key={field} rows={table} />)}
      {read.sample && <Table rows={read.sample} />}
    </section>
  )
}
