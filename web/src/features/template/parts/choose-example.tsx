import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { chooseExample, dropExample, type Example } from '../api.ts'
import { templateText } from '../text.ts'

/** Staff choose a registration as an example, saying why, or drop it again. */
export function ChooseExample({ example: { id, can } }: { example: Example }) {
  const text = useText(templateText)
  const client = useQueryClient()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: ['examples'] })
  const choose = useCommand({
    run: (note: string, key) => chooseExample(id, note, key),
    onDone: () => {
      setOpen(false)
      toast.success(text.chosen)
      return refresh()
    },
  })
  if (can.includes('drop'))
    return (
      <ConfirmAction
        label={text.drop}
        title={text.dropTitle}
        consequence={text.dropBody}
        confirmLabel={text.drop}
        onConfirm={async () => {
          await dropExample(id)
          toast.success(text.dropped)
          await refresh()
        }}
      />
    )
  if (!can.includes('choose')) return null
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {text.choose}
      </Button>
      {open && (
        <WordsModal
          title={text.chooseTitle}
          consequence={text.chooseBody}
          confirmLabel={text.choose}
          fieldLabel={text.chooseNote}
          help={text.chooseHelp}
          needed={text.chooseNeeded}
          max={500}
          running={choose.isPending}
          error={choose.error}
          onConfirm={(note) => choose.mutate(note)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
