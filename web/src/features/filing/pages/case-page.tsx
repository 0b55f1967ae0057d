import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useEffect } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { formatDate } from '../../../ui/format.ts'
import { LeaveGuard } from '../../../ui/leave-guard.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { LineageSection } from '../../register-affairs/parts/lineage-section.tsx'
import { type Case, caseQuery } from '../api.ts'
import { CasePack } from '../case-pack.tsx'
import { CaseEditor } from '../parts/case-editor.tsx'
import { CaseRecord } from '../parts/case-record.tsx'
import { CaseTag } from '../parts/case-tag.tsx'
import { CommitPanel } from '../parts/commit-panel.tsx'
import { CorrectionPanel } from '../parts/correction-panel.tsx'
import { useDraft } from '../parts/use-draft.ts'
import { Withdraw } from '../parts/withdraw.tsx'
import type { StepKey } from '../step-keys.ts'
import { filingText } from '../text.ts'
import '../filing.css'

export type CaseSearch = { step?: StepKey; part?: 'form' }
type Props = {
  id: string
  accountId: string
  search: CaseSearch
  onSearch: (next: CaseSearch) => void
  onReview: () => void
}

/** One case: the form while it may be changed, otherwise the record of it. */
export function CasePage({ id, accountId, search, onSearch, onReview }: Props) {
  const text = useText(filingText)
  const client = useQueryClient()
  const { data: view } = useSuspenseQuery(caseQuery(id))
  const onMoved = (next: Case) => {
    client.setQueryData(caseQuery(id).queryKey, next)
    void client.invalidateQueries({ queryKey: ['cases'] })
    onSearch({})
  }
  const editable = view.can.includes('save')
  const signing = view.can.includes('submit') && view.status === 'awaiting_signature'
  return (
    <CasePack rulePack={view.rulePack}>
      <PageHeader
        title={view.name || text.list.unnamed}
        above={
          <>
            <Link to="/cases">{text.page.back}</Link> / <code>{view.number}</code>
          </>
        }
        tags={<CaseTag status={view.status} />}
        lead={
          editable && view.status === 'draft' ? (
            <span id="field-deposit">
              <Link to="/deposits/$id" params={{ id: view.deposit.id }}>
                {text.form.fromDeposit(view.deposit.number)}
              </Link>
            </span>
          ) : undefined
        }
        actions={
          <>
            {signing && (
              <Button type="primary" onClick={onReview}>
                {text.commit.review}
              </Button>
            )}
            {view.status !== 'draft' && <Withdraw view={view} onMoved={onMoved} />}
          </>
        }
      />
      {view.status === 'awaiting_signature' && (
        <Alert type="info" showIcon title={text.page.waitingSignature} className="notice" />
      )}
      {editable ? (
        <Editing
          key={`${id} ${view.status}`}
          view={view}
          accountId={accountId}
          search={search}
          onSearch={onSearch}
          onMoved={onMoved}
          onReview={onReview}
        />
      ) : (
        <CaseRecord view={view} />
      )}
    </CasePack>
  )
}

type EditingProps = Omit<Props, 'id'> & { view: Case; onMoved: (next: Case) => void }

function Editing({ view, accountId, search, onSearch, onMoved, onReview }: EditingProps) {
  const text = useText(filingText)
  const language = useLanguage()
  const draft = useDraft(view, accountId)
  const { refresh } = draft
  const pending = view.deposit.status === 'pending'
  useEffect(() => {
    if (!pending) return
    const timer = setInterval(() => void refresh().catch(() => {}), 3_000) // the next try will do
    return () => clearInterval(timer)
  }, [pending, refresh])

  const correcting = view.status === 'correction_required'
  const due = view.corrections.at(-1)?.due
  const guard = (
    <LeaveGuard
      when={draft.saving.kind === 'offline' || draft.saving.kind === 'failed'}
      title={text.page.leaveTitle}
      body={text.page.leaveBody}
      leave={text.page.leave}
      stay={text.page.stay}
    />
  )
  const editor = (
    <CaseEditor
      view={view}
      draft={draft}
      step={search.step ?? 'basics'}
      onStep={(step) => onSearch({ ...search, step })}
    >
      {!correcting && <CommitPanel view={view} draft={draft} onMoved={onMoved} onReview={onReview} />}
    </CaseEditor>
  )
  if (!correcting) {
    return (
      <>
        {editor}
        <LineageSection of={{ entryId: null, caseId: view.id }} here={null} />
        {guard}
      </>
    )
  }
  return (
    <>
      {guard}
      <Alert
        type="warning"
        showIcon
        className="notice"
        title={text.correction.title}
        description={due && text.correction.lead(formatDate(due, language))}
        action={search.part === 'form' && <Button onClick={() => onSearch({})}>{text.correction.items}</Button>}
      />
      {search.part === 'form' ? (
        editor
      ) : (
        <>
          <CorrectionPanel view={view} draft={draft} onMoved={onMoved} onForm={() => onSearch({ part: 'form' })} />
          <CaseRecord view={view} />
        </>
      )}
    </>
  )
}
