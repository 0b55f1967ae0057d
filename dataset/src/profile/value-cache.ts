/** Numbers in a slot; places shift by two for it. */
const slotInts = 4
const firstSize = 512

/** Room that the columns of one table share, in values. */
export interface Room {
  left: number
}

/**
 * Remembers the different values of a column with how often they came, by 64 bits of hash. One cache line holds all that a value seen again
 * needs: two halves of the hash, the count (0 marks a free slot) and where the rest is kept, in the order of coming.
 */
export class ValueCache {
  /** four for each slot: the halves of the hash, count, place of the rest */
  slots = new Int32Array(2 * firstSize * slotInts)
  /** by place: where the slot is, what the value is, the value, the text */
  places = new Int32Array(firstSize)
  kinds = new Uint8Array(firstSize)
  values = new Float64Array(firstSize)
  texts: string[] = new Array<string>(firstSize).fill('')
  used = 0
  lookups = 0
  readonly #room: Room
  #size = firstSize

  constructor(room: Room) {
    this.#room = room
  }

  /** Counts a value that is known, and gives -1; otherwise gives the place taken for it, whose kind, value and text are to be set. */
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
    const place = this.used
    slots[at + 3] = place
    this.places[place] = at
    this.used = place + 1
    return place
  }

  get full(): boolean {
    return this.used === this.#size
  }

  /** Makes room for four times as many; false where the table has none. */
  grow(): boolean {
    const size = 4 * this.#size
    if (size - this.#size > this.#room.left) return false
    this.#room.left -= size - this.#size
    this.#size = size
    const { slots: old, used } = this
    const slots = new Int32Array(2 * size * slotInts)
    const mask = slots.length - slotInts
    this.places = copied(this.places, new Int32Array(size))
    this.kinds = copied(this.kinds, new Uint8Array(size))
    this.values = copied(this.values, new Float64Array(size))
    for (let place = 0; place < used; place++) {
      const from = this.places[place] as number
      let at = ((old[from] as number) << 2) & mask
      while (slots[at + 2] !== 0) at = (at + slotInts) & mask
      for (let i = 0; i < slotInts; i++) slots[at + i] = old[from + i] as number
      this.places[place] = at
    }
    this.slots = slots
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

  /** Gives most of the room back. */
  shrink() {
    this.#room.left += this.#size - firstSize
    this.#size = firstSize
    this.slots = new Int32Array(2 * firstSize * slotInts)
    this.places = new Int32Array(firstSize)
    this.kinds = new Uint8Array(firstSize)
    this.values = new Float64Array(firstSize)
    this.texts = new Array<string>(firstSize).fill('')
    this.used = 0
    this.lookups = 0
  }
}

const copied = <T extends Int32Array | Uint8Array | Float64Array>(from: T, into: T): T => {
  into.set(from)
  return into
}
