import { Button } from 'antd'
import { actingOf, believedActing } from '../../../app/acting.ts'
import { useText } from '../../../app/language.ts'
import type { Me } from '../../../app/paths.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { actFor } from '../api.ts'
import { delegationText } from '../text.ts'
import '../delegation.css'

/** For whom one acts, what one may do, and the way back. */
export function ActingWords({ me }: { me: Me }) {
  const { banner: text, actions: names } = useText(delegationText)
  const toast = useToast()
  const { acting } = me
  const elsewhere = believedActing() !== null && believedActing() !== actingOf(me)
  if (elsewhere)
    return (
      <section className="acting acting-over" aria-label={text.label} role="alert">
        <strong>{text.elsewhere}</strong>
        <Button size="small" onClick={() => window.location.reload()}>
          {text.reload}
        </Button>
      </section>
    )
  if (!acting) return null
  const { principal, number, actions, cases, ended } = acting
  const back = (
    <Button size="small" onClick={() => actFor(null, '/agency').catch(toast.failed)}>
      {text.back}
    </Button>
  )
  if (ended)
    return (
      <section className="acting acting-over" aria-label={text.label} role="alert">
        <strong>{text.ended[ended](principal)}</strong>
        <span>{text.number(number)}</span>
        {back}
      </section>
    )
  return (
    <section className="acting" aria-label={text.label}>
      <strong>{text.acting(principal)}</strong>
      <span>{text.number(number)}</span>
      <span>
        {text.may}
        {actions.map((action) => names[action]).join('、')}
      </span>
      {cases !== null && <span>{text.cases(cases)}</span>}
      {back}
    </section>
  )
}
