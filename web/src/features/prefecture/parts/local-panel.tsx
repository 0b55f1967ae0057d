import { regionName } from '@datadeed/core/kernel/regions'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { formatDateTime } from '../../../ui/format.ts'
import { localQuery } from '../api.ts'
import { prefectureText } from '../text.ts'
import { HandlingForm } from './handling-form.tsx'
import { OpinionForm } from './opinion-form.tsx'
import '../prefecture.css'

/** What the prefecture said of a case and who leads there; its officers act here. */
export function LocalPanel({ caseId }: { caseId: string }) {
  const text = useText(prefectureText).local
  const language = useLanguage()
  const [open, setOpen] = useState<'give_opinion' | 'arrange' | null>(null)
  const { data } = useQuery(localQuery(caseId))
  if (!data) return null
  const { opinions, handling, items, can, office } = data
  const itemName = (code: string) => items.find((item) => item.code === code)?.text ?? code
  const current = handling.at(-1)
  return (
    <section className="local-panel">
      <h3>{text.title}</h3>
      {current ? (
        <p>
          {text.lead}：{text.offices[current.lead]}；{text.coLead}：
          {current.coLead ? text.offices[current.coLead] : text.noCoLead}。{current.reason}（
          {text.by(
            [current.byOffice && text.offices[current.byOffice], current.by].filter(Boolean).join(' '),
            formatDateTime(current.at, language),
          )}
          ）
        </p>
      ) : (
        <p className="hint">{text.noHandling}</p>
      )}
      {office && (
        <p className="hint">
          {text.mine(
            text.offices[office],
            office === current?.lead ? 'lead' : office === current?.coLead ? 'coLead' : null,
          )}
        </p>
      )}
      {opinions.length === 0 && <p className="hint">{text.noOpinion}</p>}
      {opinions.map((opinion) => (
        <article key={opinion.seq}>
          <p>
            <strong>
              {regionName(opinion.prefectureCode)} {text.offices[opinion.office]}：
              {text.conclusions[opinion.conclusion]}
            </strong>
            （{text.by(opinion.by, formatDateTime(opinion.at, language))}）
          </p>
          <p>{opinion.summary}</p>
          <ul>
            {opinion.items.map(({ code, verdict, note }) => (
              <li key={code}>
                {itemName(code)}：{text.verdicts[verdict]}
                {note && `，${note}`}
              </li>
            ))}
          </ul>
        </article>
      ))}
      {open === null && (
        <p className="prefecture-acts no-print">
          {can.includes('give_opinion') && <Button onClick={() => setOpen('give_opinion')}>{text.give}</Button>}
          {can.includes('arrange') && (
            <Button onClick={() => setOpen('arrange')}>{current ? text.handOver : text.arrange}</Button>
          )}
        </p>
      )}
      {open === 'give_opinion' && (
        <OpinionForm caseId={caseId} items={items} own={office} onDone={() => setOpen(null)} />
      )}
      {open === 'arrange' && <HandlingForm caseId={caseId} own={office} onDone={() => setOpen(null)} />}
      <p className="hint">
        {text.basis}：{data.source}
      </p>
    </section>
  )
}
