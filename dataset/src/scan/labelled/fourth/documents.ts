import type { SensitiveKind } from '../../kinds.ts'
import { arguable, holds, type Maker } from './cells.ts'
import { every, untidy } from './mess.ts'
import { type Person, person } from './people.ts'
import { pad, type Random } from './random.ts'
import { elsewhereCodes, regionCodes } from './regions.ts'

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check character of GB 11643 (ISO 7064 MOD 11-2). */
export const residentCheck = (body: string): string =>
  '10X98765432'.charAt(residentWeights.reduce((sum, weight, at) => sum + weight * Number(body.charAt(at)), 0) % 11)

const birth = (random: Random, year: number): string => `${year}${pad(random.int(1, 12))}${pad(random.int(1, 28))}`

export const residentId = (random: Random, who: Person = person(random)): string => {
  const code = random.chance(0.82) ? random.pick(regionCodes) : random.pick(elsewhereCodes)
  const order = random.int(0, 99) * 10 + random.int(0, 4) * 2 + (who.woman ? 0 : 1)
  const body = code + birth(random, who.year) + pad(Math.max(1, order), 3)
  return body + residentCheck(body)
}

/** Fifteen digits, as it was before 1999. */
const oldId = (random: Random): string => {
  const id = residentId(random, { name: '', woman: random.chance(0.4), year: random.int(1940, 1972) })
  return id.slice(0, 6) + id.slice(8, 17)
}

const idDialects = [
  (text: string) => text.replace('X', 'x'),
  (text: string) => text.replace(/^(.{6})(.{8})(.*)$/, '$1 $2 $3'),
  (text: string) => text.replace(/^(.{6})(.{8})(.*)$/, '$1-$2-$3'),
  (text: string) => `身份证:${text}`,
  (text: string) => `ID${text}`,
  every(4, ' '),
]

export const residents = (random: Random, kind: SensitiveKind = 'residentId'): Maker => {
  const old = random.pick([0, 0, 0, 0.02, 0.08])
  const maker: Maker = () => {
    const text = random.chance(old) ? oldId(random) : residentId(random)
    // a driving licence carries the number of the identity card: either name is right
    return kind === 'residentId'
      ? { text, kinds: ['residentId'], may: ['driverLicence'] }
      : { text, kinds: [kind], may: ['residentId'] }
  }
  return untidy(random, maker, { dialects: idDialects, mask: [6, 4] })
}

export const fifteenDigits =
  (random: Random): Maker =>
  () =>
    holds(random.chance(0.8) ? oldId(random) : residentId(random), 'residentId')

/** Residence permits of people from Hong Kong, Macao and Taiwan: eighteen digits, made like a resident's. */
export const residencePermits =
  (random: Random): Maker =>
  () => {
    const body = `${random.pick(['810000', '820000', '830000'])}${birth(random, random.int(1960, 2003))}${pad(random.int(1, 40), 3)}`
    return { text: body + residentCheck(body), kinds: ['residentId'], may: ['travelPermit'] }
  }

const noIO = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
export const passport = (random: Random): string =>
  random.pick([
    () => `E${random.digits(8)}`,
    () => `E${random.of(noIO, 1)}${random.digits(7)}`,
    () => `E${random.of(noIO, 1)}${random.digits(7)}`,
    () => `G${random.digits(8)}`,
    () => `PE${random.digits(7)}`,
    () => `SE${random.digits(7)}`,
  ])()

export const passports = (random: Random, foreign = 0.05): Maker => {
  const maker: Maker = () =>
    holds(
      random.chance(foreign)
        ? random.pick([
            () => `${random.pick(['TR', 'TZ', 'TK'])}${random.digits(7)}`,
            () => `M${random.digits(8)}`,
            () => `${random.int(400_000_000, 699_999_999)}`,
            () => `C${random.of('0123456789FGHJKLMNPRTVWXYZ', 8)}`,
            () => `AA${random.digits(7)}`,
            () => `B${random.digits(7)}`,
          ])()
        : passport(random),
      'passport',
    )
  return untidy(random, maker, {
    dialects: [(text) => text.toLowerCase(), (text) => `${text.slice(0, 1)} ${text.slice(1)}`, (text) => `护照${text}`],
    mask: [2, 3],
    typing: false,
  })
}

export const travelPermits = (random: Random): Maker => {
  const maker: Maker = () =>
    holds(
      random.pick([
        () => `H${random.digits(8)}`,
        () => `H${random.digits(8)}0${random.int(0, 3)}`,
        () => `M${random.digits(8)}`,
        () => random.pick(['0', '1', '2']) + random.digits(7),
        () => `C${random.digits(8)}`,
        () => `C${random.of(noIO, 1)}${random.digits(7)}`,
        () => `L${random.digits(8)}`,
      ])(),
      'travelPermit',
    )
  return untidy(random, maker, { mask: [3, 2], typing: false })
}

export const archives = (random: Random): Maker =>
  untidy(
    random,
    () =>
      holds(
        `52${random.pick(['01', '02', '03', '04', '22', '23', '24', '26', '27'])}${random.digits(8)}`,
        'driverArchive',
      ),
    { mask: [4, 4], typing: false, dialects: [(text) => `档案号${text}`] },
  )

export const seafarers = (random: Random): Maker => {
  const maker: Maker = () =>
    holds(
      `${random.of('ABCDEFG', 1)}${random.of('ABCDEFGHJK', 2)}${random.pick(['111', '112', '121', '131', '141', '211', '221', '311'])}${random.int(2009, 2025)}${random.digits(5)}`,
      'seafarer',
    )
  return untidy(random, maker, { typing: false, dialects: [(text) => text.toLowerCase(), (text) => `证${text}`] })
}

