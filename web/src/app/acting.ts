import type { Me } from './paths.ts'

/** By which delegation this window believes to act; `own` for the own organisation, null before anybody is known. */
let believed: string | null = null

export const actingOf = ({ acting }: Pick<Me, 'acting'>): string => acting?.id ?? 'own'

/** What the window's requests say; the server refuses them where the session has come to act for somebody else. */
export const believedActing = (): string | null => believed

/** The first answer counts; a later one that differs was chosen in another window, and this one is told instead of following. */
export function believe(me: Pick<Me, 'acting'>): void {
  believed ??= actingOf(me)
}

/** Told when the server refused a request because of whom it was for: the banner looks again. */
export const refusals = new EventTarget()
const about = new Set(['delegation.ended', 'delegation.acting_elsewhere'])

export function noteRefusal(code: string): void {
  if (about.has(code)) refusals.dispatchEvent(new Event('refused'))
}

/** Nobody is signed in here any more. */
export function forgetActing(): void {
  believed = null
}
