import { type Actor, hasRole, isInterested, organisationOf } from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'
import { type Holds, type Row, rowFor } from '../kernel/machine.ts'
import type { RulePack } from '../kernel/rule-pack.ts'
import { coarse, type Measured } from './measure.ts'

export const linkStatuses = ['draft', 'declared', 'confirmed', 'disputed', 'withdrawn', 'struck'] as const
export type LinkStatus = (typeof linkStatuses)[number]
export const linkCommands = ['attach', 'declare', 'withdraw', 'confirm', 'dispute', 'strike'] as const
export type LinkCommand = (typeof linkCommands)[number]
export type LinkBy = 'declarer' | 'parent_holder' | 'examiner'
export type LinkGuard = 'proof_there' | 'child_open' | 'child_registered'

const article = '平台办事规程'
type LinkRow = Row<LinkStatus, LinkCommand, LinkBy, LinkGuard>
const row = (from: LinkStatus, command: LinkCommand, to: LinkStatus, by: LinkBy, guard?: LinkGuard): LinkRow => ({
  ...{ from, command, to, by, article },
  ...(guard && { guard }),
})

/** The life of a declaration that one data set comes from another: the child's holder declares, the parent's says whether it is so. */
export const linkProcedure: readonly LinkRow[] = [
  row('draft', 'attach', 'draft', 'declarer'),
  row('draft', 'declare', 'declared', 'declarer', 'proof_there'),
  row('draft', 'withdraw', 'withdrawn', 'declarer'),
  // Once registered it is on record: only the authority takes it off.
  row('declared', 'withdraw', 'withdrawn', 'declarer', 'child_open'),
  row('declared', 'confirm', 'confirmed', 'parent_holder', 'child_registered'),
  row('declared', 'dispute', 'disputed', 'parent_holder', 'child_registered'),
  row('disputed', 'confirm', 'confirmed', 'parent_holder', 'child_registered'),
  row('confirmed', 'dispute', 'disputed', 'parent_holder', 'child_registered'),
  ...(['declared', 'confirmed', 'disputed'] as const).map((from) => row(from, 'strike', 'struck', 'examiner')),
]

/** A declaration that counts, for the picture and for alerts. */
export const countingLinks: readonly LinkStatus[] = ['declared', 'confirmed', 'disputed']

export const linkStatusNames: Record<LinkStatus, { zh: string; en: string }> = {
  draft: { zh: '草稿', en: 'Draft' },
  declared: { zh: '已声明', en: 'Declared' },
  confirmed: { zh: '上游权利人已确认', en: 'Confirmed by the parent’s holder' },
  disputed: { zh: '上游权利人有异议', en: 'Disputed by the parent’s holder' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  struck: { zh: '登记机构已删去', en: 'Struck by the authority' },
}

export interface LinkFacts {
  status: LinkStatus
  /** The applicant of the child, or whoever holds it now; divided or merged, whoever holds what it went over into. */
  partyIds: readonly string[]
  /** Whoever holds the parent now, in the same way. */
  parentPartyIds: readonly string[]
  /** Of one holder when declared: nobody else has to confirm it. */
  own: boolean
  childRegistered: boolean
  /** Cases of both ends. */
  childCase: string
  parentCase: string
  childPrefecture: string
  /** The child's case is seen by the authority: it was submitted. */
  childSubmitted: boolean
  form?: Parameters<typeof isInterested>[1]['form']
}

const belongsTo = (partyIds: readonly string[], own: string | null): boolean => own !== null && partyIds.includes(own)

/** What must be delegated at the child's end: before it is registered, what is asked for its case. */
const isDeclarer = (actor: Actor, { partyIds, childRegistered, childCase }: LinkFacts, signs: boolean): boolean =>
  belongsTo(
    partyIds,
    organisationOf(actor, childRegistered ? (signs ? 'affair_sign' : 'affair') : signs ? 'submit' : 'see', childCase),
  )
const isParent = (actor: Actor, { parentPartyIds, parentCase }: LinkFacts, action: 'affair' | 'affair_sign'): boolean =>
  belongsTo(parentPartyIds, organisationOf(actor, action, parentCase))

/** Who declared it sees it; the authority once the child was submitted; the parent's holder and the public once it is registered. */
export function maySeeLink(actor: Actor, link: LinkFacts): boolean {
  if (isDeclarer(actor, link, false)) return true
  if (link.status === 'draft' || link.status === 'withdrawn') return false
  if (isParent(actor, link, 'affair')) return link.childRegistered
  if (!link.childSubmitted) return false
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return true
  return actor.kind === 'account' && hasRole(actor, 'officer') && actor.regionCode === link.childPrefecture
}

const allows: Record<LinkBy, (actor: Actor, link: LinkFacts) => boolean> = {
  declarer: (actor, link) => isDeclarer(actor, link, true) && hasRole(actor, 'signatory'),
  parent_holder: (actor, link) => !link.own && isParent(actor, link, 'affair_sign') && hasRole(actor, 'signatory'),
  examiner: (actor, { partyIds, form }) =>
    hasRole(actor, 'examiner') && !partyIds.some((partyId) => isInterested(actor, { partyId, ...(form && { form }) })),
}

/** Whether the rules ask for the other holder's authorisation as a file. */
export const proofNeeded = ({ proof }: NonNullable<RulePack['lineage']>, own: boolean): boolean =>
  proof.required && !own

/** Guards that follow from the declaration and whether its proof is there, or not needed. */
export function linkHolds(link: LinkFacts, proofThere: boolean): Holds<LinkGuard> {
  const held: Record<LinkGuard, boolean> = {
    proof_there: link.own || proofThere,
    child_open: !link.childRegistered,
    child_registered: link.childRegistered,
  }
  return (guard) => held[guard]
}

/** The commands an actor may give now: exactly those `decideLink` accepts with the same guards. */
export function offeredForLink(actor: Actor, link: LinkFacts, holds: Holds<LinkGuard>): LinkCommand[] {
  if (!maySeeLink(actor, link)) return []
  return linkCommands.filter((command) => {
    const found = rowFor(linkProcedure, link.status, command, holds)
    return found !== undefined && allows[found.by](actor, link)
  })
}

/** Decides a command on a declaration; what may not be seen is `kernel.not_found`. */
export function decideLink(link: LinkFacts, command: LinkCommand, actor: Actor, holds: Holds<LinkGuard>): LinkRow {
  if (!maySeeLink(actor, link)) throw new AppError('kernel.not_found')
  const first = linkProcedure.find((one) => one.from === link.status && one.command === command)
  if (!first) throw new AppError('registration.link_not_offered', { status: linkStatusNames[link.status].zh })
  if (!allows[first.by](actor, link)) throw new AppError('kernel.forbidden')
  const found = rowFor(linkProcedure, link.status, command, holds)
  if (found) return found
  if (command === 'declare') throw new AppError('registration.proof_missing')
  throw new AppError('registration.link_not_offered', { status: linkStatusNames[link.status].zh })
}

export interface Edge {
  parent: string
  child: string
}

/** Everything that can be reached from a node along edges in one direction; the node itself only through a cycle. */
export function reachedFrom(start: string, edges: readonly Edge[], way: 'up' | 'down'): Set<string> {
  const next = new Map<string, string[]>()
  for (const { parent, child } of edges) {
    const [from, to] = way === 'down' ? [parent, child] : [child, parent]
    next.set(from, [...(next.get(from) ?? []), to])
  }
  const seen = new Set<string>()
  const waiting = [start]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const one of next.get(at) ?? [])
      if (!seen.has(one)) {
        seen.add(one)
        waiting.push(one)
      }
  return seen
}

