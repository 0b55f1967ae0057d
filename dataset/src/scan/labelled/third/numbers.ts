import type { Draw } from '../draw.ts'
import type { Cell } from '../labels.ts'
import { weighed, words } from './cells.ts'

// Check digits worked out here once more, so that a mistake in the scan's own arithmetic shows.
const withIdDigit = (body: string): string => {
  const sum = [...body].reduce((total, char, i) => total + Number(char) * 2 ** (17 - i), 0)
  return body + '10X98765432'[sum % 11]
}
const withLuhn = (body: string): string => {
  const sum = [...body].reverse().reduce((total, char, i) => {
    const digit = Number(char) * (i % 2 ? 1 : 2)
    return total + (digit > 9 ? digit - 9 : digit)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const withCreditDigit = (body: string): string => {
  let weight = 1
  let sum = 0
  for (const char of body) {
    sum += creditAlphabet.indexOf(char) * weight
    weight = (weight * 3) % 31
  }
  return body + creditAlphabet[(31 - (sum % 31)) % 31]
}
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
// The letters in the order of their values, with blanks where a value has none.
const vinRows = [' ABCDEFGH', ' JKLMN P R', '  STUVWXYZ']
const vinValue = (char: string): number =>
  char >= '0' && char <= '9' ? Number(char) : Math.max(...vinRows.map((row) => row.indexOf(char)))
const withVinDigit = (text: string): string => {
  const sum = [...text].reduce((total, char, i) => total + vinValue(char) * (vinWeights[i] ?? 0), 0) % 11
  return `${text.slice(0, 8)}${sum === 10 ? 'X' : sum}${text.slice(9)}`
}

const counties = words(
  '520111 520121 520181 520203 520281 520303 520323 520330 520382 520403 520425 520502 520523 520526 520602 520621 520628 522301 522322 522328 522601 522625 522635 522702 522725 522732 430181 430522 431228 450122 450324 451229 511722 510525 500116 500241 420281 360735 330381 320582 440981 532128 610822 341522 410928 371323 130682 211282 232301 620525',
)
const prefixes = words(
  '133 135 136 137 138 139 147 149 150 151 152 157 158 159 165 167 172 174 177 178 180 182 183 184 185 187 188 189 191 193 195 198 199',
)
const areaCodes = words(
  '010 021 025 027 028 0411 0571 0591 0595 0662 0717 0731 0739 0746 0771 0773 0798 0830 0851 0854 0855 0856 0857 0858 0859 0870 0938',
)
// Towns whose numbers have eight digits.
const long = words('0411 0571 0591 0595 0731 0851')
// Issuer and length: the number is that long with the check digit.
const cards: readonly (readonly [string, number])[] = [
  ['621462', 19],
  ['622150', 19],
  ['621799', 19],
  ['622841', 19],
  ['621771', 19],
  ['623036', 19],
  ['621559', 19],
  ['625965', 16],
  ['622575', 16],
  ['524031', 16],
  ['439188', 16],
  ['628366', 16],
]
const networks = words('5201 5201 5201 5201 4301 4501 5301 5101 5001 4401 3601 4201 3301 3501 6101 6201 1401 3401')
const mids = words('412 412 413 413 413 414 414 477 453 356 371 538 548 563 574 636')
const provinces = '贵贵贵贵贵湘桂云川渝粤鄂赣浙闽陕甘晋皖豫'
const plateLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Numbers of persons, vehicles and ships. */
export const createNumbers = (draw: Draw) => {
  const { one, digits, between, from, two, chance, date } = draw
  const grouped = (text: string, by: string): string => text.replace(/(\d{4})(?=\d)/g, `$1${by}`)
  const rawId = (): string => withIdDigit(`${one(counties)}${date(1956, 2007)}${digits(3)}`)
  const rawMobile = (): string => one(prefixes) + digits(8)
  const area = (): string => one(areaCodes)
  const line = (code: string): string => `${between(2, 8)}${digits(code.length === 3 || long.includes(code) ? 7 : 6)}`
  const civil = (): string => {
    const letters = one([0, 1, 1, 2])
    const places = new Set<number>()
    while (places.size < letters) places.add(between(0, 4))
    const tail = Array.from({ length: 5 }, (_, i) => (places.has(i) ? from(plateLetters, 1) : digits(1)))
    return `${one<string>(provinces)}${from('ABCDEFGHJ', 1)}${tail.join('')}`
  }
  const rawPlate = (): string =>
    one<() => string>([
      civil,
      civil,
      civil,
      civil,
      () => `${one<string>(provinces)}${from('ABCDEG', 1)}${from('DF', 1)}${digits(5)}`,
      () => `${one<string>(provinces)}${from('ABCE', 1)}${from('DF', 1)}${from(plateLetters, 1)}${digits(4)}`,
      () => `${one<string>(provinces)}${from('ABCE', 1)}${digits(5)}${from('DF', 1)}`,
      () => `${one<string>(provinces)}${from('ABCDEFG', 1)}${digits(4)}挂`,
      () => `${one<string>(provinces)}${from('ABC', 1)}${from(plateLetters, 1)}${digits(3)}挂`,
      () => `${one<string>(provinces)}A${digits(4)}学`,
      () => `${one<string>(provinces)}${from('ABO', 1).replace('O', 'C')}${digits(4)}警`,
    ])()
  const issued = (): string => `${two(between(14, 24))}${two(between(1, 52))}`
  const card16 = (): string => `${issued()}${one(['22', '23', '23'])}${two(between(0, 3))}${digits(8)}`
  const card20 = (): string => `${one(networks)}${card16()}`
  return {
    rawMobile,
    rawPlate,
    rawId,
    county: () => one(counties),
    residentId: (): Cell => [chance(0.02) ? rawId().replace('X', 'x') : rawId(), 'residentId'],
    oldId: (): Cell => [
      `${one(counties)}${two(between(30, 84))}${two(between(1, 12))}${two(between(1, 28))}${digits(3)}`,
      'residentId',
    ],
    driverLicence: (): Cell => [rawId(), 'driverLicence'],
    driverArchive: (): Cell => [`${one(counties).slice(0, 4)}${two(between(0, 24))}${digits(6)}`, 'driverArchive'],
    passport: (): Cell => [
      one([
        () => `E${digits(8)}`,
        () => `E${from('ABCDEFGHJK', 1)}${digits(7)}`,
        () => `G${digits(8)}`,
        () => `PE${digits(7)}`,
        () => `SE${digits(7)}`,
      ])(),
      'passport',
    ],
    travelPermit: (): Cell => [
      one([
        () => `C${digits(8)}`,
        () => `C${from('ABCDEFG', 1)}${digits(7)}`,
        () => `H${digits(8)}`,
        () => `M${digits(8)}`,
        () => `L${digits(8)}`,
        () => `T${digits(8)}`,
      ])(),
      'travelPermit',
    ],
    seafarer: (): Cell => [
      `${from('ABCD', 1)}${from('AEJ', 1)}${from('ABCDE', 1)}${from('123', 3)}20${two(between(12, 25))}${digits(one([4, 5]))}`,
      'seafarer',
    ],
    mobile: (): Cell => {
      const raw = rawMobile()
      return weighed(
        draw,
        [80, () => [raw, 'mobile']],
        [5, () => [`${raw.slice(0, 3)} ${raw.slice(3, 7)} ${raw.slice(7)}`, 'mobile']],
        [4, () => [`${raw.slice(0, 3)}-${raw.slice(3, 7)}-${raw.slice(7)}`, 'mobile']],
        [4, () => [`+86-${raw}`, 'mobile']],
        [3, () => [`86${raw}`, 'mobile']],
        [4, () => [`${raw};${rawMobile()}`, 'mobile']],
      )
    },
    landline: (): Cell => {
      const code = area()
      const number = line(code)
      return weighed(
        draw,
        [50, () => [`${code}-${number}`, 'landline']],
        [15, () => [`${code}${number}`, 'landline']],
        [12, () => [`(${code})${number}`, 'landline']],
        [8, () => [`${code} ${number}`, 'landline']],
        [8, () => [`${code}-${number}-${between(1, 899)}`, 'landline']],
        [7, () => [`${code}-${number}、${code}-${line(code)}`, 'landline']],
      )
    },
    email: (): Cell => [
      `${one([`${between(100_000, 999_999_999)}`, `${from('abcdefghijklmnopqrstuvwxyz', between(4, 9))}${between(0, 99)}`, `${from('chenliuwangzy', 3)}.${from('aeiouxyz', 4)}`, `${from('gzjtysc', 4)}_${two(between(1, 60))}`])}@${one(words('qq.com 163.com 139.com sina.com foxmail.com gzjtjt.com.cn hotmail.com vip.qq.com guizhou.gov.cn 189.cn'))}`,
      'email',
    ],
    bankCard: (): Cell => {
      const [issuer, length] = one(cards)
      const card = withLuhn(issuer + digits(length - issuer.length - 1))
      return [chance(0.15) ? grouped(card, one([' ', '-'])) : card, 'bankCard']
    },
    uscc: (): Cell => [
      withCreditDigit(
        `${one(words('91 91 91 91 92 12 52 93'))}${one(counties)}${one(['MA', 'MAC', 'MAD', '77', '21', '70'])}${from('0123456789ABCDEFGHJKLMNPQRTUWXY', 9)}`.slice(
          0,
          17,
        ),
      ),
      'uscc',
    ],
    plate: (): Cell => {
      const raw = rawPlate()
      return weighed(
        draw,
        [70, () => [raw, 'plate']],
        [12, () => [`${raw}_${between(0, 6)}`, 'plate']],
        [8, () => [`${raw.slice(0, 2)}·${raw.slice(2)}`, 'plate']],
        [3, () => [`${raw.slice(0, 2)} ${raw.slice(2)}`, 'plate']],
        [4, () => [`${raw}${one(['黄', '蓝', '绿', '黄绿'])}`, 'plate']],
        [3, () => [`${raw}-${one(['黄', '蓝'])}`, 'plate']],
      )
    },
    vin: (): Cell => {
      const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'
      const maker = one(words('LZZ LZG LKL LGA LFN LJ1 LA9 LZY LB3 LJD LVG LS5 LNB LDN L10 WDD'))
      return [
        withVinDigit(`${maker}${from(alphabet, 5)}0${from('HJKLMNPRSTVWXY', 1)}${from(alphabet, 1)}${digits(6)}`),
        'vin',
      ]
    },
    obu: (): Cell => [`${one(networks)}${two(between(14, 24))}${one(words('01 02 05 11 21'))}${digits(8)}`, 'obu'],
    etcCard: (): Cell =>
      weighed(
        draw,
        [88, () => [card20(), 'etcCard']],
        [7, () => [grouped(card20(), ' '), 'etcCard']],
        [3, () => [`'${card20()}`, 'etcCard']],
        [2, () => [` ${card20()}`, 'etcCard']],
      ),
    /** The inner number alone, as where the network stands in a column of its own. */
    etcInner: (): Cell => [card16(), 'etcCard'],
    network: (): string => one(networks),
    mmsi: (): Cell => [`${one(mids)}${digits(6)}`, 'mmsi'],
    imo: (): Cell => {
      const body = `${one(['8', '9', '9'])}${digits(5)}`
      const sum = [...body].reduce((total, char, i) => total + Number(char) * (7 - i), 0)
      return [`${chance(0.2) ? 'IMO ' : ''}${body}${sum % 10}`, 'imo']
    },
  }
}

export type Numbers = ReturnType<typeof createNumbers>
