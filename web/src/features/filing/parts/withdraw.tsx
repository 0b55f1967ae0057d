import { useText } from '../../../app/language.ts'
import { type Case, withdrawCase } from '../api.ts'
import { filingText } from '../text.ts'
import { ReasonAction } from './reason-action.tsx'

/** Ends the case by the company's own will; nothing where the state or the person does not allow it. */
export function Withdraw({ view, onMoved }: { view: Case; onMoved: (view: Case) => void }) {
  const text = useText(filingText).commit
  if (!view.can.includes('withdraw')) return null
  return (
    <ReasonAction
      label={view.status === 'draft' ? text.draftWithdraw : text.withdraw}
      title={text.withdrawTitle}
      consequence={text.withdrawBody}
      confirmLabel={view.status === 'draft' ? text.draftWithdraw : text.withdraw}
      fieldLabel={text.reason}
      required
      danger
      run={(reason, key) => withdrawCase(view.id, { version: view.version, reason }, key)}
      onDone={onMoved}
    />
  )
}
