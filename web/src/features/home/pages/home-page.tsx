import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { lazy, Suspense } from 'react'
import '../home.css'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SignIns } from '../../account/parts/sign-ins.tsx'
import { CompanyWork } from '../parts/company-work.tsx'
import { StaffWork } from '../parts/staff-work.tsx'
import { homeText } from '../text.ts'

const shownSignIns = 3
/** Few coach, and everybody loads this page first. */
const CoachingWork = lazy(() =>
  import('../../coaching/parts/coaching-work.tsx').then(({ CoachingWork }) => ({ default: CoachingWork })),
)

/** First page after signing in: what waits for this person, and whether the account was used by others. */
export function HomePage() {
  const text = useText(homeText)
  const { onBehalf } = text
  const { account, party, can, lastSignIns, acting } = useSuspenseQuery(meQuery).data
  const staff = can.includes('queue.read')
  // Examiners coach too, but their first page is the queue.
  const coaches = can.includes('coaching.open') && !account.roles.includes('examiner')
  return (
    <>
      <PageHeader
        title={text.hello(account.name)}
        lead={acting ? onBehalf.lead(acting.principal) : party && !staff ? text.lead(party.name) : text.leadStaff}
      />
      {party?.status === 'pending' && (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={text.pendingTitle}
          description={
            <>
              {text.pendingNote} <a href="/guide">{text.guide}</a>
            </>
          }
        />
      )}
      {party?.status === 'rejected' && (
        <Alert className="notice" type="error" showIcon title={text.rejectedTitle} description={text.rejectedNote} />
      )}
      {staff && <StaffWork can={can} />}
      {acting && (
        <FormSection title={onBehalf.title} lead={onBehalf.body}>
          <ul className="public-links">
            {can.includes('case.list') && (
              <li>
                <Link to="/cases">{onBehalf.cases}</Link>
              </li>
            )}
            {can.includes('act.list') && (
              <li>
                <Link to="/acts">{onBehalf.acts}</Link>
              </li>
            )}
            <li>
              <Link to="/agency">{onBehalf.agency}</Link>
            </li>
          </ul>
        </FormSection>
      )}
      {can.includes('case.list') && !acting && <CompanyWork mayDeposit={can.includes('deposit.create')} />}
      {coaches && (
        <Suspense>
          <CoachingWork quiet={!account.roles.includes('coach')} />
        </Suspense>
      )}
      <FormSection title={text.signIns} lead={lastSignIns.length > 0 ? text.signInsLead : text.firstSignIn}>
        {!account.totp && (
          <Alert
            className="notice"
            type="info"
            showIcon
            title={text.noTotp}
            action={<Link to="/account">{text.switchOn}</Link>}
          />
        )}
        <SignIns records={lastSignIns.slice(0, shownSignIns)} />
        <p className="work-more">
          <Link to="/account">{text.toAccount}</Link>
        </p>
      </FormSection>
      <FormSection title={text.publicGroup}>
        <ul className="public-links">
          <li>
            <a href="/register">{text.publicPages.register}</a>
          </li>
          <li>
            <a href="/notices">{text.publicPages.notices}</a>
          </li>
          <li>
            <a href="/verify">{text.publicPages.verify}</a>
          </li>
        </ul>
      </FormSection>
    </>
  )
}
