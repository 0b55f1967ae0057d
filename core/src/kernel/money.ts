/** Money is an integer number of fen (1/100 yuan). */
export type Fen = bigint

/** Reads yuan from a decimal string such as `1234.5` or `1,234.50`; undefined when it is not one. At most 16 digits before the point. */
export function parseYuan(text: string): Fen | undefined {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/,(?=\d{3}(\D|$|,))/g, ''))
  if (!match) return undefined
  const fen = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'))
  return match[1] ? -fen : fen
}

/** Yuan with two decimals, as in JSON and `numeric(18,2)`: `1234.50`. */
export function toYuan(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Yuan as a Chinese reader writes it: 1,234.50 元; from ten thousand on in 万元 or 亿元, exact to the fen. */
export function formatYuanZh(fen: Fen): string {
  const size = fen < 0n ? -fen : fen
  const sign = fen < 0n ? '-' : ''
  const [unit, name] =
    size >= 10_000_000_000n ? [10_000_000_000n, '亿元'] : size >= 1_000_000n ? [1_000_000n, '万元'] : [100n, '元']
  const whole = (size / unit).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  const places = unit.toString().length - 1
  const rest = (size % unit).toString().padStart(places, '0').replace(/0+$/, '')
  const decimals = unit === 100n ? rest.padEnd(2, '0') : rest
  return `${sign}${whole}${decimals ? `.${decimals}` : ''} ${name}`
}
