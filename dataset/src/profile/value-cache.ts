/** Numbers in a slot; places shift by two for it. */
const slotInts = 4
const firstSize = 512

/**
 * Remembers the different values of a column with how often they came, by 64 bits of hash. One cache line holds all that a value seen again
 * needs: two halves of the hash, the count (0 marks a free slot) and flags.
 */
export class ValueCache {
  /** four for each slot: the halves of the hash, count, flags */
  slots = new Int32Array(2 * firstSize * slotInts)
  values = new Float64Array(2 * firstSize)
  texts: string[] = new Array<string>(2 * firstSize).fill('')
  used = 0
  lookups = 0
  readonly most: number

  constructor(most: number) {
    this.most = most
  }

  /** Counts a value that is known, and gives -1; otherwise gives a slot taken for it, whose flags, value and text are to be set. */
  take(one: number, two: number): number {
    this.lookups += 1
    const { slots } = this
    const mask = slots.length - slotInts
    let at = (one << 2) & mask
    for (;;) {
      const count = slots[at + 2] as number
      if (count === 0) break
      if (slots[at] === one && slots[at + 1] === two) {
        slots[at + 2] = count + 1
        return -1
      }
      at = (at + slotInts) & mask
    }
    slots[at] = one
    slots[at + 1] = two
    slots[at + 2] = 1
    this.used += 1
    return at >> 2
  }

  get full(): boolean {
    return 2 * slotInts * this.used >= this.slots.length
  }

  /** Makes room for four times as many; false where there are to be no more. */
  grow(): boolean {
    if (this.used >= this.most) return false
    const { slots, values, texts } = this
    this.slots = new Int32Array(4 * slots.length)
    this.values = new Float64Array(4 * values.length)
    this.texts = new Array<string>(4 * texts.length).fill('')
    const mask = this.slots.length - slotInts
    for (let from = 0; from < slots.length; from += slotInts) {
      if (slots[from + 2] === 0) continue
      let at = ((slots[from] as number) << 2) & mask
      while (this.slots[at + 2] !== 0) at = (at + slotInts) & mask
      for (let i = 0; i < slotInts; i++) this.slots[at + i] = slots[from + i] as number
      this.values[at >> 2] = values[from >> 2] as number
      this.texts[at >> 2] = texts[from >> 2] as string
    }
    return true
  }

  /** A guess at how many different values there are, from how soon they repeated. */
  expected(): number {
    return (this.used * this.used) / (2 * Math.max(0.5, this.lookups - this.used))
  }

  clear() {
    this.slots.fill(0)
    this.texts.fill('')
    this.used = 0
    this.lookups = 0
  }
}
