import { statusNames } from '@datadeed/core/filing/machine'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useLanguage, useText } from '../../../app/language.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { type CaseBrief, casesIn, depositsQuery, openObjectionsQuery } from '../api.ts'
import { homeText } from '../text.ts'
import { DueText } from './due-text.tsx'
import { Gathered } from './gathered.tsx'
import { about, type Work, WorkList } from './work-list.tsx'

const caseLink = ({ id, name, number }: Pick<CaseBrief, 'id' | 'name' | 'number'>) => (
  <Link to="/cases/$id" params={{ id }}>
    {name || number}
  </Link>
)

/** What a company has to do next, in the order of urgency, then what is under way and what is registered. */
export function CompanyWork({ mayDeposit }: { mayDeposit: boolean }) {
  const text = useText(homeText)
  const language = useLanguage()
  const corrections = useQuery(casesIn({ status: ['correction_required'] }))
  const objections = useQuery(openObjectionsQuery)
  const signatures = useQuery(casesIn({ status: ['awaiting_signature'], sort: 'updated' }))
  const drafts = useQuery(casesIn({ status: ['draft'], sort: 'updated' }))
  const underWay = useQuery(
    casesIn({
      status: [
        'submitted',
        'under_review',
        'acceptance_proposed',
        'refusal_proposed',
        'public_notice',
        'objection_pending',
      ],
      sort: 'updated',
    }),
  )
  const registered = useQuery(casesIn({ status: ['registered'], sort: 'updated' }))
  const deposits = useQuery(depositsQuery)
  const reads = [corrections, objections, signatures, drafts, underWay, registered, deposits]

  const todo: Work[] = [
    ...(corrections.data?.items ?? []).map((row) => ({
      key: row.id,
      link: caseLink(row),
      about: about(text.kinds.correction, row.number),
      fact: row.due && <DueText due={row.due} />,
    })),
    ...(objections.data?.items ?? [])
      .filter(({ status }) => status === 'lodged')
      .map((row) => ({
        key: row.id,
        link: (
          <Link to="/objections/$id" params={{ id: row.id }}>
            {row.caseName || row.caseNumber}
          </Link>
        ),
        about: about(text.kinds.objection, row.number),
        fact: <DueText due={row.answerDue} />,
      })),
    ...(signatures.data?.items ?? []).map((row) => ({
      key: row.id,
      link: caseLink(row),
      about: about(text.kinds.signature, row.number),
      fact: text.sign,
    })),
    ...(drafts.data?.items ?? []).map((row) => ({
      key: row.id,
      link: caseLink(row),
      about: about(text.kinds.draft, row.number),
      fact: row.findings.errors > 0 ? text.openErrors(row.findings.errors) : text.ready,
    })),
  ]
  const more = (total = 0, shown = 0) => total > shown && <Link to="/cases">{text.allCases}</Link>
  const waiting = [corrections, signatures, drafts].reduce((sum, { data }) => sum + (data?.total ?? 0), 0)
  const listed = [corrections, signatures, drafts].reduce((sum, { data }) => sum + (data?.items.length ?? 0), 0)
  const held = deposits.data?.total ?? 0
  const cases = [underWay, registered].reduce((sum, { data }) => sum + (data?.total ?? 0), waiting)

  const nothing =
    held === 0 ? (
      <EmptyState
        title={text.noDeposit}
        action={
          mayDeposit && (
            <LinkButton look="primary" to="/deposits/new">
              {text.newDeposit}
            </LinkButton>
          )
        }
      >
        {text.noDepositBody}
      </EmptyState>
    ) : cases === 0 ? (
      <EmptyState
        title={text.noCase}
        action={
          <LinkButton look="primary" to="/deposits">
            {text.chooseDeposit}
          </LinkButton>
        }
      >
        {text.noCaseBody(held)}
      </EmptyState>
    ) : (
      <EmptyState
        title={text.todoDone}
        action={mayDeposit && <LinkButton to="/deposits/new">{text.newDeposit}</LinkButton>}
      >
        {text.todoDoneBody}
      </EmptyState>
    )
  return (
    <Gathered reads={reads}>
      <WorkList title={text.todo} items={todo} empty={nothing} more={more(waiting, listed)} />
      <WorkList
        title={text.underWay}
        items={(underWay.data?.items ?? []).map((row) => ({
          key: row.id,
          link: caseLink(row),
          about: row.number,
          fact: <StatusTag tone="active">{statusNames[row.status][language]}</StatusTag>,
        }))}
        more={more(underWay.data?.total, underWay.data?.items.length)}
      />
      <WorkList
        title={text.registered}
        lead={text.registeredLead}
        items={(registered.data?.items ?? []).map((row) => ({
          key: row.id,
          link: caseLink(row),
          about: row.number,
          fact: <StatusTag tone="good">{statusNames[row.status][language]}</StatusTag>,
        }))}
        more={more(registered.data?.total, registered.data?.items.length)}
      />
    </Gathered>
  )
}
