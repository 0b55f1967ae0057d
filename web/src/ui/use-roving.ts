import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
}

/**
 * One tab stop for a row of buttons: the arrow keys, Home and End go through them (WAI-ARIA toolbar). `row` goes to the toolbar around the
 * buttons, `tabIndex` to each of them. Where `content` becomes another row while it has the focus, the focus goes to its first button, and where
 * none is left to what `beside` gives.
 */
export function useRoving(count: number, content: string, beside: () => HTMLElement | null) {
  const ref = useRef<HTMLDivElement>(null)
  const held = useRef(false)
  const [chosen, setChosen] = useState(0)
  const at = Math.min(chosen, count - 1)
  const buttons = () => [...(ref.current?.querySelectorAll<HTMLElement>('button') ?? [])]

  // biome-ignore lint/correctness/useExhaustiveDependencies: another row begins anew
  useEffect(() => {
    setChosen(0)
    const { activeElement: focused, body } = document
    held.current &&= focused === null || focused === body || ref.current?.contains(focused) === true
    if (held.current) (buttons()[0] ?? beside())?.focus()
  }, [content])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = step(at, count)
    setChosen(next)
    buttons()[next]?.focus()
  }
  const onFocus = ({ target }: FocusEvent) => {
    held.current = true
    const index = buttons().indexOf(target as HTMLElement)
    if (index >= 0) setChosen(index)
  }
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    // A button that is taken away while it has the focus loses it to nothing.
    if (relatedTarget) held.current = false
  }
  return {
    row: { ref, onKeyDown, onFocus, onBlur },
    tabIndex: (index: number) => (index === at ? 0 : -1),
  }
}
