import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { removeWatch, type Watch, watchesQuery } from '../api.ts'
import { WatchForm } from '../parts/watch-form.tsx'
import { watchText } from '../text.ts'

const percentOf = (share: number) => Math.round(share * 100)

function OneWatch({ watch }: { watch: Watch }) {
  const text = useText(watchText)
  const client = useQueryClient()
  const { words, owner, field, depositNumber, share, hits } = watch
  const terms = [
    ['words', text.words, words],
    ['owner', text.owner, owner],
    ['field', text.field, field],
    ['deposit', text.deposit, depositNumber && share ? text.depositTerm(depositNumber, percentOf(share)) : ''],
  ] as const
  return (
    <FormSection
      title={[words, owner, field, depositNumber].filter(Boolean).join(' · ')}
      aside={
        <ConfirmAction
          label={text.end}
          title={text.end}
          consequence={text.endNote}
          confirmLabel={text.end}
          danger
          onConfirm={async () => {
            await removeWatch(watch.id)
            await client.invalidateQueries({ queryKey: watchesQuery.queryKey })
          }}
        />
      }
    >
      <KeyValues
        items={[
          ...terms.flatMap(([key, label, value]) => (value ? [{ key, label, value }] : [])),
          { key: 'since', label: text.since, value: <DateText at={watch.createdAt} /> },
          {
            key: 'hits',
            label: text.hits,
            wide: true,
            value:
              hits.length === 0 ? (
                text.noHits
              ) : (
                <ul>
                  {hits.map((hit) => (
                    <li key={hit.number}>
                      <a href={`/notices/${hit.number}`}>
                        {hit.name}（{hit.number}）
                      </a>
                      {hit.share !== null && ` ${text.hitShare(percentOf(hit.share))}`}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </FormSection>
  )
}

/** The reader's watches of public notices: a form for another, and each with the notices found for it. */
export function WatchPage({ withDeposit }: { withDeposit: boolean }) {
  const text = useText(watchText)
  const { items } = useSuspenseQuery(watchesQuery).data
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} />
      <FormSection title={text.newTitle} lead={text.newLead}>
        <WatchForm withDeposit={withDeposit} />
      </FormSection>
      {items.length === 0 ? (
        <EmptyState title={text.emptyTitle}>{text.empty}</EmptyState>
      ) : (
        items.map((watch) => <OneWatch key={watch.id} watch={watch} />)
      )}
    </>
  )
}
