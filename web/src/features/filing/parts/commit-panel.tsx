import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { ApiProblem } from '../../../app/problem.ts'
import { type Case, requestSignature } from '../api.ts'
import { filingText } from '../text.ts'
import { ReasonAction } from './reason-action.tsx'
import type { DraftForm } from './use-draft.ts'
import { Withdraw } from './withdraw.tsx'

type Props = { view: Case; draft: DraftForm; onMoved: (view: Case) => void; onReview: () => void }

/** The end of the form: what is still in the way, and how it goes to the signatory. */
export function CommitPanel({ view, draft, onMoved, onReview }: Props) {
  const text = useText(filingText).commit
  const [unsaved, setUnsaved] = useState(false)
  const errors = draft.findings.filter(({ severity }) => severity === 'error').length
  const pending = view.deposit.status === 'pending'
  const mayRequest = view.can.includes('request_signature') || view.can.includes('save')
  const signatory = view.can.includes('submit')
  const review = async () => {
    const stored = (await draft.store()) !== null
    setUnsaved(!stored)
    if (stored) onReview()
  }
  return (
    <div className="commit">
      {errors > 0 ? (
        <Alert type="warning" showIcon title={text.notReady(errors)} />
      ) : (
        <Alert type="success" showIcon title={text.ready} />
      )}
      {pending && (
        <Alert
          type="info"
          showIcon
          title={text.depositPending}
          action={
            <Link to="/deposits/$id" params={{ id: view.deposit.id }}>
              {view.deposit.number}
            </Link>
          }
        />
      )}
      {unsaved && <Alert role="alert" type="error" showIcon title={text.unsaved} />}
      <div className="form-actions start">
        {mayRequest && (
          <ReasonAction
            label={text.request}
            title={text.requestTitle}
            consequence={text.requestBody}
            confirmLabel={text.request}
            fieldLabel={text.note}
            button={{ type: signatory ? 'default' : 'primary', disabled: errors > 0 }}
            run={async (note, key) => {
              const version = await draft.store()
              if (version === null)
                throw new ApiProblem({ status: 409, code: 'filing.not_stored', detail: text.unsaved })
              return requestSignature(view.id, { version, note }, key)
            }}
            onDone={onMoved}
          />
        )}
        <Button type={signatory ? 'primary' : 'default'} onClick={() => void review()}>
          {text.review}
        </Button>
      </div>
      <p className="hint">{text.reviewHelp}</p>
      <div>
        <Withdraw view={view} onMoved={onMoved} />
      </div>
    </div>
  )
}
