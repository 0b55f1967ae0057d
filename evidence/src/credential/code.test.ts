import { describe, expect, it } from 'vitest'
import { code, codeContent, codeKey, crypto, issuer, NOW, sha256, statusList } from '../../scripts/world-credential.ts'
import { MAX_CODE_NAME, makeCode, readCode, shortenName, verifyCode } from './index.ts'

const ask = (text: string) => verifyCode({ text, issuer, statusList: statusList(), now: NOW }, crypto)
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

describe('an offline code', () => {
  it('says what it was made of', () => {
    expect(readCode(code)).toMatchObject(codeContent)
    expect(ask(code).outcome).toBe('valid')
  })

  it('is never valid with any one character changed, and says why', () => {
    for (let at = 0; at < code.length; at++) {
      const other = ALPHABET[(ALPHABET.indexOf(code[at] ?? '') + 1 + (at % 31)) % 32] ?? 'A'
      if (other === code[at]) continue
      const verdict = ask(code.slice(0, at) + other + code.slice(at + 1))
      expect({
        at,
        valid: verdict.outcome === 'valid',
        reasons: verdict.reasons.length > 0,
        claims: verdict.claims,
      }).toEqual({
        ...{ at, valid: false, reasons: true, claims: null },
      })
    }
  })

  it('takes the longest names there are room for', () => {
    const name = '𠮷'.repeat(200)
    const short = shortenName(name)
    expect(new TextEncoder().encode(short).length).toBeLessThanOrEqual(MAX_CODE_NAME)
    expect(short.endsWith('…') && short.isWellFormed()).toBe(true)
    const text = makeCode(sha256, codeKey, { ...codeContent, holder: short, title: short })
    expect(text.length).toBeLessThanOrEqual(800)
    expect(ask(text).reasons.map(({ code }) => code)).toEqual(['code_shortened'])
  })

  it('takes any name there is, made fit', () => {
    for (const name of ['', '\u202e甲\u0000', 'e\u0301', '\ud800乙', '丙\n丁'])
      expect(ask(makeCode(sha256, codeKey, { ...codeContent, title: shortenName(name) })).outcome).toBe('valid')
  })

  it('is not made of what could not be read back', () => {
    const make = (more: object) => () => makeCode(sha256, codeKey, { ...codeContent, ...more })
    for (const more of [
      { holder: '' },
      { holder: '甲'.repeat(61) },
      { title: 'e\u0301' },
      { title: '\u202e' },
      { title: '\ud800' },
      { certificateNumber: '1' },
      { certificateNumber: '1'.repeat(18) },
      { issuedOn: '2026-02-30' },
      { issuedOn: '2200-01-01' },
      { logIndex: 2 ** 48 },
      { statusList: -1 },
      { statusIndex: 2 ** 32 },
    ])
      expect(make(more), JSON.stringify(more)).toThrow()
  })
})
