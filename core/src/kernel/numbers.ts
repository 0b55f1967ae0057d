import type { RulePack } from './rule-pack.ts'

export type NumberKind = 'deposit' | 'application' | 'notice' | 'objection'
export type NumberParts = { year: number; seq: number; month?: number; registrar?: string; kind?: string }

/**
 * Fills a pattern of the rule pack: `{year}` `{month}` `{registrar}` `{kind}` and `{seq}` or, padded to a width,
 * `{seq:6}`. Throws RangeError when a part is missing or the sequence does not fit, rather than give out a number twice.
 */
export function formatNumber(pattern: string, parts: NumberParts): string {
  return pattern.replace(/\{(\w+)(?::(\d+))?\}/g, (_, key: string, width?: string) => {
    const value = parts[key as keyof NumberParts]
    if (value === undefined) throw new RangeError(`number pattern ${pattern} needs ${key}`)
    const text = String(value).padStart(key === 'month' ? 2 : Number(width ?? 0), '0')
    const fits = key === 'month' ? /^(0[1-9]|1[0-2])$/.test(text) : key === 'year' ? /^\d{4}$/.test(text) : true
    const room = width === undefined || text.length <= Number(width)
    if (!fits || !room || (key === 'seq' && !/^\d*[1-9]\d*$/.test(text)))
      throw new RangeError(`${key} ${value} does not fit ${pattern}`)
    return text
  })
}

/** The expression that numbers of a pattern match. */
export function numberExpression(pattern: string): RegExp {
  const parts: Record<string, string> = {
    year: '\\d{4}',
    month: '(?:0[1-9]|1[0-2])',
    registrar: '\\d{4}',
    kind: '\\p{Script=Han}+',
  }
  const body = pattern
    .split(/(\{[^}]+\})/)
    .map((piece) => {
      const [, key = '', width] = /^\{(\w+)(?::(\d+))?\}$/.exec(piece) ?? []
      if (!key) return piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
      return key === 'seq' ? `\\d${width ? `{${width}}` : '+'}` : (parts[key] ?? '')
    })
    .join('')
  return new RegExp(`^${body}$`, 'u')
}

/** A public number of the platform, e.g. `GZJT-C-2026-000001`. */
export function platformNumber(pack: RulePack, kind: NumberKind, year: number, seq: number): string {
  return formatNumber(pack.numbers[kind], { year, seq })
}

/** The number of an official letter, e.g. 黔数知补〔2026〕1号. `letter` is a key of the pack's `letterKinds`. */
export function letterNumber(pack: RulePack, letter: string, year: number, seq: number): string {
  const kind = pack.numbers.letterKinds[letter]
  if (kind === undefined) throw new RangeError(`rule pack has no letter ${letter}`)
  return formatNumber(pack.numbers.letter, { year, seq, kind })
}

/** 17 digits: year, month, registrar, running number (the split 4+2+4+7 is inferred, not published). */
export const certificateNumberExpression = /^\d{4}(0[1-9]|1[0-2])\d{4}\d{7}$/
/** 16 characters, opaque: the widths and the check rule of the national number are not published. */
export const registrationNumberExpression = /^[0-9A-Z]{16}$/

export const sourceCodes = { personal: '1', enterprise: '2', public: '3', mixed: '9' } as const
export type SourceCode = keyof typeof sourceCodes
export const registrantCodes = { enterprise: '1', institution: '2', government: '3', social: '4', person: '5' } as const
export type RegistrantCode = keyof typeof registrantCodes

/** What a numbering authority is told of an entry; the sequences are allotted by the caller inside its transaction. */
export type NumberRequest = {
  /** Day of registration, `YYYY-MM-DD`. */
  registeredOn: string
  /** Year of application. */
  appliedIn: number
  source: SourceCode
  registrant: RegistrantCode
  certificateSeq: number
  registrationSeq: number
}
/** Who gives out certificate and registration numbers. The national office does in earnest; the built-in one is local. */
export type NumberAuthority = {
  id: string
  /** True when the numbers are not the national office's, which every certificate must then say. */
  local: boolean
  allot(request: NumberRequest): { certificateNumber: string; registrationNumber: string }
}

/**
 * LOCAL authority. The certificate number follows the pack; the registration number is year of application + source
 * code + registrant code + 9 digits + check by ISO 7064 MOD 37,36. Code values and check are OURS, not the national rule.
 */
export function localAuthority(pack: RulePack): NumberAuthority {
  return {
    id: `local-${pack.jurisdiction}`,
    local: true,
    allot: ({ registeredOn, appliedIn, source, registrant, certificateSeq, registrationSeq }) => {
      const [year, month] = registeredOn.split('-').map(Number)
      const certificateNumber = formatNumber(pack.numbers.certificate, {
        year: year ?? 0,
        month: month ?? 0,
        registrar: pack.registrar.code,
        seq: certificateSeq,
      })
      const head = `{year}${sourceCodes[source]}${registrantCodes[registrant]}{seq:9}`
      const body = formatNumber(head, { year: appliedIn, seq: registrationSeq })
      return { certificateNumber, registrationNumber: body + checkCharacter(body) }
    },
  }
}

/** True when a 16-character number carries the LOCAL check character. National numbers need not. */
export function isLocalRegistrationNumber(number: string): boolean {
  return registrationNumberExpression.test(number) && checkCharacter(number.slice(0, 15)) === number[15]
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The check character of ISO 7064 MOD 37,36 (GB/T 17710) for digits and capital letters. Throws RangeError on others. */
export function checkCharacter(body: string): string {
  let product = 36
  for (const char of body) {
    const value = ALPHANUMERIC.indexOf(char)
    if (value < 0) throw new RangeError(`not a digit or capital letter: ${char}`)
    product = (((product + value) % 36 || 36) * 2) % 37
  }
  return ALPHANUMERIC.charAt((37 - product) % 36)
}
