import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useText } from '../app/language.ts'
import { uiText } from './text.ts'
import { type Shortcut, useShortcuts } from './use-shortcuts.ts'

/** Puts a page's shortcuts in force and shows them on `?`. */
export function ShortcutHelp({ shortcuts }: { shortcuts: Shortcut[] }) {
  const words = useText(uiText).shortcuts
  const [open, setOpen] = useState(false)
  const all = [...shortcuts, { key: '?', label: words.help, run: () => setOpen(true) }]
  useShortcuts(all)
  return (
    <>
      <Button type="text" size="small" className="no-print keyboard-only" onClick={() => setOpen(true)}>
        {words.open} <kbd>?</kbd>
      </Button>
      <Modal open={open} title={words.title} footer={null} onCancel={() => setOpen(false)}>
        <dl>
          {all.map(({ key, label }) => (
            <div key={key} className="shortcut">
              <dt>
                <kbd>{key.length === 1 ? key.toUpperCase() : key}</kbd>
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  )
}
