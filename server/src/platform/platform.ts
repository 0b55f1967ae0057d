import { randomBytes } from 'node:crypto'
import { type Id, makeUuid7 } from '@datadeed/core/kernel/ids'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { Calendar } from '@datadeed/core/kernel/workdays'
import type { Config } from '../config.ts'
import type { Clock } from './clock.ts'
import type { Database } from './db/connection.ts'
import type { EventBus } from './events.ts'
import type { Parts } from './parts.ts'
import type { Rules } from './rules.ts'

/** What every service is given: the installation's own parts, opened once at start. */
export interface Platform extends Parts {
  config: Config
  db: Database
  /** For short reads asked for thousands of times a second; never a transaction, never a search. */
  reads: Database
  clock: Clock
  events: EventBus
  rules: Rules
  /** Rule pack new cases are filed under, as of now. */
  readonly pack: RulePack
  /** The nation's days, as of now; what a prefecture adds is in `rules.calendarFor`. */
  readonly calendar: Calendar
}

/** A platform whose pack and calendar are those of the moment they are asked for. */
export function makePlatform<T extends Omit<Platform, 'pack' | 'calendar'>>(
  fields: T,
): T & Pick<Platform, 'pack' | 'calendar'> {
  return {
    ...fields,
    get pack() {
      return fields.rules.packAt(fields.clock.now())
    },
    get calendar() {
      return fields.rules.calendarFile().years
    },
  }
}

/** A new id; its first 48 bits are the machine's time, never the demonstration clock's. */
export function newId<Kind extends string>(): Id<Kind> {
  return makeUuid7(Date.now(), randomBytes(10)) as Id<Kind>
}
