import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { type Case, claim, proposeAcceptance, release, retractProposal, sendBack, unclaim } from '../api.ts'
import { examinationText } from '../text.ts'
import { useCaseCommand } from '../use-case-command.ts'
import { ownReviews, proposals, useGoOn } from '../use-go-on.ts'
import { CommandDialog } from './command-dialog.tsx'
import { WordsDialog } from './words-dialog.tsx'

type Props = { c: Case; onClose: () => void }

export function ClaimDialog({ c, onClose }: Props) {
  const text = useText(examinationText).claim
  const toast = useToast()
  const command = useCaseCommand({
    c,
    run: (seen, _: null, key) => claim(seen, key),
    onDone: () => {
      toast.success(text.done(c.number))
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
  const text = useText(examinationText).unclaim
  const navigate = useNavigate()
  const toast = useToast()
  return (
    <WordsDialog
      c={c}
      offers="unclaim"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      keptAs={`unclaim.${c.id}`}
      run={unclaim}
      onDone={async () => {
        toast.success(text.done(c.number))
        await navigate({ to: '/queue', search: {} })
      }}
      onClose={onClose}
    />
  )
}

/** Whoever proposed thinks better of it before anybody decided. */
export function RetractDialog({ c, onClose }: Props) {
  const text = useText(examinationText).retract
  const toast = useToast()
  return (
    <WordsDialog
      c={c}
      offers="retract_proposal"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      keptAs={`retract.${c.id}`}
      run={retractProposal}
      onDone={() => {
        toast.success(text.done(c.number))
        onClose()
      }}
      onClose={onClose}
    />
  )
}

export function AcceptanceDialog({ c, onClose }: Props) {
  const text = useText(examinationText).acceptance
  const goOn = useGoOn()
  return (
    <WordsDialog
      c={c}
      offers="propose_acceptance"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      entry={{ label: text.opinion, help: text.opinionHelp }}
      max={2000}
      keptAs={`acceptance.${c.id}`}
      run={proposeAcceptance}
      onDone={() => goOn(text.done(c.number), c.id, ownReviews)}
      onClose={onClose}
    >
      {c.findings.errors > 0 && <p className="caution">{text.openErrors(c.findings.errors)}</p>}
    </WordsDialog>
  )
}

export function ReleaseDialog({ c, onClose }: Props) {
  const text = useText(examinationText).release
  const goOn = useGoOn()
  const client = useQueryClient()
  const refusing = c.status === 'refusal_proposed'
  return (
    <WordsDialog
      c={c}
      offers="release"
      title={text.title(c.number)}
      lead={refusing ? text.refuse(c.name) : text.accept(c.name)}
      sendLabel={text.send}
      danger={refusing}
      entry={{ label: text.note, help: text.noteHelp }}
      keptAs={`release.${c.id}`}
      run={release}
      onDone={async () => {
        await client.invalidateQueries({ queryKey: ['notices'] })
        await goOn(text.done(c.number), c.id, proposals)
      }}
      onClose={onClose}
    />
  )
}

export function SendBackDialog({ c, onClose }: Props) {
  const text = useText(examinationText).sendBack
  const goOn = useGoOn()
  return (
    <WordsDialog
      c={c}
      offers="send_back"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      keptAs={`send-back.${c.id}`}
      run={sendBack}
      onDone={() => goOn(text.done(c.number), c.id, proposals)}
      onClose={onClose}
    />
  )
}
