import { createHash, randomBytes } from 'node:crypto'
import {
  builtInCalendarFile,
  type CalendarFile,
  calendarFileSchema,
  calendarFor,
} from '@datadeed/core/kernel/calendar-file'
import { type IsoDate, toChinaDate } from '@datadeed/core/kernel/dates'
import { makeUuid7 } from '@datadeed/core/kernel/ids'
import { compareVersions } from '@datadeed/core/kernel/rule-file'
import { builtInPacks, type RulePack, rulePackSchema } from '@datadeed/core/kernel/rule-pack'
import { builtInCalendar, type Calendar } from '@datadeed/core/kernel/workdays'
import type { Database } from './db/connection.ts'
import { inTx } from './db/tx.ts'
import { OperatorError } from './operator-error.ts'

/** The rules in effect, kept in memory: nobody asks the database what day it is due. */
export interface Rules {
  /** The pack that cases begun at `now` are filed under. */
  packAt(now: Date): RulePack
  /** A version that is or was in effect, or is still to be; undefined for drafts and what never was. */
  findPack(jurisdiction: string, version: string): RulePack | undefined
  /** Days before its end on which any pack first reminds of a renewal. */
  renewalHorizon(): number
  calendarFile(): CalendarFile
  /** The days as they count for a step of a case of a prefecture; the same object as long as the calendar stands. */
  calendarFor(prefectureCode: string, step: string): Calendar
  /** The same rules with another calendar: for the transaction that puts it into effect, before anybody else knows it. */
  withCalendar(file: CalendarFile): Rules
  /** Reads what other processes decided; one short query where nothing did. */
  refresh(): Promise<void>
}

interface State {
  decision: bigint
  packs: readonly { pack: RulePack; from: IsoDate }[]
  calendar: CalendarFile
}

function rulesOf(jurisdiction: string, stateOf: () => State, refresh: () => Promise<void>): Rules {
  let day = ''
  let of: State | undefined
  let current: RulePack | undefined
  const calendars = new WeakMap<CalendarFile, Map<string, Calendar>>()
  return {
    packAt(now) {
      const today = toChinaDate(now.getTime())
      const state = stateOf()
      if (day === today && of === state && current) return current
      const own = state.packs.filter(({ pack }) => pack.jurisdiction === jurisdiction)
      // Before the first day of the first one, as in a test that sets the clock back, the first one holds.
      const found = own.findLast(({ from }) => from <= today) ?? own[0]
      if (!found) throw new OperatorError(`没有 ${jurisdiction} 的规则包，请核对 DATADEED_JURISDICTION`)
      ;[day, of, current] = [today, state, found.pack]
      return found.pack
    },
    renewalHorizon: () => Math.max(...stateOf().packs.flatMap(({ pack }) => pack.validity.reminderDays)),
    findPack: (place, version) =>
      stateOf().packs.find(({ pack }) => pack.jurisdiction === place && pack.version === version)?.pack,
    calendarFile: () => stateOf().calendar,
    calendarFor(prefectureCode, step) {
      const { calendar } = stateOf()
      const known = calendars.get(calendar) ?? new Map<string, Calendar>()
      calendars.set(calendar, known)
      const key = `${prefectureCode} ${step}`
      const days = known.get(key) ?? calendarFor(calendar, prefectureCode, step)
      known.set(key, days)
      return days
    },
    withCalendar(file) {
      const state = { ...stateOf(), calendar: file }
      return rulesOf(jurisdiction, () => state, refresh)
    },
    refresh,
  }
}

/** The built-in rules alone, for what runs without a database. */
export function builtInRules(jurisdiction: string): Rules {
  const packs = builtInPacks.map((pack) => ({ pack, from: pack.effectiveFrom }))
  const state: State = { decision: 0n, packs, calendar: builtInCalendarFile }
  return rulesOf(
    jurisdiction,
    () => state,
    async () => {},
  )
}

