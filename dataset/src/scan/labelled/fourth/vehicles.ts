import { arguable, holds, type Maker } from './cells.ts'
import { every, untidy } from './mess.ts'
import type { Random } from './random.ts'

const office = (random: Random): string =>
  random.chance(0.85)
    ? `贵${random.of('ABCDEFGHJ', 1)}`
    : random.pick(['渝A', '川E', '云D', '湘N', '桂B', '粤B', '川Q', '渝D', '鄂A', '京N', '浙G', '云C'])

const tail = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

export const civil = (random: Random): string =>
  office(random) +
  random.pick([
    () => random.digits(5),
    () => random.digits(5),
    () => random.of(tail, 1) + random.digits(4),
    () => random.digits(4) + random.of(tail, 1),
    () => `${random.digits(3)}${random.of(tail, 2)}`,
    () => random.digits(2) + random.of(tail, 1) + random.digits(2),
    () => random.of(tail, 2) + random.digits(3),
  ])()

const newEnergy = (random: Random): string =>
  office(random) +
  (random.chance(0.7)
    ? random.of('DDDDFABC', 1) + random.of('0123456789ABCDEFGH', 1) + random.digits(4)
    : random.digits(5) + random.of('DF', 1))

const trailer = (random: Random): string =>
  `${office(random)}${random.chance(0.7) ? random.digits(4) : random.of(tail, 1) + random.digits(3)}挂`
const police = (random: Random): string => `${office(random)}${random.digits(4)}警`
const embassy = (random: Random): string =>
  random.chance(0.5) ? `使${random.int(101, 320)}${random.digits(3)}` : `${random.int(101, 320)}${random.digits(3)}使`

const rare = (random: Random): string =>
  random.pick([
    () => `粤Z${random.of(tail, 1)}${random.digits(3)}${random.pick(['港', '澳'])}`,
    () => `贵A${random.digits(4)}学`,
    () => `川A${random.digits(4)}领`,
    () => `WJ贵${random.digits(5)}`,
    () => police(random),
    () => embassy(random),
  ])()

const dialects = [
  (text: string) => text.replace(/^(贵.|..)/, '$1·'),
  (text: string) => text.replace(/^(..)/, '$1 '),
  (text: string) => text.replace(/^(..)/, '$1-'),
  (text: string) => text.toLowerCase(),
  (text: string) => `${text}_1`,
  (text: string) => `${text}（黄）`,
  (text: string) => `黄${text}`,
  (text: string) => `车牌${text}`,
  (text: string) => text.replace(/^(..)/, '$1.'),
]

export type Fleet = 'mixed' | 'trailers' | 'newEnergy' | 'police' | 'embassy' | 'civil'

export const plates = (random: Random, fleet: Fleet = 'mixed'): Maker => {
  const one = {
    civil: () => civil(random),
    trailers: () => trailer(random),
    newEnergy: () => newEnergy(random),
    police: () => police(random),
    embassy: () => embassy(random),
    mixed: () => {
      const lot = random.next()
      return lot < 0.68 ? civil(random) : lot < 0.88 ? newEnergy(random) : lot < 0.96 ? trailer(random) : rare(random)
    },
  }[fleet]
  return untidy(random, () => holds(one(), 'plate'), {
    dialects: fleet === 'embassy' ? [] : dialects,
    mask: [2, 2],
    typing: false,
  })
}

/** As depots say it among themselves, without the province. */
export const shortPlates =
  (random: Random): Maker =>
  () =>
    holds(civil(random).slice(1), 'plate')

const vinValues: Record<string, number> = Object.fromEntries(
  [...'ABCDEFGH']
    .map((letter, at) => [letter, at + 1] as const)
    .concat(
      [...'JKLMN'].map((letter, at) => [letter, at + 1] as const),
      [['P', 7] as const, ['R', 9] as const],
      [...'STUVWXYZ'].map((letter, at) => [letter, at + 2] as const),
    ),
)
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

export const vinCheck = (vin: string): string => {
  const sum = vinWeights.reduce((all, weight, at) => {
    const letter = vin.charAt(at)
    return all + weight * (vinValues[letter] ?? Number(letter))
  }, 0)
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

export const vin = (random: Random): string => {
  const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'
  const maker = random.pick(
    'LZW LSV LGX LFV LVH LGB LZY LGA LFW LJ1 LB3 LVB LA9 LKH LUC LNB LZG LS5 LE4 WBA JTD'.split(' '),
  )
  const body = `${maker}${random.of(letters, 5)}0${random.of('FGHJKLMNPRS', 1)}${random.of(letters, 1)}${random.digits(6)}`
  return body.slice(0, 8) + vinCheck(body) + body.slice(9)
}

export const vins = (random: Random): Maker =>
  untidy(random, () => holds(vin(random), 'vin'), {
    dialects: [
      (text) => text.toLowerCase(),
      every(4, ' '),
      (text) => `VIN:${text}`,
      (text) => `*${text}*`,
      (text) => `${text.slice(0, 8)}-${text.slice(8)}`,
    ],
    mask: [8, 4],
  })

/** The last six or eight characters, as repair shops note them: they do not name one vehicle in the country. */
export const vinTails =
  (random: Random): Maker =>
  () =>
    arguable(vin(random).slice(-random.pick([6, 8])), 'vin')

const networks = [
  '5201',
  '5201',
  '5201',
  '5201',
  '5201',
  '5001',
  '5101',
  '5301',
  '4501',
  '4301',
  '4401',
  '3301',
  '3701',
]

export const obus = (random: Random): Maker =>
  untidy(
    random,
    () =>
      holds(
        `${random.pick(networks)}${random.int(14, 25)}${random.pick(['01', '23', '47', '12'])}${random.digits(8)}`,
        'obu',
      ),
    {
      typing: false,
      mask: [6, 4],
      dialects: [every(4, ' '), (text) => `OBU${text}`, (text) => `${text.slice(0, 4)}-${text.slice(4)}`],
    },
  )

export const etcCards = (random: Random): Maker =>
  untidy(
    random,
    () =>
      holds(
        `${random.pick(networks)}${random.int(14, 25)}${random.int(10, 52)}${random.pick(['22', '23'])}${random.pick(['01', '02', '00'])}${random.digits(8)}`,
        'etcCard',
      ),
    {
      typing: false,
      mask: [8, 4],
      dialects: [every(4, ' '), (text) => `${text.slice(0, 4)}_${text.slice(4)}`, (text) => `卡${text}`],
    },
  )

export const mmsis = (random: Random): Maker =>
  untidy(
    random,
    () =>
      holds(
        random.chance(0.9)
          ? `${random.pick(['412', '413', '413', '414'])}${random.digits(6)}`
          : `${random.pick(['477', '563', '538', '351', '636', '440', '574'])}${random.digits(6)}`,
        'mmsi',
      ),
    { typing: false, dialects: [(text) => `MMSI ${text}`, (text) => every(3, ' ')(text)] },
  )

export const imos = (random: Random): Maker => {
  const prefix = random.pick(['', '', 'IMO ', 'IMO'])
  return () => {
    const body = String(random.int(910_000, 998_999))
    const check = [7, 6, 5, 4, 3, 2].reduce((sum, weight, at) => sum + weight * Number(body.charAt(at)), 0) % 10
    return holds(`${prefix}${body}${check}`, 'imo')
  }
}
