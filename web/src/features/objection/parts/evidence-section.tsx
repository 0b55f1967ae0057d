import { Button } from 'antd'
import { useId, useRef } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { FileSize } from '../../../ui/file-size.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { addEvidence, type Objection } from '../api.ts'
import { objectionText } from '../text.ts'

/** What both sides sent, each with its digest and to be read. */
export function EvidenceSection({ objection: { id, evidence } }: { objection: Objection }) {
  const text = useText(objectionText)
  return (
    <FormSection title={text.evidence}>
      {evidence.length === 0 ? (
        <p>{text.evidenceNone}</p>
      ) : (
        <ul>
          {evidence.map((file) => (
            <li key={file.id}>
              <a href={`/api/v1/objections/${id}/evidence/${file.id}`} download>
                {file.name}
              </a>{' '}
              {text.evidenceSide[file.side]} <FileSize bytes={file.bytes} /> <HashText hash={file.sha256} />
            </li>
          ))}
        </ul>
      )}
    </FormSection>
  )
}

/** Files of the company, added before its answer. */
export function EvidenceUpload({ id, onMoved }: { id: string; onMoved: (next: Objection) => void }) {
  const text = useText(objectionText)
  const label = useId()
  const input = useRef<HTMLInputElement>(null)
  const command = useCommand({
    run: (_names: string[]) => addEvidence(id, [...(input.current?.files ?? [])]),
    onDone: (next) => {
      if (input.current) input.current.value = ''
      onMoved(next)
    },
  })
  return (
    <div className="objection-form">
      <label htmlFor={label}>{text.evidenceAdd}</label>
      <p className="hint">{text.evidenceHelp}</p>
      <input
        ref={input}
        id={label}
        type="file"
        multiple
        onChange={({ target }) => {
          const names = [...(target.files ?? [])].map(({ name }) => name)
          if (names.length > 0) command.mutate(names)
        }}
      />
      {command.error && <ProblemAlert error={command.error} />}
      {command.isPending && <Button loading type="text" aria-label={text.evidenceAdd} />}
    </div>
  )
}