/** Reads the rules of an installation, after it has got the built-in versions that it lacks. */
export async function openRules(db: Database, jurisdiction: string): Promise<Rules> {
  await keepBuiltIns(db, jurisdiction)
  let state = await load(db, jurisdiction)
  return rulesOf(
    jurisdiction,
    () => state,
    async () => {
      const newest = await db
        .selectFrom('rule_decision')
        .select(({ fn }) => fn.max('id').as('id'))
        .executeTakeFirst()
      if (newest?.id !== state.decision) state = await load(db, jurisdiction)
    },
  )
}

/**
 * Puts the versions that came with the program where they are missing. The first of a jurisdiction is in effect at once; a
 * later one, brought by a new release, stays a draft until an administrator has simulated and decided it.
 */
async function keepBuiltIns(db: Database, jurisdiction: string): Promise<void> {
  const now = new Date()
  const all = [
    ...builtInPacks.map((pack) => ({
      kind: 'rule_pack',
      place: pack.jurisdiction,
      from: pack.effectiveFrom,
      file: pack,
    })),
    {
      kind: 'calendar',
      place: jurisdiction,
      from: `${Object.keys(builtInCalendar).sort()[0]}-01-01`,
      file: builtInCalendarFile,
    },
  ] as const
  for (const { kind, place, from, file } of all)
    await inTx(db, async (tx) => {
      const first = await tx
        .selectFrom('rule_version')
        .select('id')
        .where('kind', '=', kind)
        .where('jurisdiction', '=', place)
        .limit(1)
        .executeTakeFirst()
      const content = `${JSON.stringify(file, null, 2)}\n`
      const id = makeUuid7(Date.now(), randomBytes(10))
      const made = await tx
        .insertInto('rule_version')
        .values({
          ...{ id, kind, jurisdiction: place, version: file.version, name: file.name, content },
          sha256: createHash('sha256').update(content).digest('hex'),
          added_at: now,
        })
        .onConflict((on) => on.columns(['kind', 'jurisdiction', 'version']).doNothing())
        .executeTakeFirst()
      if (first || made.numInsertedOrUpdatedRows !== 1n) return
      await tx
        .insertInto('rule_decision')
        .values({
          ...{ version_id: id, outcome: 'in_effect', effective_from: from, decided_at: now },
          reason: '随程序提供的首个版本',
        })
        .execute()
    })
}

async function load(db: Database, jurisdiction: string): Promise<State> {
  const rows = await db
    .selectFrom('rule_decision')
    .innerJoin('rule_version', 'rule_version.id', 'rule_decision.version_id')
    .select(['rule_decision.id', 'kind', 'jurisdiction', 'version', 'content', 'effective_from as from'])
    .where('outcome', '=', 'in_effect')
    .orderBy('rule_decision.id')
    .execute()
  const newest = await db
    .selectFrom('rule_decision')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  const packs: { pack: RulePack; from: IsoDate }[] = []
  let calendar = builtInCalendarFile
  for (const row of rows) {
    const unreadable = () =>
      new OperatorError(`库中的规则版本 ${row.jurisdiction} ${row.version} 与本程序不符，请换用相应的程序版本`)
    if (row.kind === 'calendar') {
      const parsed = calendarFileSchema.safeParse(JSON.parse(row.content))
      if (!parsed.success) throw unreadable()
      if (row.jurisdiction === jurisdiction) calendar = parsed.data
      continue
    }
    const parsed = rulePackSchema.safeParse(JSON.parse(row.content))
    // A release may have made a built-in version stricter; the program's own copy of it then stands in.
    const own = builtInPacks.find((pack) => pack.jurisdiction === row.jurisdiction && pack.version === row.version)
    const pack = parsed.success ? parsed.data : own
    if (!pack || row.from === null) throw unreadable()
    packs.push({ pack: { ...pack, effectiveFrom: row.from }, from: row.from })
  }
  packs.sort((a, b) => (a.from === b.from ? compareVersions(a.pack.version, b.pack.version) : a.from < b.from ? -1 : 1))
  return { decision: newest?.id ?? 0n, packs, calendar }
}
