import { PrinterOutlined } from '@ant-design/icons'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { GreenConditions } from '../../preexam/parts/green-channel.tsx'
import { preexamText } from '../../preexam/text.ts'
import { type Case, caseQuery, returnToFiler, submitCase } from '../api.ts'
import { CasePack } from '../case-pack.tsx'
import { AttachmentList, DepositFacts } from '../parts/case-record.tsx'
import { CaseTag } from '../parts/case-tag.tsx'
import { FindingsPanel } from '../parts/findings-panel.tsx'
import { FormView } from '../parts/form-view.tsx'
import { ReasonAction } from '../parts/reason-action.tsx'
import { filingText } from '../text.ts'
import '../filing.css'

/** Everything that will be submitted on one page, to read, print, give back, or sign. */
export function ReviewPage({ id, onDone }: { id: string; onDone: () => void }) {
  const text = useText(filingText)
  const words = text.review
  const client = useQueryClient()
  const { data: view } = useSuspenseQuery(caseQuery(id))
  const { green } = useText(preexamText)
  const moved = (next: Case) => {
    client.setQueryData(caseQuery(id).queryKey, next)
    void client.invalidateQueries({ queryKey: ['cases'] })
    onDone()
  }
  const submit = useCommand({
    run: (body: { version: number }, key) => submitCase(id, body, key),
    onDone: moved,
  })
  const errors = view.findingList.filter(({ severity }) => severity === 'error').length
  const commitments = ['commitTruth', 'commitSource', 'commitNoDispute', 'commitSecurity'] as const
  return (
    <CasePack rulePack={view.rulePack}>
      <PageHeader
        title={words.title}
        lead={words.lead}
        above={
          <>
            <Link to="/cases/$id" params={{ id }}>
              {words.back}
            </Link>{' '}
            / <code>{view.number}</code>
          </>
        }
        tags={<CaseTag status={view.status} />}
        actions={
          <Button icon={<Icon of={PrinterOutlined} />} onClick={() => window.print()}>
            {words.print}
          </Button>
        }
      />
      <FormSection title={`${words.whole}：${view.name || text.list.unnamed}`}>
        <FormView form={view.form} whole />
      </FormSection>
      <FormSection title={text.page.attachments}>
        <AttachmentList caseId={id} attachments={view.attachments} />
      </FormSection>
      <FormSection title={words.deposit}>
        <DepositFacts deposit={view.deposit} />
      </FormSection>
      {view.findingList.length > 0 && (
        <FormSection title={words.findings}>
          <FindingsPanel findings={view.findingList} form={view.form} />
        </FormSection>
      )}
      {view.greenChannel.status && (
        <FormSection title={green.title}>
          <GreenConditions channel={view.greenChannel} draft />
        </FormSection>
      )}
      <div className="sign-bar no-print">
        {errors > 0 && <Alert type="warning" showIcon title={text.commit.notReady(errors)} />}
        {view.deposit.status === 'pending' && <Alert type="info" showIcon title={text.commit.depositPending} />}
        {view.can.includes('submit') && (
          <ConfirmAction
            label={words.sign}
            title={words.signTitle}
            confirmLabel={words.confirm}
            button={{ type: 'primary', size: 'large' }}
            consequence={
              <>
                <p>{words.signBody}</p>
                <ul className="commitments">
                  {commitments.map((field) => (
                    <li key={field}>
                      <strong>{text.fields[field].label}</strong>：{text.fields[field].help}
                    </li>
                  ))}
                </ul>
                <p>{words.signThen}</p>
              </>
            }
            onConfirm={() => submit.mutateAsync({ version: view.version })}
          />
        )}
        {view.can.includes('return_to_filer') && (
          <ReasonAction
            label={words.returnBack}
            title={words.returnTitle}
            consequence={words.returnBody}
            confirmLabel={words.returnBack}
            fieldLabel={text.commit.reason}
            required
            button={{ size: 'large' }}
            run={(reason, key) => returnToFiler(id, { version: view.version, reason }, key)}
            onDone={moved}
          />
        )}
        {!view.can.includes('submit') &&
          errors === 0 &&
          (view.status === 'draft' || view.status === 'awaiting_signature') && <p className="hint">{words.notYours}</p>}
      </div>
    </CasePack>
  )
}
