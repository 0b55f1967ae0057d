import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../../../app/language.ts'
import { workbenchText } from '../workbench-text.ts'

type Props = { onSend: () => void; disabled: boolean; children: ReactNode }

/** Ctrl and Enter send what is typed inside, so that a clean case needs no mouse; Enter alone stays a new line. */
export function QuickSend({ onSend, disabled, children }: Props) {
  const text = useText(workbenchText)
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef({ onSend, disabled })
  latest.current = { onSend, disabled }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      event.preventDefault()
      if (!latest.current.disabled) latest.current.onSend()
    }
    const element = box.current
    element?.addEventListener('keydown', listen)
    return () => element?.removeEventListener('keydown', listen)
  }, [])
  return (
    <div ref={box}>
      {children}
      <p className="hint keyboard-only">
        <kbd>Ctrl</kbd> + <kbd>Enter</kbd> {text.quickSend}
      </p>
    </div>
  )
}
