import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDate } from '../../../ui/format.ts'
import { HashText } from '../../../ui/hash-text.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ClocksPanel } from '../../clock/parts/clocks-panel.tsx'
import { CompanyExperts } from '../../expert/parts/company-experts.tsx'
import type { Objection } from '../../objection/api.ts'
import { ObjectionTag } from '../../objection/parts/objection-tag.tsx'
import { GreenConditions } from '../../preexam/parts/green-channel.tsx'
import { preexamText } from '../../preexam/text.ts'
import { LineageSection } from '../../register-affairs/parts/lineage-section.tsx'
import { ExampleConsent } from '../../template/parts/example-consent.tsx'
import { attachmentHref, type Case, letterHref, receiptHref } from '../api.ts'
import { useCasePack } from '../case-pack.tsx'
import { filingText } from '../text.ts'
import { CaseTimeline } from './case-timeline.tsx'
import { CorrectionRounds } from './correction-rounds.tsx'
import { FormView } from './form-view.tsx'

/** A case that is not being edited: where it stands, until when, every paper, and all that was submitted. */
export function CaseRecord({ view, formOpen = false }: { view: Case; formOpen?: boolean }) {
  const text = useText(filingText)
  const words = text.page
  const { green } = useText(preexamText)
  const pack = useCasePack()
  const groundText = (code: string) => pack.grounds.find((ground) => ground.code === code)?.text ?? code
  const { deposit, refusal, objections, corrections, attachments } = view
  return (
    <>
      <Papers view={view} />
      <LineageSection of={{ entryId: null, caseId: view.id }} here={null} />
      {view.status === 'registered' && <ExampleConsent caseId={view.id} partyId={view.partyId} />}
      {refusal && (
        <FormSection title={words.refusal}>
          <ul>
            {refusal.grounds.map(({ code, explanation }) => (
              <li key={code}>
                <strong>{code === 'objection_upheld' ? words.objectionUpheld : groundText(code)}</strong>
                <br />
                {explanation}
              </li>
            ))}
          </ul>
        </FormSection>
      )}
      {view.submittedAt && (
        <FormSection title={words.deadlines}>
          <ClocksPanel c={view} />
        </FormSection>
      )}
      {view.submittedAt && <CompanyExperts caseId={view.id} />}
      {view.greenChannel.status && view.greenChannel.status !== 'never' && (
        <FormSection title={green.title}>
          <GreenConditions channel={view.greenChannel} />
        </FormSection>
      )}
      {objections.length > 0 && (
        <FormSection title={words.objections}>
          <ul className="plain">
            {objections.map(({ id, number, reason, status }) => (
              <li key={id}>
                <Link to="/objections/$id" params={{ id }}>
                  {number}
                </Link>{' '}
                {pack.objectionReasons.find(({ code }) => code === reason)?.text ?? reason}{' '}
                <ObjectionTag status={status as Objection['status']} />
              </li>
            ))}
          </ul>
        </FormSection>
      )}
      <FormSection title={words.progress}>
        <CaseTimeline events={view.events} />
      </FormSection>
      {corrections.length > 0 && (
        <FormSection title={words.corrections}>
          <CorrectionRounds rounds={corrections} />
        </FormSection>
      )}
      <FormSection title={words.deposit}>
        <DepositFacts deposit={deposit} />
      </FormSection>
      <FormSection title={words.attachments}>
        <AttachmentList caseId={view.id} attachments={attachments} />
      </FormSection>
      <FormSection title={words.form}>
        {formOpen ? (
          <FormView form={view.form} />
        ) : (
          <details className="whole-form">
            <summary>{words.show}</summary>
            <FormView form={view.form} />
          </details>
        )}
      </FormSection>
    </>
  )
}

