import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'active' | 'good' | 'attention' | 'bad'

/** A state in words; the dot's colour repeats what the word says and is never alone. */
export function StatusTag({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`status status-${tone}`}>{children}</span>
}
