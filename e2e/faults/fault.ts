import type { World } from './world.ts'

/** What a fault is done with. */
export interface Scene {
  world: World
  random: () => number
  /** Asks for the newest receipts and heads: each is refused or verifies. Throws where one does neither. */
  probe(): Promise<void>
  /** Waits until so many more receipts have been handed out; false where that takes longer than `ms` milliseconds. */
  handsOut(receipts: number, ms: number): Promise<boolean>
  /** Says something of the round in its line. */
  note(text: string): void
}

/** Something that goes wrong, and is mended before the round ends. */
export interface Fault {
  name: string
  /** Why it cannot be done here; null where it can. */
  lacks?(world: World): string | null
  /** Throws where something is not as it must be while the fault lasts. */
  strike(scene: Scene): Promise<void>
}
