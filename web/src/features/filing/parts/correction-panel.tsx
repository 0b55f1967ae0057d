import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { ApiProblem } from '../../../app/problem.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { SaveState } from '../../../ui/save-state.tsx'
import { type Case, respond } from '../api.ts'
import { filingText } from '../text.ts'
import { AttachmentsStep } from './attachments-step.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { answerKey } from './draft.ts'
import { useFieldLabel } from './field-frame.tsx'
import { FieldBlock } from './step-fields.tsx'
import { rootOf, stepFields } from './steps.ts'
import type { DraftForm } from './use-draft.ts'

type Props = {
  view: Case
  draft: DraftForm
  onMoved: (view: Case) => void
  onForm: () => void
}

const specs = Object.values(stepFields).flat()
const specOf = (field: string) => {
  const root = rootOf(field) === 'sampleHeader' ? 'sampleRows' : rootOf(field)
  return specs.find((spec) => spec.field === root)
}

/** What the examiner asks for, item by item: the field to mend beside the answer to give. */
export function CorrectionPanel({ view, draft, onMoved, onForm }: Props) {
  const text = useText(filingText)
  const words = text.correction
  const labelOf = useFieldLabel()
  const [tried, setTried] = useState(false)
  const items = view.corrections.at(-1)?.items ?? []
  const command = useCommand({
    run: (input: Parameters<typeof respond>[1], key) => respond(view.id, input, key),
    onDone: onMoved,
  })
  const answerTo = (id: string) => draft.form[answerKey(id)] ?? ''
  const isOpen = (id: string) => !answerTo(id).trim()
  const left = items.filter(({ id }) => isOpen(id)).length
  const errors = draft.findings.filter(({ severity }) => severity === 'error').length
  const send = async () => {
    const version = await draft.store()
    if (version === null) {
      throw new ApiProblem({ status: 409, code: 'filing.not_stored', detail: text.commit.unsaved })
    }
    await command.mutateAsync({ version })
  }
  const firstWith = (field: string) => items.find((item) => rootOf(item.field) === rootOf(field))?.id
  const firstAttachment = items.find((item) => rootOf(item.field) === 'attachments')?.id
  return (
    <section className="corrections" aria-label={words.items}>
      <div className="editor-bar">
        <SaveState saving={draft.saving} onRetry={draft.retry} />
        <Button onClick={onForm}>{words.allFields}</Button>
      </div>
      <ol className="correction-items">
        {items.map((item, at) => {
          const spec = specOf(item.field)
          const mine = firstWith(item.field) === item.id
          const attachment = item.id === firstAttachment
          return (
            <li key={item.id} className="correction">
              <div>
                <h3>
                  {words.item(at + 1)} · {labelOf(item.field)}
                </h3>
                <dl>
                  <dt>{words.reason}</dt>
                  <dd>{item.reason}</dd>
                  <dt>{words.remedy}</dt>
                  <dd>{item.remedy}</dd>
                  <dt>{words.rule}</dt>
                  <dd className="hint">{item.rule}</dd>
                </dl>
                <label htmlFor={`answer-${item.id}`}>
                  <strong>{words.answer}</strong>
                </label>
                <p className="hint" id={`answer-help-${item.id}`}>
                  {words.answerHelp}
                </p>
                <Input.TextArea
                  id={`answer-${item.id}`}
                  aria-describedby={`answer-help-${item.id} answer-missing-${item.id}`}
                  autoSize={{ minRows: 3, maxRows: 10 }}
                  maxLength={2000}
                  value={answerTo(item.id)}
                  status={draft.refused[answerKey(item.id)] || (tried && isOpen(item.id)) ? 'error' : ''}
                  onChange={(event) => draft.set(answerKey(item.id), event.target.value || undefined)}
                />
                <p className="note-error" id={`answer-missing-${item.id}`}>
                  {draft.refused[answerKey(item.id)] ?? (tried && isOpen(item.id) && words.answerMissing)}
                </p>
              </div>
              <div className="correction-fix">
                <h4>{words.fix}</h4>
                {spec && mine && <FieldBlock spec={spec} draft={draft} origins={{}} />}
                {attachment && (
                  <AttachmentsStep
                    caseId={view.id}
                    form={draft.form}
                    attachments={view.attachments}
                    findings={draft.findings}
                    onChanged={draft.refresh}
                  />
                )}
                {!(spec && mine) && !attachment && (
                  <Button type="link" onClick={onForm}>
                    {words.allFields}
                  </Button>
                )}
              </div>
            </li>
          )
        })}
      </ol>
      <div className="correction-end">
        <p className="hint">{words.kept}</p>
        {errors > 0 && <Alert type="warning" showIcon title={text.commit.notReady(errors)} />}
        {tried && left > 0 && <Alert role="alert" type="error" showIcon title={words.answersLeft(left)} />}
        {view.can.includes('respond') ? (
          left > 0 || errors > 0 ? (
            <Button type="primary" disabled={errors > 0} onClick={() => setTried(true)}>
              {words.submit}
            </Button>
          ) : (
            <ConfirmAction
              label={words.submit}
              title={words.submitTitle}
              consequence={words.submitBody}
              confirmLabel={words.submit}
              button={{ type: 'primary' }}
              onConfirm={send}
            />
          )
        ) : (
          <Alert type="info" showIcon title={words.signatory} />
        )}
      </div>
      <ConflictDialog
        conflicts={draft.conflicts}
        form={draft.form}
        corrections={view.corrections}
        onSettle={draft.settle}
      />
    </section>
  )
}