export function DepositFacts({ deposit }: { deposit: Case['deposit'] }) {
  const text = useText(filingText).page
  return (
    <KeyValues
      items={[
        {
          key: 'number',
          label: text.deposit,
          value: (
            <Link to="/deposits/$id" params={{ id: deposit.id }}>
              {deposit.number} {deposit.title}
            </Link>
          ),
        },
        { key: 'at', label: text.deposited, value: <DateText at={deposit.loggedAt} /> },
        { key: 'sha256', label: 'SHA-256', value: <HashText hash={deposit.digests.sha256} />, wide: true },
        { key: 'sm3', label: 'SM3', value: <HashText hash={deposit.digests.sm3} />, wide: true },
      ]}
    />
  )
}

export function AttachmentList({ caseId, attachments }: { caseId: string; attachments: Case['attachments'] }) {
  const text = useText(filingText).attachments
  if (attachments.length === 0) return <p className="hint">{text.noneAtAll}</p>
  return (
    <ul className="file-rows">
      {attachments.map(({ id, kind, name, bytes, sha256 }) => (
        <Paper key={id} title={text.kinds[kind]} href={attachmentHref(caseId, id)} label={text.download}>
          {name} · <FileSize bytes={bytes} /> · <HashText hash={sha256} what={text.hash} />
        </Paper>
      ))}
    </ul>
  )
}

type PaperProps = { title: string; href: string; label: string; children?: ReactNode }

function Paper({ title, href, label, children }: PaperProps) {
  return (
    <li>
      <div>
        <strong>{title}</strong>
        {children && <div className="hint">{children}</div>}
      </div>
      <Button className="no-print" icon={<Icon of={DownloadOutlined} />} href={href} aria-label={`${label} ${title}`}>
        {label}
      </Button>
    </li>
  )
}

function Papers({ view }: { view: Case }) {
  const text = useText(filingText)
  const words = text.page
  const language = useLanguage()
  const { certificate, notice, letters, submittedAt } = view
  if (!submittedAt) return null
  const download = text.attachments.download
  return (
    <FormSection title={words.documents}>
      {certificate && (
        <KeyValues
          items={[
            { key: 'cert', label: words.certificateNumber, value: certificate.certificateNumber },
            { key: 'reg', label: words.registrationNumber, value: certificate.registrationNumber },
            { key: 'issued', label: words.issuedOn, value: <DateText at={certificate.issuedOn} day /> },
            { key: 'until', label: words.validUntil, value: <DateText at={certificate.validUntil} day /> },
          ]}
        />
      )}
      <ul className="file-rows">
        {certificate && (
          <>
            <Paper
              title={words.certificate}
              href={`/api/v1/certificates/${certificate.certificateNumber}/pdf`}
              label={download}
            />
            <Paper
              title={words.package}
              href={`/api/v1/certificates/${certificate.certificateNumber}/package`}
              label={download}
            >
              <a href={`/verify?number=${certificate.certificateNumber}`}>{words.certificatePage}</a>
            </Paper>
            <Paper
              title={words.credential}
              href={`/api/v1/certificates/${certificate.certificateNumber}/credential`}
              label={download}
            >
              {words.credentialHelp}
              <a href={`/certificates/${certificate.certificateNumber}#credential`}>{words.credentialChoose}</a>
            </Paper>
          </>
        )}
        {letters.map(({ id, kind, number, issuedAt }) => (
          <Paper key={id} title={words.letterKinds[kind]} href={letterHref(view.id, id)} label={download}>
            {number} · <DateText at={issuedAt} />
          </Paper>
        ))}
        <Paper title={words.receipt} href={receiptHref(view.id)} label={download}>
          {words.receiptHelp}
        </Paper>
        {notice && (
          <li>
            <div>
              <a href={`/notices/${notice.number}`}>
                <strong>{words.notice(notice.number)}</strong>
              </a>
              <div className="hint">
                {words.noticeSpan(formatDate(notice.from, language), formatDate(notice.to, language))}
              </div>
            </div>
          </li>
        )}
      </ul>
    </FormSection>
  )
}
