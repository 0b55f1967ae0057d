import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { newKey } from '../../../app/idempotency.ts'
import { useLanguage, useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDate, formatDateTime } from '../../../ui/format.ts'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { discardVersion, proposeVersion, putInEffect, type RuleVersion } from '../api.ts'
import { versionText } from '../version-text.ts'

/** A draft's way into effect: one administrator proposes from when and why, another decides; or it never will. */
export function Decision({ version }: { version: RuleVersion }) {
  const all = useText(versionText)
  const text = all.decide
  const language = useLanguage()
  const client = useQueryClient()
  const dayId = useId()
  const [from, setFrom] = useState('')
  const [reason, setReason] = useState('')
  const isPack = version.kind === 'rule_pack'
  const { proposal } = version
  const decides = version.can.includes('put_in_effect')
  const refresh = () => client.invalidateQueries()
  const written = reason.trim().length >= 4
  const ready = written && (!isPack || from !== '')
  const wanting = isPack && from === '' ? text.missingDay : text.missing
  const lead = isPack ? text.packLead : text.calendarLead
  return (
    <FormSection title={text.title} lead={lead}>
      {proposal && (
        <p className="rule-proposal">
          {text.proposed(
            proposal.by,
            formatDateTime(proposal.at, language),
            proposal.from && formatDate(proposal.from, language),
          )}
          {proposal.reason}
        </p>
      )}
      <p className="hint">{decides ? text.decidesHint : proposal ? text.waitsHint : text.proposeHint}</p>
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
        {decides && (
          <ConfirmAction
            label={text.effect[version.kind]}
            title={text.sure[version.kind]}
            consequence={<p>{lead}</p>}
            confirmLabel={text.effect[version.kind]}
            button={{ type: 'primary', disabled: !written }}
            onConfirm={async () => {
              await putInEffect(version.id, reason, newKey())
              await refresh()
            }}
          />
        )}
        <ConfirmAction
          label={proposal ? text.proposeAgain : text.propose}
          title={text.proposeSure}
          consequence={<p>{ready ? text.proposeHint : wanting}</p>}
          confirmLabel={proposal ? text.proposeAgain : text.propose}
          button={{ type: decides ? 'default' : 'primary', disabled: !ready }}
          onConfirm={async () => {
            await proposeVersion(version.id, { reason, ...(isPack ? { from } : {}) }, newKey())
            setReason('')
            await refresh()
          }}
        />
        <ConfirmAction
          label={text.discard}
          title={text.discardSure}
          consequence={<p>{text.discardNote}</p>}
          confirmLabel={text.discard}
          danger
          button={{ disabled: !written }}
          onConfirm={async () => {
            await discardVersion(version.id, reason, newKey())
            await refresh()
          }}
        />
      </div>
      {!(decides ? written : ready) && <p className="hint">{decides ? text.missing : wanting}</p>}
    </FormSection>
  )
}
