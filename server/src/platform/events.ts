import type { Tx } from './db/tx.ts'

/**
 * What happened, told to features further down the house's table. Handlers run in the transaction of the command that
 * caused the event: all of it is committed or nothing.
 */
export interface EventPayloads {
  /** A part of a deposit was disclosed after it was made: what its applications know of the data changes. */
  'evidence.disclosed': { depositId: string; now: Date }
  /** A case took a row of the procedure (any command but `save`). */
  'filing.moved': {
    caseId: string
    command: string
    from: string
    to: string
    now: Date
    /** The event's number in the case's history. */
    seq: number
    /** Null for the system and the public. */
    actorId: string | null
    payload: Readonly<Record<string, unknown>>
  }
  /** Somebody who reads a draft by a link said something of a field: told to whoever made the link. */
  'filing.draft_commented': { caseId: string; commentId: string; accountId: string; field: string; now: Date }
  /** A time limit of the registrar came near or is over: who is to be told, by role. Emitted once for each level of a clock. */
  'filing.clock_escalated': {
    caseId: string
    kind: string
    ref: string
    step: string
    level: 'most' | 'nearly' | 'last_day' | 'expired'
    due: string
    tell: readonly ('examiner' | 'reviewer' | 'administrator')[]
    now: Date
  }
  /** The last day of a party's answer moved because the platform was out of reach on it. */
  'filing.deadline_moved': { caseId: string; kind: string; ref: string; due: string; now: Date }
  /** A second person released an acceptance: the notice must open. */
  'examination.accepted': { caseId: string; now: Date }
  /** A notice appeared that an account watches for. */
  'publication.watched': { accountId: string; watchId: string; noticeNumber: string; now: Date }
  /** A notice ended with no objection left: the case may be entered in the register. */
  'publication.cleared': { caseId: string; noticeId: string; now: Date }
  /** The register has a new entry: its certificate must be made. */
  'registration.entered': { caseId: string; entryId: string; now: Date }
  /** The register has a new version of an entry: another certificate must be made in place of the one before. */
  'registration.reissued': { caseId: string; entryId: string; now: Date }
  /** A register entry took another status: suspended, resumed, cancelled, revoked or expired. */
  'registration.moved': { entryId: string; from: string; to: string; now: Date }
  /** What a registration comes from took another status: told to the holder of the registration that comes from it. */
  'registration.parent_moved': {
    partyId: string
    entryId: string
    childNumber: string
    parentNumber: string
    status: string
    /** 1 for what it comes from directly. */
    depth: number
    source: string
    now: Date
  }
  /** A registered data set is declared to come from another one: told to that one's holder, who may confirm or dispute it. */
  'registration.lineage_declared': {
    partyId: string
    entryId: string
    childNumber: string
    parentNumber: string
    source: string
    now: Date
  }
  /** Parties are to know of an affair: asked to sign, what it would do to their licence or pledge, what came of it. */
  'registration.affair_told': {
    affairId: string
    number: string
    registration: string
    what: 'asked' | 'effect' | 'declined' | 'settled'
    partyIds: readonly string[]
    now: Date
  }
  /** The certificate of a register entry is there. */
  'certificate.issued': {
    caseId: string
    certificateNumber: string
    entryId: string
    /** Those who hold it and have an account here. */
    partyIds: readonly string[]
    now: Date
  }
  /** A letter of a case went out. */
  'examination.letter_issued': {
    caseId: string
    letterId: string
    kind: string
    number: string
    now: Date
    /** To whom it goes, and where they read it, when that is not the case's company alone. */
    to?: { partyIds: readonly string[]; link: string }
  }
  /** Something happened in a coaching case that the other side is to know; without a coach all coaches of the place are told. */
  'coaching.told': {
    coachingId: string
    number: string
    partyId: string
    prefectureCode: string
    coachId: string | null
    to: 'company' | 'coach'
    what:
      | 'opened'
      | 'taken'
      | 'recorded'
      | 'message'
      | 'task'
      | 'task_done'
      | 'linked'
      | 'booked'
      | 'cancelled'
      | 'closed'
      | 'reopened'
    params: Readonly<Record<string, string>>
    seq: number
    actorId: string
    now: Date
  }
  /** A delegation was signed, accepted, declined or revoked. */
  'delegation.changed': {
    delegationId: string
    what: 'signed' | 'accepted' | 'declined' | 'revoked'
    actorId: string
    now: Date
  }
  /** A company signed up, or its sign-up was decided. */
  'party.changed': { partyId: string; status: 'pending' | 'approved' | 'rejected'; now: Date }
}
export type EventName = keyof EventPayloads
export type EventHandler<N extends EventName> = (tx: Tx, event: EventPayloads[N]) => Promise<void>

export interface EventBus {
  on<N extends EventName>(name: N, handler: EventHandler<N>): void
  emit<N extends EventName>(tx: Tx, name: N, event: EventPayloads[N]): Promise<void>
}

export function createEventBus(): EventBus {
  const handlers = new Map<EventName, EventHandler<never>[]>()
  return {
    on(name, handler) {
      handlers.set(name, [...(handlers.get(name) ?? []), handler as EventHandler<never>])
    },
    async emit(tx, name, event) {
      for (const handler of handlers.get(name) ?? []) await handler(tx, event as never)
    },
  }
}