/** Seaman's books and service books: not the certificate, and numbered otherwise. */
export const seamanBooks =
  (random: Random): Maker =>
  () =>
    arguable(`${random.pick(['A', 'B'])}${random.digits(8)}`, 'seafarer', 'passport', 'travelPermit')

const mobileHeads = (
  '130 131 132 133 134 135 136 137 138 139 147 150 151 152 153 155 156 157 158 159 166 170 171 173 175 176 177 178 180 181 182 183 184 ' +
  '185 186 187 188 189 191 193 195 198 199 139 138 187 183 182 150'
).split(' ')
export const mobile = (random: Random): string => random.pick(mobileHeads) + random.digits(8)

export const mobiles = (random: Random): Maker =>
  untidy(random, () => holds(mobile(random), 'mobile'), {
    typing: false,
    mask: [3, 4],
    dialects: [
      (text) => text.replace(/^(.{3})(.{4})(.*)$/, '$1 $2 $3'),
      (text) => text.replace(/^(.{3})(.{4})(.*)$/, '$1-$2-$3'),
      (text) => text.replace(/^(.{4})(.{3})(.*)$/, '$1-$2-$3'),
      (text) => `+86${text}`,
      (text) => `+86 ${text}`,
      (text) => `86-${text}`,
      (text) => `0086${text}`,
      (text) => `0${text}`,
      (text) => `${text}.0`,
      (text) => `手机${text}`,
      (text) => `tel:${text}`,
    ],
  })

/** With the area code: eight digits in Guiyang, Zunyi and Anshun, seven elsewhere in the province. */
export const landline = (random: Random): readonly [area: string, number: string] =>
  random.chance(0.5)
    ? ['0851', `${random.pick(['85', '86', '88', '84', '28', '27', '33', '38'])}${random.digits(6)}`]
    : random.chance(0.85)
      ? [
          `085${random.pick(['4', '5', '6', '7', '8', '9'])}`,
          `${random.pick(['8', '3', '2', '7', '5'])}${random.digits(6)}`,
        ]
      : random.pick([
          ['023', `6${random.digits(7)}`],
          ['028', `8${random.digits(7)}`],
          ['010', `8${random.digits(7)}`],
          ['0771', `5${random.digits(6)}`],
        ] as const)

export const landlines = (random: Random): Maker => {
  const write = random.pick([
    (area: string, number: string) => `${area}-${number}`,
    (area: string, number: string) => `${area}-${number}`,
    (area: string, number: string) => area + number,
    (area: string, number: string) => `(${area})${number}`,
    (area: string, number: string) => `${area} ${number}`,
    (area: string, number: string) => `（${area}）${number}`,
    (area: string, number: string) => `+86-${area.slice(1)}-${number}`,
    (area: string, number: string) => `${area}－${number}转${random.int(1, 9)}0${random.int(1, 9)}`,
    (area: string, number: string) => `${area}-${number}-${random.int(800, 899)}`,
  ])
  return () => holds(write(...landline(random)), 'landline')
}

export const localLines =
  (random: Random): Maker =>
  () =>
    holds(landline(random)[1].replace(/^(.{4})/, random.chance(0.2) ? '$1-' : '$1'), 'landline')

export const luhn = (body: string): string => {
  let sum = 0
  for (let at = 0; at < body.length; at++) {
    const digit = Number(body.charAt(body.length - 1 - at)) * (at % 2 === 0 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return String((10 - (sum % 10)) % 10)
}

export const bankCard = (random: Random): string => {
  const [head, length] = random.pick([
    ['622202', 19],
    ['621226', 19],
    ['621700', 19],
    ['622848', 19],
    ['621661', 19],
    ['621799', 19],
    ['622260', 19],
    ['621779', 19],
    ['622588', 16],
    ['625955', 16],
    ['436742', 19],
    ['621483', 16],
    ['356833', 16],
  ] as const)
  const body = head + random.digits(length - head.length - 1)
  return body + luhn(body)
}

export const bankCards = (random: Random): Maker =>
  untidy(random, () => holds(bankCard(random), 'bankCard'), {
    mask: [6, 4],
    dialects: [every(4, ' '), every(4, '-'), (text) => `工行${text}`, (text) => `卡号：${text}`, every(4, '  ')],
  })

const creditSet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The code of an organisation by GB 11714: eight characters and a check. */
export const organisation = (random: Random): string => {
  const body = (random.chance(0.3) ? random.digits(8) : `MA${random.of(creditSet, 6)}`).slice(0, 8)
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce(
    (all, weight, at) => all + weight * '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(body.charAt(at)),
    0,
  )
  return body + ('0123456789X'.charAt(11 - (sum % 11)) || '0')
}

export const creditCode = (random: Random): string => {
  const body =
    random.pick(['91', '91', '91', '92', '12', '11', '93', '52']) + random.pick(regionCodes) + organisation(random)
  const sum = creditWeights.reduce((all, weight, at) => all + weight * creditSet.indexOf(body.charAt(at)), 0)
  return body + creditSet.charAt((31 - (sum % 31)) % 31)
}

export const creditCodes = (random: Random): Maker =>
  untidy(random, () => holds(creditCode(random), 'uscc'), {
    dialects: [
      (text) => text.toLowerCase(),
      (text) => text.replace(/^(.{2})(.{6})(.{9})(.)$/, '$1 $2 $3 $4'),
      every(6, '-'),
      (text) => `统一代码${text}`,
    ],
    mask: [6, 3],
  })
