import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountActor, Role } from '@datadeed/core/kernel/actor'
import type { AccountId, PartyId } from '@datadeed/core/kernel/ids'
import { makeUscc } from '@datadeed/core/kernel/uscc'
import { afterAll } from 'vitest'
import { readConfig } from '../config.ts'
import type { Clock } from '../platform/clock.ts'
import { inTx } from '../platform/db/tx.ts'
import { createEventBus } from '../platform/events.ts'
import { openParts } from '../platform/parts.ts'
import { makePlatform, newId, type Platform } from '../platform/platform.ts'
import { openRules } from '../platform/rules.ts'
import { testDatabase } from './database.ts'

export interface TestClock extends Clock {
  /** Sets the clock to any moment. */
  set(moment: string): void
}

export interface TestPlatform extends Platform {
  clock: TestClock
  url: string
  owner: Awaited<ReturnType<typeof testDatabase>>['owner']
}

function testClock(start: string): TestClock {
  let now = new Date(start)
  return {
    now: () => now,
    refresh: async () => {},
    moveTo: async (moment) => {
      now = moment
    },
    set: (moment) => {
      now = new Date(moment)
    },
  }
}

/** A platform on a database of its own, with real parts in a temporary folder and a clock the test sets. */
export async function testPlatform(start = '2026-03-02T01:00:00Z'): Promise<TestPlatform> {
  const { db, reads, owner, url } = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'datadeed-data-'))
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
  const config = {
    ...readConfig({ DATABASE_URL: url, DATADEED_LOG_LEVEL: 'silent', DATADEED_DEMO: '1' }),
    dataDir,
  }
  const parts = await openParts(config, new Date(start))
  return makePlatform({
    ...parts,
    config,
    db,
    reads,
    owner,
    url,
    clock: testClock(start),
    events: createEventBus(),
    rules: await openRules(db, config.jurisdiction),
  })
}

let serial = 0

/** An approved enterprise, or a pending one. */
export async function seedParty(
  p: Platform,
  options: { name?: string; prefectureCode?: string; status?: 'pending' | 'approved' } = {},
): Promise<PartyId> {
  serial += 1
  const id = newId<'party'>()
  const prefecture = options.prefectureCode ?? '520100'
  await inTx(p.db, (tx) =>
    tx
      .insertInto('party')
      .values({
        id,
        kind: 'enterprise',
        uscc: makeUscc(prefecture, serial),
        name: options.name ?? `黔路演示运输有限公司${serial}`,
        prefecture_code: prefecture,
        county_code: prefecture,
        industry_code: '5442',
        contact_name: '演示联系人',
        contact_phone: '13800000000',
        contact_email: 'contact@example.com',
        status: options.status ?? 'approved',
        created_at: p.clock.now(),
      })
      .execute(),
  )
  return id
}

/** An account that cannot sign in (no usable password), and its actor. */
export async function seedAccount(
  p: Platform,
  options: { roles: Role[]; partyId?: PartyId; regionCode?: string; name?: string; email?: string },
): Promise<AccountActor> {
  serial += 1
  const id: AccountId = newId<'account'>()
  const name = options.name ?? `演示人员${serial}`
  await inTx(p.db, (tx) =>
    tx
      .insertInto('account')
      .values({
        id,
        login: `test${serial}-${randomBytes(3).toString('hex')}`,
        name,
        email: options.email ?? `person${serial}@example.com`,
        party_id: options.partyId ?? null,
        roles: options.roles,
        region_code: options.regionCode ?? null,
        password_hash: '!',
        created_at: p.clock.now(),
      })
      .execute(),
  )
  return {
    kind: 'account',
    accountId: id,
    partyId: options.partyId ?? null,
    partyApproved: options.partyId !== undefined,
    regionCode: options.regionCode ?? null,
    name,
    roles: options.roles,
  }
}