/** Would one more edge make something come from itself? */
export const wouldCycle = (edges: readonly Edge[], { parent, child }: Edge): boolean =>
  parent === child || reachedFrom(child, edges, 'down').has(parent)

/** How one registration stands to another in the picture: declared to come from it, or opened in its place. */
export const edgeKinds = ['declared', 'division', 'merger'] as const
export type EdgeKind = (typeof edgeKinds)[number]

/** What a registration's data were declared to come from, by itself or by those it was opened in place of. */
export function declaredSources(here: string, edges: readonly (Edge & { kind: EdgeKind })[]): string[] {
  const successions = edges.filter(({ kind }) => kind !== 'declared')
  const line = reachedFrom(here, successions, 'up').add(here)
  return [
    ...new Set(edges.flatMap(({ kind, parent, child }) => (kind === 'declared' && line.has(child) ? parent : []))),
  ]
}

/** A place in the picture: what others come from stands to the left. */
export interface Place {
  node: string
  column: number
  row: number
}

/** Columns by the longest way from a source, rows in the order given; edges that would close a cycle do not count. */
export function layoutLineage(nodes: readonly string[], edges: readonly Edge[]): Place[] {
  const known = new Set(nodes)
  const inside = edges.filter(({ parent, child }) => known.has(parent) && known.has(child))
  const column = new Map(nodes.map((node) => [node, 0]))
  for (let round = 0; round < nodes.length; round++)
    for (const { parent, child } of inside) {
      const at = (column.get(parent) ?? 0) + 1
      if (at > (column.get(child) ?? 0) && at < nodes.length) column.set(child, at)
    }
  const taken = new Map<number, number>()
  return nodes.map((node) => {
    const at = column.get(node) ?? 0
    const place = taken.get(at) ?? 0
    taken.set(at, place + 1)
    return { node, column: at, row: place }
  })
}

/** How much of the child's data is in the parent's, as sketches tell. */
export type LineageMeasure =
  | { kind: 'measured'; rows: Measured | null; columns: ({ column: string } & Measured)[] }
  | { kind: 'unmeasured'; reason: 'no_sketch_parent' | 'no_sketch_child' | 'other_epoch' | 'not_yet' }

export const unmeasuredLineage: Record<Extract<LineageMeasure, { kind: 'unmeasured' }>['reason'], string> = {
  no_sketch_parent: '上游登记的存证没有比对草图',
  no_sketch_child: '本数据集的存证没有比对草图',
  other_epoch: '两份草图用的不是同一期比对密钥，不能互相比对',
  not_yet: '声明之后显示比对结果',
}

/** Below a fifth nothing is told of data that are another's, as in the overlap search. */
const leastTold = 0.2

/** What of a measure may be told of a parent that is another's, and to the public. */
export function coarseMeasure(measure: LineageMeasure): LineageMeasure {
  if (measure.kind === 'unmeasured') return measure
  const { rows, columns } = measure
  return {
    kind: 'measured',
    rows: rows && rows.share >= leastTold ? coarse(rows) : null,
    columns: columns.flatMap(({ column, ...share }) =>
      share.share >= leastTold ? [{ column, ...coarse(share) }] : [],
    ),
  }
}
