import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { delegationsQuery } from '../api.ts'
import { StateTag } from '../parts/state-tag.tsx'
import { delegationText } from '../text.ts'

/** What the organisation had others do for it, and what it does for others. */
export function DelegationListPage() {
  const text = useText(delegationText)
  const { items } = useSuspenseQuery(delegationsQuery).data
  const { can } = useSuspenseQuery(meQuery).data
  const grant = can.includes('member.manage') && (
    <LinkButton look="primary" to="/delegations/new">
      {text.grant}
    </LinkButton>
  )
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} actions={grant} />
      <WholeTable
        label={text.label}
        rows={items}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={text.emptyTitle} action={grant}>
            {text.empty}
          </EmptyState>
        }
        columns={[
          {
            key: 'number',
            title: text.columns.number,
            card: 'title',
            cell: ({ id, number }) => (
              <Link to="/delegations/$id" params={{ id }}>
                <code>{number}</code>
              </Link>
            ),
          },
          { key: 'side', title: text.columns.side, cell: ({ side }) => text.sides[side] },
          {
            key: 'other',
            title: text.columns.other,
            cell: ({ side, principal, delegate }) =>
              side === 'observer'
                ? `${principal.name} → ${delegate.name}`
                : side === 'principal'
                  ? delegate.name
                  : principal.name,
          },
          {
            key: 'actions',
            title: text.columns.actions,
            cell: ({ actions, cases }) => (
              <span className="case-cell">
                <span>{actions.map((action) => text.actions[action]).join('、')}</span>
                <small>{cases === null ? text.allCases : text.someCases(cases)}</small>
              </span>
            ),
          },
          {
            key: 'period',
            title: text.columns.period,
            cell: ({ from, until }) => (
              <span className="case-cell">
                <span className="nowrap">{from}</span>
                <span className="nowrap">{text.until(until)}</span>
              </span>
            ),
          },
          { key: 'state', title: text.columns.state, cell: ({ state }) => <StateTag state={state} /> },
        ]}
      />
    </>
  )
}
