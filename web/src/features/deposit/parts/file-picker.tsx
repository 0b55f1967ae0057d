import { FileAddOutlined, FolderOpenOutlined, LockOutlined } from '@ant-design/icons'
import { earlierWork } from '@datadeed/dataset/browser'
import { Alert, Button, Checkbox } from 'antd'
import { type DragEvent, useId, useRef, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { formatBytes } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { depositText } from '../text.ts'
import { droppedFiles, UnreadableEntry } from './dropped-files.ts'

type Props = {
  problem: string | null
  /** `fresh`: without what an earlier, broken-off run has done */
  onStart: (files: File[], whole: boolean, fresh: boolean) => void
  findEarlier?: typeof earlierWork
}

const shown = 8

/** Files by dialog, a folder by dialog, or either by dropping; nothing is read before the person starts. */
export function FilePicker({ problem, onStart, findEarlier = earlierWork }: Props) {
  const text = useText(depositText).create
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<File[]>([])
  const [whole, setWhole] = useState(false)
  const [over, setOver] = useState(false)
  const [listing, setListing] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [earlier, setEarlier] = useState<{ bytes: number; of: File[] } | null>(null)
  const wholeHelp = useId()

  const take = async (next: File[]) => {
    setFault(next.length === 0 ? text.noFiles : null)
    setEarlier(null)
    setChosen(next)
    // Names that cannot be listed are told about when the person starts.
    const found = next.length > 0 ? await findEarlier(next).catch(() => null) : null
    setEarlier(found && { bytes: found.bytes, of: next })
  }
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    setListing(true)
    try {
      await take(await droppedFiles(event.dataTransfer))
    } catch (error) {
      setChosen([])
      setFault(error instanceof UnreadableEntry ? text.folderUnreadable(error.path) : text.noFiles)
    } finally {
      setListing(false)
    }
  }
  const goesOn = earlier?.of === chosen ? earlier : null
  const bytes = chosen.reduce((sum, file) => sum + file.size, 0)
  return (
    <div className="picker">
      {(fault ?? problem) && <Alert role="alert" type="error" showIcon title={fault ?? problem} className="notice" />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the buttons inside do the same */}
      <div
        className={over ? 'drop-zone over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => void drop(event)}
      >
        <p className="drop-lead">
          <strong>{text.dropHere}</strong>
          <span>{text.or}</span>
        </p>
        <div className="state-actions">
          <Button icon={<Icon of={FileAddOutlined} />} onClick={() => files.current?.click()}>
            {text.chooseFiles}
          </Button>
          <Button icon={<Icon of={FolderOpenOutlined} />} onClick={() => folder.current?.click()}>
            {text.chooseFolder}
          </Button>
        </div>
        <p className="hint">{text.chooseHint}</p>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={text.chooseFiles}
          onChange={(event) => {
            void take([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <input
          ref={folder}
          type="file"
          multiple
          hidden
          aria-label={text.chooseFolder}
          {...{ webkitdirectory: '' }}
          onChange={(event) => {
            void take([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </div>
      <div role="status">
        {listing && <p>{text.listing}</p>}
        {chosen.length > 0 && !listing && (
          <div className="chosen">
            <strong>{text.chosen(chosen.length, formatBytes(bytes))}</strong>
            <ul>
              {chosen.slice(0, shown).map((file) => {
                const path = file.webkitRelativePath || file.name
                return (
                  <li key={path}>
                    <span>{path}</span> <span className="figure">{formatBytes(file.size)}</span>
                  </li>
                )
              })}
              {chosen.length > shown && <li>{text.moreFiles(chosen.length - shown)}</li>}
            </ul>
          </div>
        )}
      </div>
      {chosen.length > 0 && !listing && (
        <>
          <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)} aria-describedby={wholeHelp}>
            {text.whole}
          </Checkbox>
          <p className="hint indent" id={wholeHelp}>
            {text.wholeHelp}
          </p>
          {goesOn && (
            <Alert
              role="status"
              type="info"
              showIcon
              className="notice"
              title={text.goOn}
              description={text.goOnHelp(formatBytes(goesOn.bytes))}
            />
          )}
          <div className="form-actions start">
            <Button type="primary" size="large" onClick={() => onStart(chosen, whole, false)}>
              {goesOn ? text.goOn : text.start}
            </Button>
            {goesOn && (
              <Button size="large" onClick={() => onStart(chosen, whole, true)}>
                {text.fresh}
              </Button>
            )}
          </div>
        </>
      )}
      <p className="stays">
        <Icon of={LockOutlined} />
        <span>
          <strong>{text.stays}</strong>
          {text.staysBody}
        </span>
      </p>
    </div>
  )
}
