import { ruleBase, ruleCodes } from '@datadeed/core/filing/rule-base'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Radio, Select } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { rulePackQuery } from '../api.ts'
import { fieldText } from '../field-text.ts'
import { formFields, formSections, isBlank, type SectionName, valueText } from '../field-value.ts'
import { examinationText } from '../text.ts'
import { giveSecondOpinion, type SecondOpinion, secondAttachmentHref, secondQuery } from '../workbench-api.ts'
import { workbenchText } from '../workbench-text.ts'
import '../examination.css'
import '../workbench.css'

type Verdict = SecondOpinion['verdict']
const verdicts: Verdict[] = ['accept', 'correct', 'refuse']

function Opinion({ id, onDone }: { id: string; onDone: () => Promise<unknown> }) {
  const text = useText(workbenchText).second
  const words = useText(fieldText)
  const language = useLanguage()
  const { data: pack } = useQuery(rulePackQuery)
  const [verdict, setVerdict] = useState<Verdict>()
  const [fields, setFields] = useState<string[]>([])
  const [grounds, setGrounds] = useState<string[]>([])
  const [rules, setRules] = useState<string[]>([])
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const send = useCommand({ run: (body: SecondOpinion, key) => giveSecondOpinion(id, body, key), onDone })
  const fault = !verdict
    ? text.choose
    : verdict === 'correct' && fields.length === 0
      ? text.fieldsNeeded
      : verdict === 'refuse' && grounds.length === 0
        ? text.groundsNeeded
        : null
  const submit = () => {
    setTried(true)
    if (fault || !verdict) return
    const marks = [
      ...(verdict === 'correct' ? fields.map((code) => `field:${code}`) : []),
      ...(verdict === 'refuse' ? grounds.map((code) => `ground:${code}`) : []),
      ...rules.map((code) => `rule:${code}`),
    ]
    send.mutate({ verdict, marks, note })
  }
  const many = (label: string, value: string[], onChange: (value: string[]) => void, options: [string, string][]) => (
    <div className="entry">
      <span>{label}</span>
      <Select
        mode="multiple"
        aria-label={label}
        optionFilterProp="label"
        value={value}
        options={options.map(([key, name]) => ({ value: key, label: name }))}
        onChange={onChange}
      />
    </div>
  )
  return (
    <section className="second-opinion" aria-labelledby="opinion">
      <h2 id="opinion">{text.verdict}</h2>
      <ProblemAlert error={send.error} />
      <Radio.Group
        aria-label={text.verdict}
        value={verdict ?? null}
        options={verdicts.map((value) => ({ value, label: text.verdicts[value] }))}
        onChange={({ target }) => setVerdict(target.value as Verdict)}
      />
      {verdict === 'correct' &&
        many(
          text.fields,
          fields,
          setFields,
          formFields.map((field) => [field, words.labels[field]]),
        )}
      {verdict === 'refuse' &&
        many(text.grounds, grounds, setGrounds, pack?.grounds.map((one) => [one.code, one.text]) ?? [])}
      {many(
        text.rules,
        rules,
        setRules,
        ruleCodes.map((code) => [code, ruleBase[code][language]]),
      )}
      <TextEntry label={text.note} help={text.noteHelp} value={note} max={2000} onChange={setNote} />
      {tried && fault && (
        <p className="entry-error" role="alert">
          {fault}
        </p>
      )}
      <Button type="primary" loading={send.isPending} onClick={submit}>
        {text.send}
      </Button>
    </section>
  )
}

/** A sampled application, examined by somebody who does not see what others made of it. */
export function SecondPage({ id }: { id: string }) {
  const text = useText(workbenchText)
  const words = useText(fieldText)
  const { page, attachments: names } = useText(examinationText)
  const client = useQueryClient()
  const sample = useSuspenseQuery(secondQuery(id)).data
  const { form, deposit, attachments } = sample
  return (
    <div className="workbench">
      <PageHeader
        title={text.second.title}
        lead={text.second.lead}
        above={
          <Link to="/queue" search={{}}>
            {text.page.back}
          </Link>
        }
      />
      <p>
        <code>{sample.number}</code> {sample.partyName} · {page.submitted} <DateText at={sample.submittedAt} /> ·{' '}
        {text.second.deposit(deposit.number, deposit.files)}
      </p>
      {sample.done ? (
        <EmptyState title={text.second.doneTitle}>{text.second.done}</EmptyState>
      ) : (
        <Opinion
          id={id}
          onDone={async () => {
            await client.invalidateQueries({ queryKey: ['second'] })
            await client.invalidateQueries({ queryKey: ['cases'] })
          }}
        />
      )}
      {(Object.keys(formSections) as SectionName[]).map((section) => (
        <section key={section} aria-labelledby={`second-${section}`}>
          <h2 id={`second-${section}`}>{words.sections[section]}</h2>
          <dl className="return-changes">
            {formSections[section]
              .filter((field) => !isBlank(form[field]))
              .map((field) => (
                <div key={field}>
                  <dt>{words.labels[field]}</dt>
                  <dd className="prose">{valueText(field, form[field], words)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <section aria-labelledby="second-attachments">
        <h2 id="second-attachments">{text.second.attachments}</h2>
        {attachments.length === 0 && <p className="hint">{text.second.noAttachments}</p>}
        <ul className="workbench-list">
          {attachments.map((one) => (
            <li key={one.id}>
              <a href={secondAttachmentHref(id, one.id)} download={one.name}>
                {one.name}
              </a>
              <span>{(names.kinds as Record<string, string>)[one.kind] ?? one.kind}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
