import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { FilterChoice } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { QueryTable } from '../../../ui/query-table.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { letterHref } from '../../examination/api.ts'
import { type Cohort, type CohortMember, memberKinds, membersQuery, splitOff } from '../api.ts'
import { cohortText } from '../text.ts'
import type { CohortText } from '../text.zh.ts'
import { Differences } from './differences.tsx'

type Props = { cohort: Cohort; search: ListSearch; onSearch: (next: ListSearch) => void }
const tones: Record<CohortMember['state'], Tone> = {
  waiting: 'neutral',
  held: 'active',
  proposed: 'attention',
  released: 'good',
  excepted: 'neutral',
}

/** How a case is examined: what left without having been drawn goes the ordinary way. */
export function roleOf(
  { exemplar, sampled, rank, state }: CohortMember,
  words: CohortText['members']['roles'],
): string {
  if (exemplar) return words.exemplar
  if (sampled) return words.sampled(rank ?? 0)
  return state === 'excepted' ? words.alone : words.equivalent
}

/** Every case of the cohort: how it is examined, in what it differs, how it stands. */
export function MemberList({ cohort, search, onSearch }: Props) {
  const text = useText(cohortText).members
  const [leaving, setLeaving] = useState<CohortMember | null>(null)
  const list = useQuery(membersQuery(cohort.id, search))
  const filtered = memberKinds.some((kind) => kind === search.only)
  return (
    <section aria-labelledby="cohort-members">
      <h2 id="cohort-members">{text.title}</h2>
      <search className="filters">
        <FilterChoice
          label={text.filter}
          all={text.all}
          value={search.only}
          options={memberKinds.map((kind) => [kind, text.only[kind]] as const)}
          onChange={(only) => onSearch(changeList(search, { only }))}
        />
      </search>
      <QueryTable
        label={text.title}
        list={list}
        rowKey={({ caseId }) => caseId}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.none, body: text.noneBody }}
        noneFound={filtered ? { title: text.none, body: text.noneBody, clear: text.clear } : undefined}
        columns={[
          {
            key: 'name',
            title: text.name,
            card: 'title',
            cell: ({ caseId, name, number }) => (
              <span className="case-cell">
                <Link to="/queue/$id" params={{ id: caseId }} data-case={caseId}>
                  {name || number}
                </Link>
                <code>{number}</code>
              </span>
            ),
          },
          {
            key: 'role',
            title: text.role,
            cell: (member) => roleOf(member, text.roles),
          },
          { key: 'differences', title: text.differences, cell: (member) => <Differences member={member} /> },
          {
            key: 'state',
            title: text.state,
            cell: (member) => (
              <span className="case-cell">
                <StatusTag tone={member.defect ? 'bad' : tones[member.state]}>
                  {member.defect ? text.defect : text.states[member.state]}
                </StatusTag>
                {member.reason && <small>{member.reason}</small>}
                {member.state === 'released' && member.letterId && (
                  <a href={letterHref(member.caseId, member.letterId)} target="_blank" rel="noreferrer">
                    {text.letter}
                  </a>
                )}
              </span>
            ),
          },
          ...(cohort.can.includes('split_off')
            ? [
                {
                  key: 'action',
                  title: text.action,
                  cell: (member: CohortMember) =>
                    member.state === 'held' &&
                    !member.exemplar &&
                    !member.sampled && (
                      <Button size="small" aria-label={text.splitOne(member.number)} onClick={() => setLeaving(member)}>
                        {text.split}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {leaving && <SplitOff cohort={cohort} member={leaving} onClose={() => setLeaving(null)} />}
    </section>
  )
}

function SplitOff({ cohort, member, onClose }: { cohort: Cohort; member: CohortMember; onClose: () => void }) {
  const { members: text, reasonNeeded } = useText(cohortText)
  const client = useQueryClient()
  const toast = useToast()
  const command = useCommand({
    run: (reason: string, key) => splitOff(cohort.id, { caseId: member.caseId, reason }, key),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['cohorts'] })
      void client.invalidateQueries({ queryKey: ['cases'] })
      toast.success(text.splitDone(member.number))
      onClose()
    },
  })
  return (
    <WordsModal
      title={text.splitTitle(member.name)}
      consequence={<p>{text.splitBody}</p>}
      confirmLabel={text.split}
      fieldLabel={text.splitReason}
      needed={reasonNeeded}
      running={command.isPending}
      error={command.error}
      onConfirm={(reason) => command.mutate(reason)}
      onClose={onClose}
    />
  )
}
