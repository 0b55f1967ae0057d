import { describe, expect, it } from 'vitest'
import * as w from '../../scripts/world-credential.ts'
import { presentSdJwt, verifyCredential } from './index.ts'

const statusList = w.statusList()
const ask = (text: string | Uint8Array, more: { issuer?: typeof w.issuer | null; statusList?: string } = {}) =>
  verifyCredential({ text, issuer: w.issuer, statusList, now: w.NOW, ...more }, w.crypto)
const other = (character: string | undefined) => (character === 'A' ? 'B' : 'A')

describe('a credential', () => {
  it('is never valid with any one character changed, left out or doubled', () => {
    const { credential } = w
    for (let at = 0; at < credential.length; at++) {
      const [before, after] = [credential.slice(0, at), credential.slice(at + 1)]
      const changed = [
        before + other(credential[at]) + after,
        before + after,
        before + credential[at] + credential.slice(at),
      ]
      // One in three is enough for the two that shift everything after them.
      for (const text of at % 3 === 0 ? changed : changed.slice(0, 1)) {
        if (text === credential) continue
        const verdict = ask(text)
        expect([at, verdict.outcome, verdict.reasons.length > 0]).toEqual([
          at,
          verdict.outcome === 'valid' ? 'not valid' : verdict.outcome,
          true,
        ])
      }
    }
  })

  it('is never valid with a status list changed in any one character', () => {
    for (let at = 0; at < statusList.length; at++) {
      const changed = statusList.slice(0, at) + other(statusList[at]) + statusList.slice(at + 1)
      expect([at, ask(w.credential, { statusList: changed }).outcome === 'valid']).toEqual([at, false])
    }
  })

  it('shows just what was chosen, whatever the choice', () => {
    const names = Object.keys(w.claims)
    for (let choice = 0; choice < 1 << names.length; choice += 7) {
      const chosen = names.filter((_, i) => choice & (1 << i))
      const { outcome, claims } = ask(presentSdJwt(w.sha256, w.credential, new Set(chosen)))
      expect([outcome, names.filter((name) => claims?.[name] !== undefined)]).toEqual(['valid', chosen])
    }
  })

  it('never throws, whatever is given', () => {
    const odd: (string | Uint8Array)[] = [
      ...['', '~', '~~', '.~', '..~', 'a.b.c~', '{}', '[]', 'null', '{"format":"datadeed-credential/1"}', '\ud800~'],
      ...['eyJ9..~', `${'~'.repeat(200)}`, '{"__proto__":1}', '\u0000', '𠮷~'],
      ...[new Uint8Array(), Uint8Array.of(0xff, 0xfe), new Uint8Array(3_000_000), new Uint8Array(1000).fill(0x7b)],
    ]
    for (const text of odd) expect(ask(text)).toMatchObject({ outcome: 'invalid', claims: null })
    for (const list of ['', '..', 'a.b.c', '{}', 'x'.repeat(2_000_000)])
      expect(ask(w.credential, { statusList: list }).outcome).toBe('invalid')
  })
})
