import { FingerprintError } from '@datadeed/dataset'
import { useQueryClient } from '@tanstack/react-query'
import { Steps } from 'antd'
import { newKey } from '../../../app/idempotency.ts'
import { useLanguage, useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { useNarrow } from '../../../app/use-media.ts'
import { LeaveGuard } from '../../../ui/leave-guard.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { problemWords } from '../../../ui/problem-words.ts'
import { stepIcon } from '../../../ui/step-icon.tsx'
import { uiText } from '../../../ui/text.ts'
import { createDeposit, depositQuery, keepSketch, type NewDeposit } from '../api.ts'
import { FilePicker } from '../parts/file-picker.tsx'
import { HashingProgress } from '../parts/hashing-progress.tsx'
import { disclosuresOf, dropDraft, keepPrivate, keepSketchFault, sketchOf } from '../parts/prepare.ts'
import { type DepositWords, ReviewDeposit } from '../parts/review-deposit.tsx'
import { useFingerprint } from '../parts/use-fingerprint.ts'
import { depositText } from '../text.ts'
import '../deposit.css'

const places = { choosing: 0, hashing: 1, ready: 2 }

export function DepositNewPage({ onDone }: { onDone: (id: string) => void }) {
  const text = useText(depositText)
  const shell = useText(uiText)
  const language = useLanguage()
  const narrow = useNarrow()
  const client = useQueryClient()
  const { work, start, pause, resume, cancel, discard } = useFingerprint()
  const command = useCommand({
    run: ({ sketch: _, ...deposit }: NewDeposit & { sketch: boolean }, key) => createDeposit(deposit, key),
    onDone: async (deposit, { sketch }) => {
      const disclosure = sketch && work.kind === 'ready' ? sketchOf(work.prepared.parts) : null
      if (work.kind === 'ready') keepPrivate(deposit.id, work.prepared)
      dropDraft()
      // The deposit is made: whatever becomes of the sketch is said on its page.
      if (disclosure)
        await keepSketch({ id: deposit.id, disclosure }, newKey()).catch((error: unknown) =>
          keepSketchFault(deposit.id, problemWords(error, shell).detail),
        )
      client.setQueryData(depositQuery(deposit.id).queryKey, deposit)
      void client.invalidateQueries({ queryKey: ['deposits'] })
      onDone(deposit.id)
    },
  })
  const wordsOf = (error: unknown) => {
    if (!error) return null
    return error instanceof FingerprintError ? error.text(language) : problemWords(error, shell).detail
  }
  const submit = ({ title, note, disclose, values, scan = false, sketch = false }: DepositWords) => {
    if (work.kind !== 'ready') return
    const { prepared } = work
    const disclosures = disclose ? disclosuresOf(prepared, { values, scan }) : []
    command.mutate({ manifest: prepared.text, title: title.trim(), note: note.trim(), disclosures, sketch })
  }
  const at = places[work.kind]
  return (
    <>
      <PageHeader title={text.create.title} lead={text.create.lead} />
      {narrow ? (
        <p className="step-name">{text.create.stepOf(at + 1, text.create.steps[at] ?? '')}</p>
      ) : (
        <Steps
          iconRender={stepIcon}
          className="deposit-steps"
          current={at}
          items={text.create.steps.map((title) => ({ title }))}
        />
      )}
      {work.kind === 'choosing' && (
        <FilePicker problem={wordsOf(work.error)} onStart={(files, whole, fresh) => void start(files, whole, fresh)} />
      )}
      {work.kind === 'hashing' && (
        <HashingProgress
          progress={work.progress}
          paused={work.paused}
          onPause={pause}
          onResume={resume}
          onCancel={cancel}
        />
      )}
      {work.kind === 'ready' && (
        <ReviewDeposit
          prepared={work.prepared}
          restored={work.restored}
          sending={command.isPending}
          error={command.error}
          onSubmit={submit}
          onDiscard={() => {
            command.reset()
            discard()
          }}
        />
      )}
      <LeaveGuard
        when={work.kind === 'hashing'}
        title={text.hashing.leaveTitle}
        body={text.hashing.leaveBody}
        leave={text.hashing.leave}
        stay={text.hashing.stayHere}
      />
    </>
  )
}
