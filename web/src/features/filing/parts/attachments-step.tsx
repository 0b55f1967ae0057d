import { useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { type Attachment, type Case, caseQuery, type Finding, type Form } from '../api.ts'
import { useCasePack } from '../case-pack.tsx'
import { filingText } from '../text.ts'
import { isAskedFor, uploadKinds } from './attachment-kinds.ts'
import { AttachmentSlot } from './attachment-slot.tsx'

type Props = {
  caseId: string
  form: Form
  attachments: readonly Attachment[]
  findings: readonly Finding[]
  onChanged: () => Promise<unknown>
}

/** One place for each kind: what the answers call for first, the rest folded away. */
export function AttachmentsStep({ caseId, form, attachments, findings, onChanged }: Props) {
  const text = useText(filingText).attachments
  const client = useQueryClient()
  const pack = useCasePack()
  const asked = uploadKinds.filter((kind) => isAskedFor(pack, kind, form))
  const used = uploadKinds.filter((kind) => !asked.includes(kind) && attachments.some((item) => item.kind === kind))
  const rest = uploadKinds.filter((kind) => !asked.includes(kind) && !used.includes(kind))
  const show = (change: (items: Attachment[]) => Attachment[]) => {
    client.setQueryData(caseQuery(caseId).queryKey, (old: Case | undefined) =>
      old ? { ...old, attachments: change(old.attachments) } : old,
    )
    void onChanged().catch(() => {}) // the next save or refresh brings the findings up to date
  }
  const slot = (kind: (typeof uploadKinds)[number]) => (
    <AttachmentSlot
      key={kind}
      caseId={caseId}
      kind={kind}
      required={asked.includes(kind)}
      items={attachments.filter((item) => item.kind === kind)}
      findings={findings.filter(({ field }) => field === `attachments.${kind}`)}
      onAdded={(item) => show((items) => [...items, item])}
      onRemoved={(id) => show((items) => items.filter((item) => item.id !== id))}
    />
  )
  return (
    <div className="attachments" id="field-attachments">
      <p className="hint">{text.types}</p>
      {[...asked, ...used].map(slot)}
      <details className="more-attachments">
        <summary>{text.more}</summary>
        {rest.map(slot)}
      </details>
    </div>
  )
}
