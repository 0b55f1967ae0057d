import type { ReactNode } from 'react'

type Props = { label: string; children: ReactNode }

/** What may be wider than a phone scrolls inside itself, and can be scrolled by keyboard. */
export function ScrollRegion({ label, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section aria-label={label} tabIndex={0} style={{ overflowX: 'auto', minWidth: 0 }}>
      {children}
    </section>
  )
}
