import { useEffect, useRef } from 'react'

/** `key` as in KeyboardEvent.key, in lower case; `label` says what it does. */
export type Shortcut = { key: string; label: string; run: () => void; disabled?: boolean }

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=listbox]') !== null)

// A closed Ant Design dialog may stay in the document, hidden.
const inDialog = () =>
  [...document.querySelectorAll('[role=dialog][aria-modal=true]')].some((dialog) => dialog.checkVisibility?.() ?? true)

/** Single keys for people who work with the keyboard all day; never while typing, composing Chinese, or in a dialog. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (typing(event.target) || inDialog()) return
      const hit = latest.current.find(({ key, disabled }) => !disabled && key === event.key.toLowerCase())
      if (!hit) return
      event.preventDefault()
      hit.run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
