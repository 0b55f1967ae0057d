import { UploadOutlined } from '@ant-design/icons'
import { columnLabel } from '@datadeed/core/filing/batch-table'
import { Alert, Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { Icon } from '../../../ui/icon.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import type { Batch } from '../api.ts'
import { FileFault, fileTable, readFile } from '../read-file.ts'
import { batchText } from '../text.ts'

type Props = {
  label: string
  hint: string
  /** The batch that a corrected file is for; null for a new one. */
  into: string | null
  primary?: boolean
  onFiled: (batch: Batch, notes: string[]) => void
}
type Running = { name: string; sent: number; all: number }

/** Reads a table in the browser, tells what is wrong with it as a whole, and hands in its rows with progress. */
export function TableUpload({ label, hint, into, primary = false, onFiled }: Props) {
  const text = useText(batchText)
  const input = useRef<HTMLInputElement>(null)
  const chosen = useRef<File | null>(null)
  const [running, setRunning] = useState<Running | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)

  const start = async (file: File) => {
    chosen.current = file
    setFault(null)
    setError(null)
    setRunning({ name: file.name, sent: 0, all: 0 })
    try {
      const table = await readFile(file, text)
      let begun = 0
      const { batch, known } = await fileTable(table, into, (sent, all, resumed) => {
        begun = resumed
        setRunning({ name: file.name, sent, all })
      })
      const { unknown, repeated } = table.header
      onFiled(batch, [
        ...(known ? [text.known] : begun > 0 ? [text.resumed(begun)] : []),
        ...(unknown.length > 0 ? [text.unknownColumns(unknown.join('、'))] : []),
        ...(repeated.length > 0 ? [text.repeatedColumns(repeated.map(columnLabel).join('、'))] : []),
      ])
    } catch (caught) {
      if (caught instanceof FileFault) setFault(caught.message)
      else setError(caught)
    } finally {
      setRunning(null)
    }
  }
  const words = running && (running.all > 0 ? text.sending(running.sent, running.all) : text.reading)
  return (
    <div className="batch-upload">
      {fault && <Alert role="alert" type="error" showIcon title={fault} className="notice" />}
      <ProblemAlert error={error} onRetry={() => chosen.current && void start(chosen.current)} />
      <div role="status">
        {running && (
          <>
            <p>
              {running.name} · {words}
            </p>
            <Progress
              percent={running.all > 0 ? Math.floor((100 * running.sent) / running.all) : 0}
              showInfo={false}
              aria-label={words ?? label}
            />
          </>
        )}
      </div>
      {!running && (
        <>
          <Button
            type={primary ? 'primary' : 'default'}
            icon={<Icon of={UploadOutlined} />}
            onClick={() => input.current?.click()}
          >
            {label}
          </Button>
          <p className="hint">{hint}</p>
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.csv,.tsv"
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void start(file)
        }}
      />
    </div>
  )
}
