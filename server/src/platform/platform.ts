import { randomBytes } from 'node:crypto'
import { type Id, makeUuid7 } from '@datadeed/core/kernel/ids'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { Calendar } from '@datadeed/core/kernel/workdays'
import type { Config } from '../config.ts'
import type { Clock } from './clock.ts'
import type { Database } from './db/connection.ts'
import type { EventBus } from './events.ts'
import type { Parts } from './parts.ts'

/** What every service is given: the installation's own parts, opened once at start. */
export interface Platform extends Parts {
  config: Config
  db: Database
  /** For short reads asked for thousands of times a second; never a transaction, never a search. */
  reads: Database
  clock: Clock
  events: EventBus
  /** Rule pack new cases are filed under. */
  pack: RulePack
  calendar: Calendar
}

/** A new id; its first 48 bits are the machine's time, never the demonstration clock's. */
export function newId<Kind extends string>(): Id<Kind> {
  return makeUuid7(Date.now(), randomBytes(10)) as Id<Kind>
}
