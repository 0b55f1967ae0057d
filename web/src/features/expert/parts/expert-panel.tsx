import { expertConclusionNames } from '@datadeed/core/examination/expert'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { newKey } from '../../../app/idempotency.ts'
import { useLanguage, useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { formatDateTime } from '../../../ui/format.ts'
import { HashText } from '../../../ui/hash-text.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import type { Case } from '../../examination/api.ts'
import { fieldText } from '../../examination/field-text.ts'
import { type ExpertRequest, recallExpert, requestsQuery, resendExpertLink } from '../api.ts'
import { expertText } from '../text.ts'
import { AskExpert } from './ask-expert.tsx'
import '../expert.css'

const tones: Record<ExpertRequest['state'], Tone> = {
  asked: 'attention',
  reading: 'active',
  given: 'good',
  declined: 'neutral',
  revoked: 'neutral',
  expired: 'bad',
}

/** How a request went, as far as the reader may know. */
export function RequestFacts({ request }: { request: ExpertRequest }) {
  const text = useText(expertText)
  const language = useLanguage()
  const { question, due, endedAt, endReason, conclusion, opinion, sha256 } = request
  const wide = (key: string, label: string, value: string | null) =>
    value ? [{ key, label, value: <span className="prose">{value}</span>, wide: true }] : []
  return (
    <KeyValues
      items={[
        ...wide('question', text.question, question),
        { key: 'asked', label: text.askedAt, value: <DateText at={request.askedAt} /> },
        { key: 'due', label: text.due, value: <DateText at={due} day /> },
        ...(endedAt ? [{ key: 'ended', label: text.ended, value: <DateText at={endedAt} /> }] : []),
        ...wide('reason', text.reason, endReason),
        ...wide('conclusion', text.conclusion, conclusion && expertConclusionNames[conclusion][language]),
        ...wide('opinion', text.opinion, opinion),
        ...(sha256 ? [{ key: 'sha256', label: text.digest, value: <HashText hash={sha256} />, wide: true }] : []),
      ]}
    />
  )
}

function Openings({ request }: { request: ExpertRequest }) {
  const text = useText(expertText)
  const language = useLanguage()
  const { openings } = request
  return (
    <details>
      <summary>{text.openings(openings.length)}</summary>
      {openings.length === 0 ? (
        <p className="hint">{text.noOpenings}</p>
      ) : (
        <ol className="expert-openings">
          {openings.map(({ at, what, agent }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
            <li key={i}>
              {formatDateTime(at, language)} {text.opened[what] ?? what} <span className="hint">{agent}</span>
            </li>
          ))}
        </ol>
      )}
    </details>
  )
}

function One({ c, request }: { c: Case; request: ExpertRequest }) {
  const text = useText(expertText)
  const words = useText(fieldText)
  const language = useLanguage()
  const client = useQueryClient()
  const toast = useToast()
  const [recalling, setRecalling] = useState(false)
  const again = () => client.invalidateQueries({ queryKey: ['cases'] })
  const recall = useCommand({
    run: (reason: string, key) => recallExpert(c.id, request.id, reason, key),
    onDone: async () => {
      setRecalling(false)
      toast.success(text.recalled)
      await again()
    },
  })
  const { expert, shown, can, state } = request
  return (
    <article className="expert-request narrow-values">
      <h3>
        {expert && `${expert.name}${expert.title && ` ${expert.title}`}，${expert.organisation}`}
        <StatusTag tone={tones[state]}>{text.statesOf[state]}</StatusTag>
      </h3>
      <p className="hint">{text.askedBy(request.askedBy ?? '', formatDateTime(request.askedAt, language))}</p>
      <RequestFacts request={request} />
      {shown && (
        <p className="hint">
          {text.shown}：
          {[
            ...shown.fields.map((field) => (words.labels as Record<string, string>)[field] ?? field),
            shown.parties ? text.shownParties : text.hiddenParties,
            ...(shown.sample ? [text.shownSample] : []),
            ...(shown.attachments.length > 0 ? [text.shownAttachments(shown.attachments.length)] : []),
          ].join('、')}
        </p>
      )}
      <Openings request={request} />
      {can.length > 0 && (
        <p className="expert-acts no-print">
          <ConfirmAction
            label={text.resend}
            title={text.resendTitle}
            consequence={text.resendNote}
            confirmLabel={text.resend}
            onConfirm={async () => {
              await resendExpertLink(c.id, request.id, newKey())
              toast.success(text.resent)
              await again()
            }}
          />
          <Button danger onClick={() => setRecalling(true)}>
            {text.recall}
          </Button>
        </p>
      )}
      {recalling && (
        <WordsModal
          danger
          title={text.recall}
          consequence={text.recallNote}
          confirmLabel={text.recall}
          fieldLabel={text.recallField}
          needed={text.recallNeeded}
          running={recall.isPending}
          error={recall.error}
          onConfirm={(reason) => recall.mutate(reason)}
          onClose={() => setRecalling(false)}
        />
      )}
    </article>
  )
}

/** Experts asked about a case, what they were shown, what they said, and every time their link was opened. */
export function ExpertPanel({ c }: { c: Case }) {
  const text = useText(expertText)
  const list = useQuery(requestsQuery(c.id))
  const [asking, setAsking] = useState(false)
  const may = c.can.includes('ask_expert')
  const ask = may && (
    <Button type="primary" onClick={() => setAsking(true)}>
      {text.ask}
    </Button>
  )
  return (
    <>
      {list.isPending && <ListSkeleton rows={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <EmptyState title={text.none} action={ask}>
          {may ? text.noneBody : text.noneRead}
        </EmptyState>
      )}
      {list.data?.items.toReversed().map((request) => (
        <One key={request.id} c={c} request={request} />
      ))}
      {list.data && list.data.items.length > 0 && <p className="expert-acts no-print">{ask}</p>}
      {asking && <AskExpert c={c} onClose={() => setAsking(false)} />}
    </>
  )
}
