import { z } from 'zod'
import { versioned } from '../kernel/case.ts'
import { day, id, moment } from '../kernel/page.ts'
import { entryStatus } from '../kernel/register.ts'
import { textField } from '../kernel/text.ts'
import { edgeKinds, linkCommands, linkStatuses } from './lineage.ts'

const share = { share: z.number(), low: z.number(), high: z.number() }
export const lineageMeasure = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('measured'),
    rows: z.object(share).nullable(),
    columns: z.array(z.object({ column: z.string(), ...share })),
  }),
  z.object({
    kind: z.literal('unmeasured'),
    reason: z.enum(['no_sketch_parent', 'no_sketch_child', 'other_epoch', 'not_yet']),
  }),
])

const publicStatus = z.enum(['declared', 'confirmed', 'disputed'])

/** What anybody may know of where registered data come from, and what comes from them. */
export const lineageGraph = z
  .object({
    nodes: z.array(
      z.object({
        number: z.string(),
        name: z.string(),
        holder: z.string(),
        status: entryStatus,
        depth: z.number().int(),
      }),
    ),
    edges: z.array(
      z.object({
        parent: z.string(),
        child: z.string(),
        /** Declared by holders; or the child was opened in place of the parent, and goes on with its lineage. */
        kind: z.enum(edgeKinds),
        relation: z.string(),
        own: z.boolean(),
        status: publicStatus,
        authorisationUntil: day.nullable(),
        measure: lineageMeasure,
      }),
    ),
    /** Registrations beyond those shown. */
    more: z.number().int(),
  })
  .meta({ id: 'LineageGraph' })

const end = z.object({
  registrationNumber: z.string().nullable(),
  name: z.string(),
  holder: z.string(),
  status: entryStatus.nullable(),
})

export const lineageLink = z
  .object({
    id,
    status: z.enum(linkStatuses),
    version: z.number().int(),
    relation: z.string(),
    relationText: z.string(),
    own: z.boolean(),
    authorisationUntil: day.nullable(),
    note: z.string(),
    measure: lineageMeasure,
    parent: end,
    child: end,
    /** Null for whoever may not see the papers. */
    proof: z.object({ id, name: z.string(), uploadedAt: moment }).nullable(),
    events: z.array(z.object({ at: moment, command: z.enum(linkCommands), actorName: z.string(), note: z.string() })),
    can: z.array(z.enum(linkCommands)),
  })
  .meta({ id: 'LineageLink' })

export const lineageView = z
  .object({
    /** What this data set comes from, as far as the actor may see it. */
    parents: z.array(lineageLink),
    /** Registered data sets of others or the own that come from this one. */
    children: z.array(lineageLink),
    /** Null until it is registered. */
    graph: lineageGraph.nullable(),
    relations: z.array(z.object({ code: z.string(), text: z.string() })),
    proofName: z.string(),
    canDeclare: z.boolean(),
  })
  .meta({ id: 'Lineage' })

export const newLink = z.object({
  /** One of the registrations that rest on the case; null the case itself, or what it was registered as. */
  entryId: id.nullable().default(null),
  /** Registration or certificate number of what it comes from. */
  parentNumber: textField(40).min(1, '请填写上游登记的登记号或者证书编号'),
  relation: z.string().max(40),
  authorisationUntil: day.nullable().default(null),
  note: textField(1000, { multiline: true }).min(4, '请写明怎样由上游数据得到，不少于 4 个字'),
})

export const linkStep = versioned.extend({
  command: z.enum(['declare', 'withdraw', 'confirm', 'dispute', 'strike']),
  note: textField(1000, { multiline: true }).default(''),
})
