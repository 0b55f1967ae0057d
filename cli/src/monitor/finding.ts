/** What a monitor or a check of the log's files can find. */
export type FindingCode =
  | 'fork'
  | 'rolled_back'
  | 'unreachable'
  | 'missing'
  | 'bundle_damaged'
  | 'tile_wrong'
  | 'entry_wrong'
  | 'head_wrong'
  | 'head_unreadable'
  | 'head_unsigned'
  | 'key_unknown'
  | 'key_changed'
  | 'entry_malformed'
  | 'type_unknown'
  | 'chain_broken'
  | 'known_wrong'
  | 'time_ahead'
  | 'time_back'
  | 'sm3_missing'
  | 'sm3_unsigned'
  | 'sm3_root_wrong'
  | 'sm3_entry_wrong'
  | 'cosigner_bad'
  | 'cosigner_missing'
  | 'quorum_missing'
  | 'stalled'
  | 'witness_unreachable'
  | 'witness_unsigned'
  | 'witness_ahead'
  | 'witness_behind'
  | 'watched'

/** One thing found, and where: an index, a path, a name. */
export interface Finding {
  code: FindingCode
  at: string
  detail?: string
}

/** Tells without being an alarm. */
const notices: ReadonlySet<FindingCode> = new Set<FindingCode>(['key_changed', 'witness_behind', 'watched'])
/** Says that something could not be looked at, not that it is wrong. */
const open: ReadonlySet<FindingCode> = new Set<FindingCode>(['unreachable', 'witness_unreachable'])

/** Exit code of a run: a fork proved, something wrong, something that could not be checked, nothing. */
export const monitorExit = { ok: 0, wrong: 1, cannot: 2, fork: 4 } as const

export const exitOf = (findings: readonly Finding[]): number => {
  const codes = findings.map(({ code }) => code).filter((code) => !notices.has(code))
  if (codes.includes('fork')) return monitorExit.fork
  if (codes.some((code) => !open.has(code))) return monitorExit.wrong
  return codes.length > 0 ? monitorExit.cannot : monitorExit.ok
}
