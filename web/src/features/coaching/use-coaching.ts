import { useQueryClient } from '@tanstack/react-query'
import { useCommand } from '../../app/use-command.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { type CoachingCase, type CommandBodies, type CommandName, coachingQuery, give } from './api.ts'

/** Shows what a command answered, and reads the lists again. */
export function useShown() {
  const client = useQueryClient()
  return async (view: CoachingCase) => {
    client.setQueryData(coachingQuery(view.id).queryKey, view)
    await client.invalidateQueries({ queryKey: ['coaching'] })
  }
}

/** A command of one coaching case at the version shown; says in passing that it was done. */
export function useCoaching<Name extends CommandName>(
  c: Pick<CoachingCase, 'id' | 'version'>,
  name: Name,
  said: string,
  onDone: () => void = () => {},
) {
  const show = useShown()
  const toast = useToast()
  return useCommand({
    run: (body: Omit<CommandBodies[Name], 'version'>, key) =>
      give(name, c.id, { ...body, version: c.version } as CommandBodies[Name], key),
    onDone: async (view) => {
      onDone()
      toast.success(said)
      await show(view)
    },
  })
}
