import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { newKey } from '../../../app/idempotency.ts'
import { useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { discardVersion, putInEffect, type RuleVersion } from '../api.ts'
import { versionText } from '../version-text.ts'

/** What may be done with a draft: from when it counts and why, or that it never will. */
export function Decision({ version }: { version: RuleVersion }) {
  const all = useText(versionText)
  const text = all.decide
  const client = useQueryClient()
  const dayId = useId()
  const [from, setFrom] = useState('')
  const [reason, setReason] = useState('')
  const isPack = version.kind === 'rule_pack'
  const refresh = () => client.invalidateQueries()
  const ready = reason.trim().length >= 4 && (!isPack || from !== '')
  const wanting = isPack && from === '' ? text.missingDay : text.missing
  return (
    <FormSection title={text.title} lead={isPack ? text.packLead : text.calendarLead}>
      {isPack && (
        <div className="entry">
          <label htmlFor={dayId}>{text.from}</label>
          <Input
            id={dayId}
            type="date"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            className="rule-day"
          />
        </div>
      )}
      <TextEntry label={text.reason} help={text.reasonHelp} value={reason} max={500} rows={2} onChange={setReason} />
      <div className="rule-actions">
        <ConfirmAction
          label={text.effect[version.kind]}
          title={text.sure[version.kind]}
          consequence={<p>{ready ? (isPack ? text.packLead : text.calendarLead) : wanting}</p>}
          confirmLabel={text.effect[version.kind]}
          button={{ type: 'primary', disabled: !ready }}
          onConfirm={async () => {
            await putInEffect(version.id, { reason, ...(isPack ? { from } : {}) }, newKey())
            await refresh()
          }}
        />
        <ConfirmAction
          label={text.discard}
          title={text.discardSure}
          consequence={<p>{text.discardNote}</p>}
          confirmLabel={text.discard}
          danger
          button={{ disabled: reason.trim().length < 4 }}
          onConfirm={async () => {
            await discardVersion(version.id, reason, newKey())
            await refresh()
          }}
        />
      </div>
      {!ready && <p className="hint">{wanting}</p>}
    </FormSection>
  )
}
