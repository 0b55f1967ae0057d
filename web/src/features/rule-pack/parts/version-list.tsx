import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { addVersion, type Kind, type RuleVersion, versionsKey, versionsQuery } from '../api.ts'
import { versionText } from '../version-text.ts'

export const versionTones: Record<RuleVersion['status'], Tone> = {
  draft: 'attention',
  awaited: 'active',
  in_effect: 'good',
  superseded: 'neutral',
  discarded: 'neutral',
}
const mostBytes = 1_000_000

/** Reads a file as UTF-8; null where it is not. */
async function textOf(file: File): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return null
  }
}

function Upload({ kind }: { kind: Kind }) {
  const text = useText(versionText)
  const navigate = useNavigate()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const add = useCommand({
    run: (content: string, key) => addVersion(kind, content, key),
    onDone: async ({ id }) => {
      await client.invalidateQueries({ queryKey: versionsKey })
      await (kind === 'calendar'
        ? navigate({ to: '/calendar/$id', params: { id } })
        : navigate({ to: '/rule-pack/$id', params: { id } }))
    },
  })
  const choose = async (file: File) => {
    setRefused(null)
    if (file.size > mostBytes) return setRefused(text.tooLarge)
    const content = await textOf(file)
    if (content === null) return setRefused(text.notText)
    add.mutate(content)
  }
  return (
    <div className="rule-upload">
      <ProblemAlert error={add.error} />
      {refused && (
        <p className="entry-error" role="alert">
          {refused}
        </p>
      )}
      <Button loading={add.isPending} onClick={() => input.current?.click()}>
        {add.isPending ? text.uploading : text.upload[kind]}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={text.upload[kind]}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void choose(file)
        }}
      />
    </div>
  )
}

/** Who added a version, and what was decided of it. */
export function VersionFacts({ version }: { version: RuleVersion }) {
  const text = useText(versionText)
  return (
    <p className="hint">
      {version.addedBy ?? text.builtIn} <DateText at={version.addedAt} /> {text.added}
      {version.effectiveFrom && (
        <>
          ；<DateText at={version.effectiveFrom} day /> {text.since}
        </>
      )}
      {version.decidedBy && (
        <>
          ；{version.decidedBy} {text.decided}：{version.reason}
        </>
      )}
    </p>
  )
}

/** Every version of a kind, each a link, and for an administrator the way to add one. */
export function VersionList({ kind }: { kind: Kind }) {
  const text = useText(versionText)
  const list = useQuery(versionsQuery(kind))
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  return (
    <FormSection title={text.versions[kind]} lead={text.versionsLead[kind]}>
      {list.data ? (
        <>
          <ul className="rule-entries">
            {list.data.items.map((version) => (
              <li key={version.id}>
                <div className="rule-head">
                  <span>
                    {kind === 'calendar' ? (
                      <Link to="/calendar/$id" params={{ id: version.id }}>
                        {text.version(version.version)}
                      </Link>
                    ) : (
                      <Link to="/rule-pack/$id" params={{ id: version.id }}>
                        {version.jurisdiction} {text.version(version.version)}
                      </Link>
                    )}{' '}
                    {version.name}
                  </span>
                  <StatusTag tone={versionTones[version.status]}>{text.statuses[version.status]}</StatusTag>
                </div>
                <VersionFacts version={version} />
              </li>
            ))}
          </ul>
          {list.data.can.includes('add') && <Upload kind={kind} />}
        </>
      ) : (
        <ListSkeleton />
      )}
    </FormSection>
  )
}
