import type { Ability } from '@datadeed/core/account/policy'
import { statusNames } from '@datadeed/core/filing/machine'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import {
  type CaseBrief,
  type CaseStatus,
  casesIn,
  countsQuery,
  openObjectionsQuery,
  pendingPartiesQuery,
} from '../api.ts'
import { homeText } from '../text.ts'
import { DueText } from './due-text.tsx'
import { Gathered } from './gathered.tsx'
import { QueueCounts } from './queue-counts.tsx'
import { about, type Work, WorkList } from './work-list.tsx'

/** States in which the time limit that runs is the registry's own. */
const ours: CaseStatus[] = ['submitted', 'under_review', 'acceptance_proposed', 'refusal_proposed', 'objection_pending']

/** What waits in the registry: the queue in numbers, then the lists that the person's abilities concern. */
export function StaffWork({ can }: { can: readonly string[] }) {
  const text = useText(homeText)
  const language = useLanguage()
  const may = (ability: Ability) => can.includes(ability)
  const counts = useQuery({ ...countsQuery, enabled: may('queue.read') })
  const mine = useQuery({
    ...casesIn({ status: ['under_review'], assigned: 'me' }),
    enabled: may('queue.examine'),
  })
  const proposed = useQuery({
    ...casesIn({ status: ['acceptance_proposed', 'refusal_proposed'] }),
    enabled: may('queue.review'),
  })
  const due = useQuery({ ...casesIn({ status: ours }), enabled: may('queue.read') })
  const parties = useQuery({ ...pendingPartiesQuery, enabled: may('party.decide') })
  const objections = useQuery({ ...openObjectionsQuery, enabled: may('objection.list') })
  // A query that is not asked stays pending for ever.
  const reads = [counts, mine, proposed, due, parties, objections].filter(
    ({ isPending, fetchStatus }) => !(isPending && fetchStatus === 'idle'),
  )

  const caseWork = (rows: CaseBrief[] = []): Work[] =>
    rows.map((row) => ({
      key: row.id,
      link: (
        <Link to="/queue/$id" params={{ id: row.id }}>
          {row.name || row.number}
        </Link>
      ),
      about: about(statusNames[row.status][language], row.partyName, row.number),
      fact: row.due && <DueText due={row.due} />,
    }))
  return (
    <Gathered reads={reads}>
      {counts.data && <QueueCounts counts={counts.data} />}
      {mine.data && (
        <WorkList
          title={text.mine}
          items={caseWork(mine.data.items)}
          empty={
            <>
              {text.mineEmpty} <Link to="/queue">{text.toQueue}</Link>
            </>
          }
          more={
            mine.data.total > mine.data.items.length && (
              <Link to="/queue" search={{ tab: 'review', assigned: 'me' }}>
                {text.all(mine.data.total)}
              </Link>
            )
          }
        />
      )}
      {proposed.data && (
        <WorkList
          title={text.release}
          items={caseWork(proposed.data.items)}
          empty={text.releaseEmpty}
          more={
            proposed.data.total > proposed.data.items.length && (
              <Link to="/queue" search={{ tab: 'proposed' }}>
                {text.all(proposed.data.total)}
              </Link>
            )
          }
        />
      )}
      {due.data && (
        <WorkList
          title={text.dueSoon}
          items={caseWork(due.data.items.filter((row) => row.due !== null))}
          empty={text.dueSoonEmpty}
          more={due.data.total > due.data.items.length && <Link to="/queue">{text.toQueue}</Link>}
        />
      )}
      {parties.data && (
        <WorkList
          title={text.parties}
          items={parties.data.items.map((party) => ({
            key: party.id,
            link: (
              <Link to="/parties/$id" params={{ id: party.id }}>
                {party.name}
              </Link>
            ),
            about: party.uscc,
            fact: <DateText at={party.createdAt} />,
          }))}
          empty={text.partiesEmpty}
          more={
            parties.data.total > parties.data.items.length && (
              <Link to="/parties" search={{ status: 'pending' }}>
                {text.all(parties.data.total)}
              </Link>
            )
          }
        />
      )}
      {objections.data && (
        <WorkList
          title={text.objections}
          items={objections.data.items.map((row) => ({
            key: row.id,
            link: (
              <Link to="/objections/$id" params={{ id: row.id }}>
                {row.caseName || row.caseNumber}
              </Link>
            ),
            about: about(row.status === 'answered' ? text.toDecide : text.waitingAnswer, row.number),
            fact: row.status === 'lodged' && <DueText due={row.answerDue} />,
          }))}
          empty={text.objectionsEmpty}
          more={
            objections.data.total > objections.data.items.length && <Link to="/objections">{text.allObjections}</Link>
          }
        />
      )}
    </Gathered>
  )
}
