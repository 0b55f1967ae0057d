import { expertFields } from '@datadeed/core/examination/expert'
import { textLength } from '@datadeed/core/kernel/text'
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Select } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { useKept } from '../../../app/use-kept.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { formatDate } from '../../../ui/format.ts'
import { FormSkeleton } from '../../../ui/skeletons.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { type Case, packOfCase } from '../../examination/api.ts'
import { fieldText } from '../../examination/field-text.ts'
import { CommandDialog } from '../../examination/parts/command-dialog.tsx'
import { useCaseCommand } from '../../examination/use-case-command.ts'
import { type Asking, askExpert, type Choices, choicesQuery } from '../api.ts'
import { expertText } from '../text.ts'
import { ExpertPreview } from './expert-preview.tsx'

type Draft = Partial<Asking>
const keptDraft = (kept: unknown): Draft => (typeof kept === 'object' && kept !== null ? kept : {})

type Choosing = { c: Case; choices: Choices; draft: Draft; tried: boolean; onChange: (draft: Draft) => void }

/** Whom to ask what, and what they are shown; what is off by default says why. */
function Chooser({ c, choices, draft, tried, onChange }: Choosing) {
  const text = useText(expertText)
  const words = useText(fieldText)
  const pack = useQuery(packOfCase(c.rulePack)).data
  const { expertId, question = '', fields = choices.shown, attachments = [], parties = false, sample = false } = draft
  const set = (change: Draft) => onChange({ ...draft, ...change })
  const error = (bad: boolean, message: string) =>
    tried && bad ? (
      <p className="entry-error" role="alert">
        {message}
      </p>
    ) : null
  return (
    <>
      <div className="entry">
        <Select
          aria-label={text.expert}
          placeholder={text.expert}
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          value={expertId ?? null}
          options={choices.experts.map(({ id, name, title, field, organisation, conflicts: [conflict] }) => ({
            value: id,
            label: `${name}${title && ` ${title}`}，${organisation}，${field}${
              conflict ? `（${text.conflict[conflict.kind](conflict.name)}）` : ''
            }`,
            disabled: conflict !== undefined,
          }))}
          notFoundContent={text.noExperts}
          onChange={(chosen) => set({ expertId: chosen ?? undefined })}
        />
        {error(!expertId, text.choose)}
      </div>
      <Select
        aria-label={text.usual}
        placeholder={text.usual}
        value={null}
        options={choices.questions.map((one) => ({ value: one.code, label: one.text }))}
        onChange={(chosen) => {
          const usual = choices.questions.find(({ code }) => code === chosen)?.text
          if (usual) set({ question: [question, usual].filter(Boolean).join('\n') })
        }}
      />
      <TextEntry
        label={text.question}
        help={text.questionHelp}
        error={tried && textLength(question.trim()) < 6 && text.questionMissing}
        value={question}
        max={1000}
        rows={3}
        onChange={(typed) => set({ question: typed })}
      />
      <fieldset className="grounds expert-fields">
        <legend>{text.fieldsTitle}</legend>
        <p className="hint">{text.fieldsHelp}</p>
        {choices.confidentialRules && <p className="hint">{text.confidentialRules}</p>}
        <Checkbox.Group
          value={fields}
          options={expertFields.map((field) => ({ value: field, label: words.labels[field] }))}
          onChange={(chosen) => set({ fields: chosen as Asking['fields'] })}
        />
        {error(fields.length === 0, text.fieldsMissing)}
      </fieldset>
      <fieldset className="grounds expert-more">
        <legend>{text.more}</legend>
        <Checkbox checked={parties} onChange={({ target }) => set({ parties: target.checked })}>
          {text.parties}
        </Checkbox>
        <Checkbox checked={sample} onChange={({ target }) => set({ sample: target.checked })}>
          {text.sample}
        </Checkbox>
        {c.attachments.length > 0 && (
          <>
            <p className="hint">{text.attachments}</p>
            <Checkbox.Group
              value={attachments}
              options={c.attachments.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(chosen) => set({ attachments: chosen })}
            />
          </>
        )}
      </fieldset>
      {pack && (
        <details>
          <summary>{text.preview}</summary>
          <ExpertPreview form={c.form} applicant={c.partyName} pack={pack} choice={{ fields, parties, sample }} />
        </details>
      )}
      <p className="hint">{text.toParties[choices.toParties]}</p>
    </>
  )
}

/** Asks an expert about a case; what was chosen and typed stays until it is sent. */
export function AskExpert({ c, onClose }: { c: Case; onClose: () => void }) {
  const text = useText(expertText)
  const language = useLanguage()
  const toast = useToast()
  const choices = useQuery(choicesQuery(c.id, c.version))
  const [draft, setDraft, forget] = useKept(`datadeed.expert.${c.id}`, keptDraft)
  const [tried, setTried] = useState(false)
  const { data } = choices
  const name = data?.experts.find(({ id }) => id === draft.expertId)?.name ?? ''
  const command = useCaseCommand({
    c,
    run: (seen, body: Asking, key) => askExpert(seen, body, key),
    onDone: () => {
      forget()
      toast.success(text.sent(name))
      onClose()
    },
  })
  const send = () => {
    const { expertId, question = '', fields = data?.shown ?? [], ...more } = draft
    if (!expertId || textLength(question.trim()) < 6 || fields.length === 0) return setTried(true)
    void command.send({ ...more, expertId, question, fields })
  }
  return (
    <CommandDialog
      c={c}
      offers="ask_expert"
      title={text.askTitle(c.number)}
      lead={data ? text.askLead(formatDate(data.due, language), data.days, data.pauses) : ''}
      sendLabel={text.send}
      wide
      command={command}
      onSend={send}
      onClose={onClose}
    >
      {choices.isPending && <FormSkeleton />}
      {choices.isError && <ErrorState error={choices.error} onRetry={() => void choices.refetch()} />}
      {data && <Chooser c={c} choices={data} draft={draft} tried={tried} onChange={setDraft} />}
    </CommandDialog>
  )
}
