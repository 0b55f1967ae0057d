/** One row of a procedure: from a state by a command to a state, who may, under which condition, by which rule. */
export interface Row<State extends string, Command extends string, By extends string, Guard extends string> {
  from: State
  command: Command
  to: State
  by: By
  /** Named condition over the case's facts; the first row whose guard holds is taken. */
  guard?: Guard
  /** Rule the row rests on, as in the rule pack's sources. */
  article: string
}

export type Holds<Guard extends string> = (guard: Guard) => boolean

/** The row that a command takes from a state, or nothing when it is not offered there. */
export function rowFor<S extends string, C extends string, B extends string, G extends string>(
  table: readonly Row<S, C, B, G>[],
  state: S,
  command: C,
  holds: Holds<G>,
): Row<S, C, B, G> | undefined {
  return table.find(
    (row) => row.from === state && row.command === command && (row.guard === undefined || holds(row.guard)),
  )
}

/** States that no row leaves. */
export function terminalStates<S extends string>(
  states: readonly S[],
  table: readonly Row<S, string, string, string>[],
): S[] {
  return states.filter((state) => !table.some((row) => row.from === state && row.to !== state))
}

/** States that can be reached from a first state. */
export function reachableStates<S extends string>(first: S, table: readonly Row<S, string, string, string>[]): Set<S> {
  const seen = new Set<S>([first])
  for (const state of seen) for (const row of table) if (row.from === state) seen.add(row.to)
  return seen
}

/** The table as a Mermaid state diagram, for the documents. */
export function toMermaid<S extends string>(
  first: S,
  states: readonly S[],
  table: readonly Row<S, string, string, string>[],
  label: (state: S) => string,
): string {
  const lines = states.map((state) => `  state "${label(state)}" as ${state}`)
  const moves = table.map((row) => `  ${row.from} --> ${row.to}: ${row.command}${row.guard ? ` [${row.guard}]` : ''}`)
  const ends = terminalStates(states, table).map((state) => `  ${state} --> [*]`)
  // Rows that differ only in who may are one arrow.
  return ['stateDiagram-v2', ...lines, `  [*] --> ${first}`, ...new Set(moves), ...ends, ''].join('\n')
}
