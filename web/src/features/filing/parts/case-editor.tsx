import { Button, Drawer, Select } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useMedia, useNarrow } from '../../../app/use-media.ts'
import { SaveState } from '../../../ui/save-state.tsx'
import { DraftShares } from '../../template/parts/draft-shares.tsx'
import { DraftOrigin, FieldAids } from '../../template/parts/field-aids.tsx'
import type { Case } from '../api.ts'
import { type StepKey, stepKeys } from '../step-keys.ts'
import { filingText } from '../text.ts'
import { AttachmentsStep } from './attachments-step.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { useFieldLabel } from './field-frame.tsx'
import { FindingsPanel } from './findings-panel.tsx'
import { StepFields } from './step-fields.tsx'
import { anchorsOf, countByStep, stepOf } from './steps.ts'
import type { DraftForm } from './use-draft.ts'

type Props = {
  view: Case
  draft: DraftForm
  step: StepKey
  onStep: (step: StepKey) => void
  /** What ends the form: signing, or answering. */
  children: ReactNode
}

/** Moves keyboard and eye to the place a finding is about. */
function goTo(field: string): void {
  const place = anchorsOf(field)
    .map((id) => document.getElementById(id))
    .find((found) => found !== null)
  if (!place) return
  place.closest('details')?.setAttribute('open', '')
  place.scrollIntoView({ block: 'center' })
  // What help links to stands before the field itself.
  const control =
    place.querySelector<HTMLElement>('input:not([hidden]), textarea, [role=combobox]') ??
    place.querySelector<HTMLElement>('button, a')
  control?.focus({ preventScroll: true })
}

/** The form step by step, with the findings beside it and whether it is saved above it. */
export function CaseEditor({ view, draft, step, onStep, children }: Props) {
  const text = useText(filingText)
  const labelOf = useFieldLabel()
  const narrow = useNarrow()
  const wide = useMedia('(min-width: 1280px)')
  const [drawer, setDrawer] = useState(false)
  const [target, setTarget] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const { form, findings } = draft
  const counts = countByStep(findings)
  const at = stepKeys.indexOf(step)

  const go = (field: string) => {
    setDrawer(false)
    setTarget(field)
    if (stepOf(field) !== step) onStep(stepOf(field))
  }
  useEffect(() => {
    if (target === null || stepOf(target) !== step) return
    // After the drawer gave the focus back and the step is drawn.
    const timer = setTimeout(() => {
      goTo(target)
      setTarget(null)
    }, 60)
    return () => clearTimeout(timer)
  }, [target, step])
  const move = (by: number) => {
    const next = stepKeys[at + by]
    if (!next) return
    onStep(next)
    setTimeout(() => {
      heading.current?.scrollIntoView({ block: 'start' })
      heading.current?.focus({ preventScroll: true })
    })
  }
  const markOf = (key: StepKey) => {
    const { errors, warnings } = counts[key]
    if (errors > 0) return text.form.errorsIn(errors)
    return warnings > 0 ? text.form.warningsIn(warnings) : ''
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const panel = <FindingsPanel findings={findings} form={form} onGo={go} />
  return (
    <div className="case-editor">
      <div className="editor-bar no-print">
        <SaveState saving={draft.saving} onRetry={draft.retry} />
        <div className="editor-asks">
          <DraftShares caseId={view.id} labelOf={labelOf} onGo={go} />
          {!wide && (
            <Button size="small" onClick={() => setDrawer(true)}>
              {text.findings.show}
              {findings.length > 0 && <span className={errors > 0 ? 'badge bad' : 'badge'}>{findings.length}</span>}
            </Button>
          )}
        </div>
      </div>
      <DraftOrigin caseId={view.id} />
      <nav aria-label={text.form.stepsLabel} className="editor-steps no-print">
        {narrow ? (
          <Select
            aria-label={text.form.chooseStep}
            className="wide"
            value={step}
            options={stepKeys.map((key, i) => ({
              value: key,
              label: `${i + 1}. ${text.steps[key]}${markOf(key) && `（${markOf(key)}）`}`,
            }))}
            onChange={onStep}
          />
        ) : (
          <ol>
            {stepKeys.map((key, i) => (
              <li key={key}>
                <button type="button" aria-current={key === step ? 'step' : undefined} onClick={() => onStep(key)}>
                  <span className="step-number">{i + 1}</span>
                  <span>{text.steps[key]}</span>
                  {counts[key].errors > 0 && (
                    <span className="badge bad" title={markOf(key)}>
                      <span aria-hidden="true">{counts[key].errors}</span>
                      <span className="visually-hidden">{markOf(key)}</span>
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ol>
        )}
      </nav>
      <div className="editor-body">
        <div className="editor-main">
          <h2 ref={heading} tabIndex={-1}>
            {text.steps[step]}
            <span className="visually-hidden">{text.form.stepOf(at + 1, stepKeys.length, text.steps[step])}</span>
          </h2>
          {step === 'attachments' ? (
            <AttachmentsStep
              caseId={view.id}
              form={form}
              attachments={view.attachments}
              findings={findings}
              onChanged={draft.refresh}
            />
          ) : (
            <StepFields
              step={step}
              draft={draft}
              origins={view.prefilled}
              aid={(field) => (
                <FieldAids caseId={view.id} version={draft.version} field={field} form={form} set={draft.set} />
              )}
            />
          )}
          {step === 'commit' && children}
          <div className="form-actions start">
            {at > 0 && <Button onClick={() => move(-1)}>{text.form.previous}</Button>}
            {at < stepKeys.length - 1 && (
              <Button type="primary" onClick={() => move(1)}>
                {text.form.next}
              </Button>
            )}
          </div>
        </div>
        {wide && (
          <aside className="editor-findings" aria-label={text.findings.title}>
            <h2>{text.findings.title}</h2>
            {panel}
          </aside>
        )}
      </div>
      {!wide && (
        <Drawer open={drawer} size={narrow ? '100%' : 420} title={text.findings.title} onClose={() => setDrawer(false)}>
          {panel}
        </Drawer>
      )}
      <ConflictDialog conflicts={draft.conflicts} form={form} corrections={view.corrections} onSettle={draft.settle} />
    </div>
  )
}
