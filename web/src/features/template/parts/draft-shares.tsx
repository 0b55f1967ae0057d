import { CloseOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Drawer, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useNarrow } from '../../../app/use-media.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { LineField } from '../../../ui/line-field.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import {
  aidsQuery,
  createShare,
  type DraftShare,
  type NewShare,
  revokeShare,
  sharesQuery,
  type WritingAids,
} from '../api.ts'
import { templateText } from '../text.ts'
import '../template.css'

type Limits = NonNullable<WritingAids['share']>
const tones: Record<DraftShare['state'], Tone> = {
  open: 'active',
  expired: 'neutral',
  revoked: 'neutral',
  closed: 'neutral',
}

function NewLink({ caseId, limits }: { caseId: string; limits: Limits }) {
  const text = useText(templateText).share
  const client = useQueryClient()
  const id = useId()
  const [label, setLabel] = useState('')
  const [tried, setTried] = useState(false)
  const [days, setDays] = useState(limits.days)
  const [withSample, setWithSample] = useState(false)
  const [made, setMade] = useState<{ label: string; url: string } | null>(null)
  const make = useMutation({
    mutationFn: (body: NewShare) => createShare(caseId, body),
    onSuccess: ({ path }) => {
      setMade({ label, url: `${window.location.origin}${path}` })
      setLabel('')
      setTried(false)
      void client.invalidateQueries({ queryKey: sharesQuery(caseId).queryKey })
    },
  })
  if (made)
    return (
      <div className="share-made">
        <Alert type="success" showIcon title={text.once} />
        <label htmlFor={`${id}-link`}>
          {text.link}：{made.label}
        </label>
        <div className="share-link">
          <Input id={`${id}-link`} readOnly value={made.url} onFocus={(event) => event.target.select()} />
          <CopyButton value={made.url} what={text.link} />
        </div>
        <Button onClick={() => setMade(null)}>{text.done}</Button>
      </div>
    )
  const choices = [...new Set([1, 3, 7, 14, 30, limits.days])].filter((n) => n <= limits.mostDays).sort((a, b) => a - b)
  return (
    <form
      className="share-new"
      onSubmit={(event) => {
        event.preventDefault()
        if (label.trim() === '') setTried(true)
        else make.mutate({ label: label.trim(), days, withSample })
      }}
    >
      <ProblemAlert error={make.error} />
      <LineField
        label={text.label}
        help={text.labelHelp}
        error={tried && label.trim() === '' && text.labelNeeded}
        value={label}
        max={60}
        onChange={setLabel}
      />
      <div className="entry">
        <label htmlFor={`${id}-days`}>{text.days}</label>
        <Select
          id={`${id}-days`}
          value={days}
          options={choices.map((n) => ({ value: n, label: text.dayCount(n) }))}
          onChange={setDays}
        />
      </div>
      <Checkbox checked={withSample} onChange={(event) => setWithSample(event.target.checked)}>
        {text.withSample}
      </Checkbox>
      <Button type="primary" htmlType="submit" loading={make.isPending}>
        {text.make}
      </Button>
    </form>
  )
}

function Links({ caseId, items }: { caseId: string; items: readonly DraftShare[] }) {
  const text = useText(templateText).share
  const client = useQueryClient()
  const toast = useToast()
  if (items.length === 0) return <p className="hint">{text.none}</p>
  return (
    <ul className="share-list">
      {items.map(({ id, label, state, expiresAt, createdBy, withSample, openings }) => (
        <li key={id}>
          <div>
            <strong>{label}</strong> <StatusTag tone={tones[state]}>{text.states[state]}</StatusTag>
          </div>
          <p className="hint">
            {text.madeBy(createdBy)} · {text.until} <DateText at={expiresAt} />
            {withSample && ` · ${text.sample}`}
          </p>
          <p>{text.openings(openings.length)}</p>
          {openings.length > 0 && (
            <ul className="hint">
              {openings.map(({ id: key, name, at }) => (
                <li key={key}>
                  {name} · <DateText at={at} />
                </li>
              ))}
            </ul>
          )}
          {state === 'open' && (
            <ConfirmAction
              label={text.revoke}
              title={text.revokeTitle}
              consequence={text.revokeBody(label)}
              confirmLabel={text.revoke}
              danger
              button={{ size: 'small' }}
              onConfirm={async () => {
                await revokeShare(caseId, id)
                toast.success(text.revoked)
                await client.invalidateQueries({ queryKey: sharesQuery(caseId).queryKey })
              }}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

type Props = { caseId: string; labelOf: (field: string) => string; onGo: (field: string) => void }

/** Asking others to read the draft: links, who opened them, and what was said. */
export function DraftShares({ caseId, labelOf, onGo }: Props) {
  const text = useText(templateText).share
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  const { data: aids } = useQuery(aidsQuery(caseId))
  const { data } = useQuery(sharesQuery(caseId))
  if (!data) return null
  const { items = [], comments = [] } = data
  const unresolved = comments.filter(({ resolvedAt }) => !resolvedAt)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {unresolved.length > 0 ? text.withComments(unresolved.length) : text.button}
      </Button>
      <Drawer
        open={open}
        size={narrow ? '100%' : 480}
        title={text.title}
        closable={{ closeIcon: <Icon of={CloseOutlined} />, 'aria-label': text.close }}
        onClose={() => setOpen(false)}
      >
        <p>{text.lead}</p>
        {aids?.share ? (
          <NewLink caseId={caseId} limits={aids.share} />
        ) : (
          aids && <Alert type="info" showIcon title={text.notOffered} />
        )}
        <h3>{text.list}</h3>
        <Links caseId={caseId} items={items} />
        <h3>{text.comments}</h3>
        {unresolved.length === 0 ? (
          <p className="hint">{text.noComments}</p>
        ) : (
          <ul className="share-list">
            {unresolved.map(({ id, field, body, by, at }) => (
              <li key={id}>
                <button
                  type="button"
                  className="link-button"
                  onClick={() => {
                    setOpen(false)
                    onGo(field)
                  }}
                >
                  {text.go} {labelOf(field)}
                </button>
                <p className="comment-body">{body}</p>
                <p className="hint">
                  {by} · <DateText at={at} />
                </p>
              </li>
            ))}
          </ul>
        )}
      </Drawer>
    </>
  )
}
