import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDate } from '../../../ui/format.ts'
import { HashText } from '../../../ui/hash-text.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { actFor, type Command, delegationActsQuery, delegationQuery, moveDelegation } from '../api.ts'
import { StateTag } from '../parts/state-tag.tsx'
import { delegationText } from '../text.ts'
import '../delegation.css'

/** One delegation for either side: what it says, what was done on it, and what ends it. */
export function DelegationPage({ id }: { id: string }) {
  const text = useText(delegationText)
  const language = useLanguage()
  const toast = useToast()
  const client = useQueryClient()
  const { data: view } = useSuspenseQuery(delegationQuery(id))
  const { data: acts } = useSuspenseQuery(delegationActsQuery(id))
  const [asked, setAsked] = useState<Command | null>(null)
  const move = useCommand({
    run: ({ command, reason }: { command: Command; reason: string }) => moveDelegation(id, command, reason),
    onDone: (next) => {
      client.setQueryData(delegationQuery(id).queryKey, next)
      void client.invalidateQueries({ queryKey: ['delegations'] })
      if (asked) toast.success(text.moved[asked], 6)
      setAsked(null)
    },
  })
  const words = {
    accept: [text.acceptTitle, text.acceptBody, text.accept],
    decline: [text.declineTitle, text.declineBody, text.decline],
    revoke: [text.revokeTitle, text.revokeBody, text.revoke],
  } as const
  const [title, consequence, label] = asked ? words[asked] : ['', '', '']
  const facts = text.facts
  return (
    <>
      <PageHeader
        title={`${facts.title} ${view.number}`}
        above={<Link to="/delegations">{text.title}</Link>}
        tags={<StateTag state={view.state} />}
        actions={
          <>
            {view.usable && (
              <Button type="primary" onClick={() => actFor(id, '/cases').catch(toast.failed)}>
                {text.actNow(view.principal.name)}
              </Button>
            )}
            {view.can.map((command) => (
              <Button
                key={command}
                type={command === 'accept' ? 'primary' : 'default'}
                danger={command === 'revoke'}
                onClick={() => setAsked(command)}
              >
                {words[command][2]}
              </Button>
            ))}
          </>
        }
      />
      <FormSection title={facts.title}>
        <KeyValues
          items={[
            { key: 'principal', label: facts.principal, value: view.principal.name },
            { key: 'delegate', label: facts.delegate, value: view.delegate.name },
            { key: 'person', label: facts.person, value: view.person ?? text.everybody },
            { key: 'kind', label: facts.kind, value: text.kinds[view.kind] },
            {
              key: 'period',
              label: facts.period,
              value: text.period(formatDate(view.from, language), formatDate(view.until, language)),
            },
            {
              key: 'actions',
              label: facts.actions,
              value: view.actions.map((action) => text.actions[action]).join('、'),
            },
            {
              key: 'cases',
              label: facts.cases,
              wide: true,
              value:
                view.cases === null ? (
                  text.allCases
                ) : (
                  <ul className="delegation-list">
                    {view.caseList.map((one) => (
                      <li key={one.id}>
                        <code>{one.number}</code> {one.name || text.form.unnamed}
                      </li>
                    ))}
                  </ul>
                ),
            },
            { key: 'sha256', label: facts.sha256, wide: true, value: <HashText hash={view.digests.sha256} /> },
            {
              key: 'log',
              label: facts.log,
              value:
                view.logIndex === null ? (
                  facts.waiting
                ) : (
                  <a href={`/log/entry/${view.logIndex}`}>{facts.logged(view.logIndex)}</a>
                ),
            },
          ]}
        />
        <p>
          <a href={`/api/v1/delegations/${id}/document.pdf`} target="_blank" rel="noreferrer">
            {text.pdf}
          </a>
        </p>
      </FormSection>
      <FormSection title={text.history}>
        <ol className="delegation-list">
          {view.events.map(({ at, what, by, organisation, reason }) => (
            <li key={at + what}>
              <DateText at={at} /> {organisation} {by}：{text.events[what]}
              {reason && `（${reason}）`}
            </li>
          ))}
        </ol>
      </FormSection>
      <FormSection title={text.acts} lead={text.actsLead}>
        <WholeTable
          label={text.acts}
          rows={acts.items}
          rowKey={(act) => act.id}
          empty={<p>{text.noActs}</p>}
          columns={[
            { key: 'at', title: text.actColumns.at, card: 'title', cell: ({ at }) => <DateText at={at} /> },
            {
              key: 'by',
              title: text.actColumns.by,
              cell: ({ by, keyName }) => (keyName === null ? by : text.byKey(by, keyName)),
            },
            {
              key: 'what',
              title: text.actColumns.what,
              cell: ({ operation }) => text.operations[operation] ?? operation,
            },
            {
              key: 'case',
              title: text.actColumns.case,
              cell: ({ caseNumber }) => caseNumber && <code>{caseNumber}</code>,
            },
            {
              key: 'outcome',
              title: text.actColumns.outcome,
              cell: ({ status }) => (status < 300 ? text.done : text.refused(status)),
            },
          ]}
        />
      </FormSection>
      {asked && (
        <WordsModal
          title={title}
          consequence={<p>{consequence}</p>}
          confirmLabel={label}
          danger={asked === 'revoke'}
          fieldLabel={text.reason}
          max={500}
          running={move.isPending}
          error={move.error}
          onConfirm={(reason) => move.mutate({ command: asked, reason })}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
