import { useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { type Cohort, cohortQuery, type Step, stepCohort } from '../api.ts'
import { cohortText } from '../text.ts'

const needReason: readonly Step[] = ['undo', 'send_back', 'dissolve']
const cannotUndo: readonly Step[] = ['dissolve']

/** One command on a cohort: what will follow, the words that go with it, and what became of it. */
export function StepDialog({ cohort, command, onClose }: { cohort: Cohort; command: Step; onClose: () => void }) {
  const text = useText(cohortText)
  const words = text.commands[command]
  const client = useQueryClient()
  const toast = useToast()
  const { counts } = cohort
  const send = useCommand({
    run: (reason: string, key) => stepCohort(cohort, { command, reason }, key),
    onDone: (next) => {
      client.setQueryData(cohortQuery(cohort.id).queryKey, next)
      void client.invalidateQueries({ queryKey: ['cohorts'] })
      toast.success(text.stepDone)
      onClose()
    },
  })
  return (
    <WordsModal
      title={words.title(command === 'propose' ? counts.held : counts.proposed)}
      consequence={<p>{words.body}</p>}
      confirmLabel={words.label}
      danger={cannotUndo.includes(command)}
      fieldLabel={words.field}
      needed={needReason.includes(command) ? text.reasonNeeded : undefined}
      running={send.isPending}
      error={send.error}
      onConfirm={(reason) => send.mutate(reason)}
      onClose={() => {
        // What changed meanwhile is shown before it is tried again.
        if (send.error) void client.invalidateQueries({ queryKey: ['cohorts'] })
        onClose()
      }}
    />
  )
}
