import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useText } from '../../app/language.ts'
import { useCommand } from '../../app/use-command.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { examinationText } from './text.ts'
import { claimNextCase } from './workbench-api.ts'
import { workbenchText } from './workbench-text.ts'

/** Takes the next case and opens it; the case's page says why it is this one. */
export function useClaimNext() {
  const text = useText(workbenchText)
  const { queue } = useText(examinationText)
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const command = useCommand({
    run: (_: Record<string, never>, key) => claimNextCase(key),
    onDone: ({ taken, why }) => {
      void client.invalidateQueries({ queryKey: ['cases'] })
      if (!taken) return toast.info(why ? `${text.nothingNext} ${why}` : text.nothingNext)
      toast.success(queue.claimed(taken.number))
      void navigate({ to: '/queue/$id', params: { id: taken.id } })
    },
  })
  const run = () => command.mutate({}, { onError: toast.failed })
  return { run, running: command.isPending }
}
