import { textLength } from '@datadeed/core/kernel/text'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { type Case, claim, proposeAcceptance, release, sendBack, unclaim } from '../api.ts'
import { examinationText } from '../text.ts'
import { useCaseCommand } from '../use-case-command.ts'
import { ownReviews, proposals, useGoOn } from '../use-go-on.ts'
import { keptText, useKept } from '../use-kept.ts'
import { CommandDialog } from './command-dialog.tsx'
import { TextEntry } from './text-entry.tsx'

type Props = { c: Case; onClose: () => void }

const tooShort = (reason: string) => textLength(reason.trim()) < 4

export function ClaimDialog({ c, onClose }: Props) {
  const text = useText(examinationText).claim
  const { message } = App.useApp()
  const command = useCaseCommand({
    c,
    run: (seen, _: null, key) => claim(seen, key),
    onDone: () => {
      void message.success(text.done(c.number))
      onClose()
    },
  })
  return (
    <CommandDialog
      c={c}
      offers="claim"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      ready
      command={command}
      onSend={() => void command.send(null)}
      onClose={onClose}
    />
  )
}

export function UnclaimDialog({ c, onClose }: Props) {
  const all = useText(examinationText)
  const text = all.unclaim
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [reason, setReason, forget] = useKept(`datadeed.unclaim.${c.id}`, keptText)
  const [tried, setTried] = useState(false)
  const command = useCaseCommand({
    c,
    run: (seen, input: string, key) => unclaim(seen, input, key),
    onDone: async () => {
      forget()
      void message.success(text.done(c.number))
      onClose()
      await navigate({ to: '/queue', search: {} })
    },
  })
  return (
    <CommandDialog
      c={c}
      offers="unclaim"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      command={command}
      onSend={() => (tooShort(reason) ? setTried(true) : void command.send(reason))}
      onClose={onClose}
    >
      <TextEntry
        label={all.reason}
        help={all.reasonHelp}
        error={tried && tooShort(reason) && all.reasonNeeded}
        value={reason}
        max={1000}
        focus
        onChange={setReason}
      />
    </CommandDialog>
  )
}

export function AcceptanceDialog({ c, onClose }: Props) {
  const text = useText(examinationText).acceptance
  const goOn = useGoOn()
  const [opinion, setOpinion, forget] = useKept(`datadeed.acceptance.${c.id}`, keptText)
  const command = useCaseCommand({
    c,
    run: (seen, input: string, key) => proposeAcceptance(seen, input, key),
    onDone: async () => {
      forget()
      onClose()
      await goOn(text.done(c.number), c.id, ownReviews)
    },
  })
  return (
    <CommandDialog
      c={c}
      offers="propose_acceptance"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      command={command}
      onSend={() => void command.send(opinion)}
      onClose={onClose}
    >
      {c.findings.errors > 0 && <p className="caution">{text.openErrors(c.findings.errors)}</p>}
      <TextEntry label={text.opinion} help={text.opinionHelp} value={opinion} max={2000} focus onChange={setOpinion} />
    </CommandDialog>
  )
}

export function ReleaseDialog({ c, onClose }: Props) {
  const text = useText(examinationText).release
  const goOn = useGoOn()
  const client = useQueryClient()
  const [note, setNote, forget] = useKept(`datadeed.release.${c.id}`, keptText)
  const refusing = c.status === 'refusal_proposed'
  const command = useCaseCommand({
    c,
    run: (seen, input: string, key) => release(seen, input, key),
    onDone: async () => {
      forget()
      onClose()
      await client.invalidateQueries({ queryKey: ['notices'] })
      await goOn(text.done(c.number), c.id, proposals)
    },
  })
  return (
    <CommandDialog
      c={c}
      offers="release"
      title={text.title(c.number)}
      lead={refusing ? text.refuse(c.name) : text.accept(c.name)}
      sendLabel={text.send}
      danger={refusing}
      command={command}
      onSend={() => void command.send(note)}
      onClose={onClose}
    >
      <TextEntry label={text.note} help={text.noteHelp} value={note} max={1000} focus onChange={setNote} />
    </CommandDialog>
  )
}

export function SendBackDialog({ c, onClose }: Props) {
  const all = useText(examinationText)
  const text = all.sendBack
  const goOn = useGoOn()
  const [reason, setReason, forget] = useKept(`datadeed.send-back.${c.id}`, keptText)
  const [tried, setTried] = useState(false)
  const command = useCaseCommand({
    c,
    run: (seen, input: string, key) => sendBack(seen, input, key),
    onDone: async () => {
      forget()
      onClose()
      await goOn(text.done(c.number), c.id, proposals)
    },
  })
  return (
    <CommandDialog
      c={c}
      offers="send_back"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      command={command}
      onSend={() => (tooShort(reason) ? setTried(true) : void command.send(reason))}
      onClose={onClose}
    >
      <TextEntry
        label={all.reason}
        help={all.reasonHelp}
        error={tried && tooShort(reason) && all.reasonNeeded}
        value={reason}
        max={1000}
        focus
        onChange={setReason}
      />
    </CommandDialog>
  )
}
