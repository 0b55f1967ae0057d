import { utf8Decode } from './bytes.ts'
import type { Crypto } from './crypto.ts'
import { COSIGNATURE, ED25519, MLDSA_COSIGNATURE, parseVkey, type VerifierKey } from './note.ts'
import { PolicyError, type PolicyFault } from './policy-error.ts'

/** A log or witness of a policy. `url` is where to reach it, null where the policy does not say. */
export interface PolicyLog {
  readonly vkey: string
  readonly key: VerifierKey
  readonly url: string | null
}

export interface PolicyWitness extends PolicyLog {
  /** As the policy calls it: one UTF-16 unit per octet, because names are compared as octets. */
  readonly name: string
}

/** Witnessed when at least `threshold` of its members, witnesses or earlier groups, have witnessed. */
export interface PolicyGroup {
  readonly name: string
  readonly threshold: number
  readonly members: readonly string[]
}

/** A trust policy (c2sp.org/tlog-policy). `quorum` names a witness or group, or is null for `none`. */
export interface Policy {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly groups: readonly PolicyGroup[]
  readonly quorum: string | null
}

const MAX_BYTES = 1_048_576
const MAX_LINES_OF_A_KIND = 256
const NONE = 'none'

/** Reads a policy file. Throws PolicyError with the number of the line, from 1. */
export function parsePolicy(crypto: Crypto, bytes: Uint8Array): Policy {
  if (bytes.length > MAX_BYTES) throw new PolicyError('too_large', 0)
  const logs: PolicyLog[] = []
  const witnesses: PolicyWitness[] = []
  const groups: PolicyGroup[] = []
  const members = new Set<string>()
  let quorum: string | null | undefined
  const isDefined = (name: string) => witnesses.some((w) => w.name === name) || groups.some((g) => g.name === name)

  const define = (name: string | undefined, fail: (fault: PolicyFault, what?: string) => never): string => {
    if (name === undefined) return fail('missing_item')
    if (name === NONE) return fail('reserved_name', name)
    return isDefined(name) ? fail('duplicate_name', name) : name
  }

  for (const [i, line] of linesOf(bytes).entries()) {
    const [keyword, ...items] = line.split(/[ \t]+/).filter((item) => item !== '')
    if (keyword === undefined || keyword.startsWith('#')) continue
    const fail = (fault: PolicyFault, what = ''): never => {
      throw new PolicyError(fault, i + 1, textOfOctets(what))
    }
    if (keyword === 'log') {
      logs.push(readKey(crypto, items, [ED25519], logs, fail))
    } else if (keyword === 'witness') {
      const name = define(items[0], fail)
      witnesses.push({ name, ...readKey(crypto, items.slice(1), [COSIGNATURE, MLDSA_COSIGNATURE], witnesses, fail) })
    } else if (keyword === 'group') {
      const name = define(items[0], fail)
      const [k = fail('missing_item'), ...list] = items.slice(1)
      if (list.length === 0) fail('missing_item')
      for (const member of list) {
        if (member === NONE) fail('reserved_name', member)
        if (!isDefined(member)) fail('unknown_name', member)
        // Each name counts in one way only, in all groups together.
        if (members.has(member)) fail('member_twice', member)
        members.add(member)
      }
      const threshold = k === 'any' ? 1 : k === 'all' ? list.length : /^[1-9]\d{0,3}$/.test(k) ? Number(k) : 0
      if (threshold < 1 || threshold > list.length) fail('bad_threshold', k)
      groups.push({ name, threshold, members: list })
    } else if (keyword === 'quorum') {
      if (quorum !== undefined) fail('second_quorum')
      const [name = fail('missing_item'), ...more] = items
      if (more.length > 0) fail('extra_item', more[0])
      if (name !== NONE && !isDefined(name)) fail('unknown_name', name)
      quorum = name === NONE ? null : name
    } else fail('unknown_keyword', keyword)
    if (Math.max(logs.length, witnesses.length, groups.length) > MAX_LINES_OF_A_KIND) fail('too_large')
  }
  if (quorum === undefined) throw new PolicyError('no_quorum', 0)
  return { logs, witnesses, groups, quorum }
}

/** The lines as octet strings. Throws PolicyError for an octet that may not stand in a policy. */
function linesOf(bytes: Uint8Array): string[] {
  const lines: string[] = []
  let line = ''
  for (const byte of bytes) {
    if (byte === 0x0a) {
      lines.push(line)
      line = ''
    } else if (byte === 0x0d) throw new PolicyError('windows_line', lines.length + 1)
    else if ((byte < 0x20 && byte !== 0x09) || byte === 0x7f) throw new PolicyError('control', lines.length + 1)
    else line += String.fromCharCode(byte)
  }
  return line === '' ? lines : [...lines, line]
}

function readKey(
  crypto: Crypto,
  [octets, url, ...more]: readonly string[],
  types: readonly number[],
  known: readonly PolicyLog[],
  fail: (fault: PolicyFault, what?: string) => never,
): PolicyLog {
  if (octets === undefined) return fail('missing_item')
  if (more.length > 0) return fail('extra_item', more[0])
  const vkey = textOfOctets(octets)
  let key: VerifierKey
  try {
    key = parseVkey(crypto, vkey)
  } catch {
    return fail('bad_vkey', octets)
  }
  if (!types.includes(key.type)) return fail('wrong_key_type', octets)
  const hex = (k: VerifierKey) => k.publicKey.join()
  if (known.some((k) => hex(k.key) === hex(key))) return fail('duplicate_key', octets)
  if (url !== undefined && !/^https?:\/\/./.test(url)) return fail('bad_url', url)
  return { vkey, key, url: url === undefined ? null : textOfOctets(url) }
}

/** A name as people read it: its octets as UTF-8, and those that are none as they are. */
export function textOfOctets(octets: string): string {
  try {
    return utf8Decode(Uint8Array.from(octets, (c) => c.charCodeAt(0)))
  } catch {
    return octets
  }
}
