import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useText } from '../../app/language.ts'
import { useCommand } from '../../app/use-command.ts'
import { problemWords } from '../../ui/problem-words.ts'
import { uiText } from '../../ui/text.ts'
import { examinationText } from './text.ts'
import { claimNextCase } from './workbench-api.ts'
import { workbenchText } from './workbench-text.ts'

/** Takes the next case and opens it; the case's page says why it is this one. */
export function useClaimNext() {
  const text = useText(workbenchText)
  const { queue } = useText(examinationText)
  const ui = useText(uiText)
  const client = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const command = useCommand({
    run: (_: Record<string, never>, key) => claimNextCase(key),
    onDone: ({ taken }) => {
      void client.invalidateQueries({ queryKey: ['cases'] })
      if (!taken) return void message.info(text.nothingNext)
      void message.success(queue.claimed(taken.number))
      void navigate({ to: '/queue/$id', params: { id: taken.id } })
    },
  })
  const run = () => command.mutate({}, { onError: (error) => void message.error(problemWords(error, ui).detail) })
  return { run, running: command.isPending }
}
