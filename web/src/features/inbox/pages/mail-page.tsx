import { kindRules } from '@datadeed/core/notification/kinds'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { type Kind, type Preference, preferencesQuery, savePreference } from '../api.ts'
import '../inbox.css'
import { useToast } from '../../../ui/use-toast.tsx'
import { inboxText } from '../text.ts'

/** Which messages are mailed at once, gathered once a day, or not mailed. */
export function MailPage() {
  const { mail: text } = useText(inboxText)
  const language = useLanguage()
  const toast = useToast()
  const client = useQueryClient()
  const { email, items } = useSuspenseQuery(preferencesQuery).data
  const save = useMutation({
    mutationFn: ({ kind, choice }: { kind: Kind; choice: Preference['choice'] }) => savePreference(kind, choice),
    onSuccess: (saved) => {
      client.setQueryData(preferencesQuery.queryKey, saved)
      toast.success(text.saved)
    },
    onError: toast.failed,
  })
  return (
    <>
      <PageHeader title={text.title} lead={text.lead(email)} above={<Link to="/inbox">{text.back}</Link>} />
      <FormSection title={text.section} lead={text.daily}>
        {items.map(({ kind, choice, choices, legal }) => (
          <div key={kind} className="mail-choice">
            <span>
              <span id={`mail-${kind}`}>{kindRules[kind][language]}</span>
              {legal && <small className="hint">{text.legal}</small>}
            </span>
            <Select
              aria-labelledby={`mail-${kind}`}
              value={choice}
              style={{ width: 140 }}
              options={choices.map((value) => ({ value, label: text.choices[value] }))}
              onChange={(next) => save.mutate({ kind, choice: next })}
            />
          </div>
        ))}
      </FormSection>
    </>
  )
}
