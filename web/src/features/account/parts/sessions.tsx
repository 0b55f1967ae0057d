import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { endSession, sessionsQuery } from '../api.ts'
import { accountText } from '../text.ts'

/** Every place where the account is signed in, this one first; any other can be ended from here. */
export function Sessions() {
  const text = useText(accountText).account
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(sessionsQuery)
  const sessions = [...(data ?? [])].sort((a, b) => Number(b.current) - Number(a.current))
  const others = sessions.filter(({ current }) => !current)
  const end = async (ids: string[]) => {
    try {
      for (const id of ids) await endSession(id)
    } finally {
      await client.invalidateQueries(sessionsQuery)
    }
  }
  return (
    <FormSection title={text.sessions} lead={others.length > 0 || !data ? text.sessionsLead : text.onlyThis}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton rows={2} />}
      <ul className="sessions">
        {sessions.map(({ id, client: device, createdAt, lastSeenAt, current }) => (
          <li key={id}>
            <strong>{device}</strong>
            <span>
              {text.since} <DateText at={createdAt} />
            </span>
            <span>
              {text.lastSeen} <DateText at={lastSeenAt} />
            </span>
            {current ? (
              <StatusTag tone="active">{text.thisDevice}</StatusTag>
            ) : (
              <ConfirmAction
                label={text.end}
                title={text.endTitle}
                consequence={text.endConsequence(device)}
                confirmLabel={text.endConfirm}
                onConfirm={() => end([id])}
                button={{ size: 'small', 'aria-label': text.endNamed(device) }}
              />
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <ConfirmAction
          danger
          label={text.endOthers}
          title={text.endOthersTitle}
          consequence={text.endOthersConsequence(others.length)}
          confirmLabel={text.endOthers}
          onConfirm={() => end(others.map(({ id }) => id))}
        />
      )}
    </FormSection>
  )
}
