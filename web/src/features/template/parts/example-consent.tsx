import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { consentQuery, decideConsent } from '../api.ts'
import { templateText } from '../text.ts'

/** Where the holder of a registration lets it stand as an example, or takes that back. Nothing for anybody else. */
export function ExampleConsent({ caseId, partyId }: { caseId: string; partyId: string }) {
  const { data: me } = useQuery(meQuery)
  return me?.party?.id === partyId ? <Consent caseId={caseId} /> : null
}

function Consent({ caseId }: { caseId: string }) {
  const text = useText(templateText).consent
  const client = useQueryClient()
  const toast = useToast()
  const { data } = useQuery(consentQuery(caseId))
  if (!data) return null
  const { consented, chosen, clones, mayDecide } = data
  const decide = async (consent: boolean) => {
    client.setQueryData(consentQuery(caseId).queryKey, await decideConsent(caseId, consent))
    void client.invalidateQueries({ queryKey: ['examples'] })
    toast.success(consent ? text.given : text.taken)
  }
  return (
    <FormSection title={text.title} lead={text.lead}>
      <p>
        {chosen ? text.chosen : consented ? text.on : text.off} {clones > 0 && text.clones(clones)}
      </p>
      {mayDecide ? (
        <ConfirmAction
          key={String(consented)}
          label={consented ? text.take : text.give}
          title={consented ? text.takeTitle : text.giveTitle}
          consequence={consented ? text.takeBody : text.lead}
          confirmLabel={consented ? text.take : text.give}
          onConfirm={() => decide(!consented)}
        />
      ) : (
        <p className="hint">{text.signatoryOnly}</p>
      )}
    </FormSection>
  )
}
