import {
  certificatesOfPem,
  commonNameOf,
  parseIssuer,
  parseTrust,
  readCertificate,
  type Trust,
  toHex,
  utf8Encode,
} from '@datadeed/evidence'
import { element } from '../islands/verify/show.ts'
import { crypto } from './crypto.ts'
import type { Believed } from './examine.ts'
import { words } from './text.ts'

/** Text of a block of data in this page; null where the page came without it. */
function built(id: string): string | null {
  const content = document.getElementById(id)?.textContent?.trim()
  return content && content !== 'null' ? content : null
}

const attempt = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null
  }
}
const trustOf = (content: string) => attempt(() => parseTrust(crypto, content))
const issuerOf = (content: string) => attempt(() => parseIssuer(crypto.sha256, content))

/** Files that say whom to believe. */
export type BelievedKind = 'trust' | 'issuer' | 'status_list' | 'root'

/** Whom this page believes: what it came with, until somebody drops other files. */
export class Belief {
  now: Believed = { trust: null, issuer: null, lists: [], roots: [] }
  #from: string | null = null
  #digest = ''

  constructor() {
    const [trust, issuer] = [built('trust'), built('issuer')]
    this.now = { trust: trust ? trustOf(trust) : null, issuer: issuer ? issuerOf(issuer) : null, lists: [], roots: [] }
    this.#digest = trust ? digestOf(trust) : ''
  }

  /** Takes over a dropped file; what to say of it. */
  take(kind: BelievedKind, name: string, bytes: Uint8Array): string {
    const content = new TextDecoder().decode(bytes)
    if (kind === 'status_list') {
      this.now = { ...this.now, lists: [...this.now.lists, content.trim()] }
      return words.listKept
    }
    if (kind === 'root') {
      const roots = attempt(() => certificatesOfPem(content))
      if (roots) this.now = { ...this.now, roots: [...this.now.roots, ...roots] }
      return roots ? words.rootKept : words.rootBad
    }
    if (kind === 'issuer') {
      const issuer = issuerOf(content)
      if (issuer) this.now = { ...this.now, issuer }
      return issuer ? words.issuerChanged : words.issuerBad
    }
    const trust = trustOf(content)
    if (!trust) return words.trustBad
    this.now = { ...this.now, trust }
    this.#from = name
    this.#digest = digestOf(content)
    return words.trustChanged
  }

  show(): Node[] {
    const { trust, issuer, roots } = this.now
    if (!trust) return [element('p', 'alert wait', words.trustNone), pairs(rootRows(roots))]
    const origin = this.#from === null ? words.trustBuiltIn : words.trustFrom(this.#from)
    return [
      element('p', 'muted', origin),
      pairs([...rowsOf(trust, issuer?.name ?? null, this.#digest), ...rootRows(roots)]),
    ]
  }
}

/** A certificate is told by its name and digest. */
const rootRows = (roots: readonly Uint8Array[]) =>
  roots.map((der): [string, string] => [
    words.root,
    `${commonNameOf(readCertificate(der))} SHA-256 ${toHex(crypto.sha256(der))}`,
  ])

const digestOf = (content: string) => toHex(crypto.sha256(utf8Encode(content)))

function rowsOf(trust: Trust, issuer: string | null, digest: string): [string, string][] {
  const witnesses = new Map(trust.witnesses.map(({ name, operator }) => [name, operator]))
  const rows: [string, string | null][] = [
    [words.origin, trust.log.origin],
    [words.quorum, words.quorumOf(trust.quorum, witnesses.size)],
    [
      words.witnesses,
      [...witnesses].map(([name, operator]) => (operator === name ? name : `${operator} (${name})`)).join('；'),
    ],
    [words.authorities, [...new Set(trust.authorities?.map(({ name }) => name))].join('；') || null],
    [words.issuer, issuer],
    [words.digest, digest],
  ]
  return rows.flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : []))
}

const pairs = (rows: readonly (readonly [string, string])[]) =>
  element(
    'dl',
    'pairs',
    ...rows.map(([key, value]) => element('div', '', element('dt', '', key), element('dd', '', value))),
  )
