import { changeNames } from '@datadeed/core/notification/changes'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import type { ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { changeHook, hookQuery, hooksQuery, pingHook, removeHook, renewSecret } from '../api.ts'
import { Deliveries } from '../parts/deliveries.tsx'
import { HookForm } from '../parts/hook-form.tsx'
import { HookState } from '../parts/hook-state.tsx'
import { SecretDialog } from '../parts/secret-dialog.tsx'
import { integrationText } from '../text.ts'

type Props = { id: string; search: ListSearch; onSearch: (next: ListSearch) => void; onRemoved: () => void }

/** One web-hook: what it is, what is done with it, and every delivery with its answers. */
export function HookPage({ id, search, onSearch, onRemoved }: Props) {
  const { hook: text, hooks: words } = useText(integrationText)
  const language = useLanguage()
  const client = useQueryClient()
  const toast = useToast()
  const hook = useSuspenseQuery(hookQuery(id)).data
  const [editing, setEditing] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const { name, url, types, on } = hook
  const renew = () => client.invalidateQueries({ queryKey: hooksQuery.queryKey })
  const ping = useMutation({
    mutationFn: () => pingHook(id),
    onSuccess: async () => {
      toast.success(text.pinged)
      await renew()
    },
    onError: toast.failed,
  })
  const turn = async () => {
    await changeHook(id, { name, url, types, on: !on })
    await renew()
  }
  return (
    <>
      <PageHeader
        title={name}
        above={<Link to="/web-hooks">{text.back}</Link>}
        tags={<HookState hook={hook} />}
        actions={
          <>
            <Button type="primary" disabled={!on} loading={ping.isPending} onClick={() => ping.mutate()}>
              {text.ping}
            </Button>
            <Button onClick={() => setEditing(true)}>{text.edit}</Button>
            <ConfirmAction
              label={on ? text.switchOff : text.switchOn}
              title={on ? text.switchOff : text.switchOn}
              consequence={text.offNote}
              confirmLabel={on ? text.switchOff : text.switchOn}
              onConfirm={turn}
            />
            <ConfirmAction
              label={text.renew}
              title={text.renew}
              consequence={text.renewNote}
              confirmLabel={text.renew}
              onConfirm={async () => setSecret((await renewSecret(id)).secret)}
            />
            <ConfirmAction
              danger
              label={text.remove}
              title={text.remove}
              consequence={text.removeNote}
              confirmLabel={text.remove}
              onConfirm={async () => {
                await removeHook(id)
                onRemoved()
                client.removeQueries({ queryKey: hooksQuery.queryKey })
              }}
            />
          </>
        }
      />
      <KeyValues
        items={[
          { key: 'url', label: text.facts.url, value: <code className="hash-whole">{url}</code>, wide: true },
          {
            key: 'types',
            label: text.facts.types,
            value: types.map((type) => changeNames[type][language]).join(language === 'zh' ? '、' : ', '),
            wide: true,
          },
          { key: 'by', label: text.facts.by, value: hook.createdBy },
          { key: 'since', label: text.facts.since, value: <DateText at={hook.createdAt} /> },
        ]}
      />
      <Deliveries id={id} on={on} search={search} onSearch={onSearch} />
      {editing && (
        <HookForm
          title={text.editTitle}
          okText={words.save}
          initial={{ name, url, types }}
          save={(values) => changeHook(id, { ...values, on })}
          onSaved={() => {
            setEditing(false)
            void renew()
          }}
          onClose={() => setEditing(false)}
        />
      )}
      {secret && <SecretDialog of="hook" secret={secret} onClose={() => setSecret(null)} />}
    </>
  )
}
