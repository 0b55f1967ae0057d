import { industryName } from '@datadeed/core/kernel/industries'
import { regionName } from '@datadeed/core/kernel/regions'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { approveParty, partyQuery, rejectParty } from '../api.ts'
import { CodeCheck } from '../parts/code-check.tsx'
import { partyText } from '../text.ts'
import { partyTones } from './parties-page.tsx'
import '../party.css'

/** One organisation with its code taken apart, and the decision on its sign-up. */
export function PartyPage({ id }: { id: string }) {
  const text = useText(partyText)
  const client = useQueryClient()
  const toast = useToast()
  const party = useSuspenseQuery(partyQuery(id)).data
  const [rejecting, setRejecting] = useState(false)
  const told = async (words: string) => {
    await client.invalidateQueries({ queryKey: ['parties'] })
    toast.success(words)
  }
  const approve = useCommand({
    run: (input: { id: string }, key) => approveParty(input.id, key),
    onDone: () => told(text.approved(party.name)),
  })
  const reject = useCommand({
    run: (input: { id: string; reason: string }, key) => rejectParty(input.id, input.reason, key),
    onDone: async () => {
      setRejecting(false)
      await told(text.rejected(party.name))
    },
  })
  return (
    <>
      <PageHeader
        title={party.name}
        above={
          <Link to="/parties" search={{}} activeOptions={{ exact: true }}>
            {text.back}
          </Link>
        }
        tags={<StatusTag tone={partyTones[party.status]}>{text.statuses[party.status]}</StatusTag>}
        actions={
          <>
            {party.can.includes('reject') && (
              <Button danger onClick={() => setRejecting(true)}>
                {text.reject}
              </Button>
            )}
            {party.can.includes('approve') && (
              <ConfirmAction
                label={text.approve}
                title={text.approveTitle(party.name)}
                consequence={text.approveConsequence}
                confirmLabel={text.approve}
                button={{ type: 'primary' }}
                onConfirm={() => approve.mutateAsync({ id })}
              />
            )}
          </>
        }
      />
      <FormSection title={text.identity}>
        <KeyValues
          items={[
            { key: 'uscc', label: text.uscc, value: <code>{party.uscc}</code> },
            { key: 'kind', label: text.kind, value: text.kinds[party.kind] },
            { key: 'region', label: text.region, value: regionName(party.countyCode || party.prefectureCode) },
            { key: 'industry', label: text.industry, value: industryName(party.industryCode) },
            { key: 'address', label: text.address, value: party.address },
            { key: 'created', label: text.created, value: <DateText at={party.createdAt} /> },
            ...(party.decidedAt
              ? [{ key: 'decided', label: text.decided, value: <DateText at={party.decidedAt} /> }]
              : []),
            ...(party.decisionReason
              ? [{ key: 'reason', label: text.decisionReason, value: party.decisionReason, wide: true }]
              : []),
          ]}
        />
      </FormSection>
      <FormSection title={text.check.title} lead={text.check.lead}>
        <CodeCheck uscc={party.uscc} prefectureCode={party.prefectureCode} />
      </FormSection>
      <FormSection title={text.contact}>
        <KeyValues
          items={[
            { key: 'name', label: text.contactName, value: party.contactName },
            { key: 'phone', label: text.contactPhone, value: party.contactPhone },
            { key: 'email', label: text.contactEmail, value: party.contactEmail },
          ]}
        />
      </FormSection>
      {rejecting && (
        <WordsModal
          title={text.rejectTitle(party.name)}
          consequence={text.rejectConsequence}
          confirmLabel={text.reject}
          danger
          fieldLabel={text.reason}
          help={text.reasonHelp}
          needed={text.reasonNeeded}
          max={500}
          running={reject.isPending}
          error={reject.error}
          onConfirm={(reason) => reject.mutate({ id, reason })}
          onClose={() => {
            setRejecting(false)
            reject.reset()
          }}
        />
      )}
    </>
  )
}
