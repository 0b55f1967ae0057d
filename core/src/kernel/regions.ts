import data from './tables/regions.json' with { type: 'json' }

export type RegionLevel = 'province' | 'prefecture' | 'county'
/** A region by GB/T 2260. `pseudo` marks a reporting unit that has no code in the standard. */
export type Region = { code: string; name: string; level: RegionLevel; parent: string | null; pseudo: boolean }

/** 贵安新区 reports beside the nine prefectures but has no GB/T 2260 code; this one is internal and only for reporting. */
export const GUIAN = 'GAXQ'

export const province: Region = { ...data.province, level: 'province', parent: null, pseudo: false }

/** The nine prefectures, in code order. */
export const prefectures: readonly Region[] = data.prefectures.map(({ code, name }) => ({
  code,
  name,
  level: 'prefecture',
  parent: province.code,
  pseudo: false,
}))

/** The 88 counties, in code order. */
export const counties: readonly Region[] = data.prefectures.flatMap((prefecture) =>
  prefecture.counties.map(({ code, name }) => ({
    code,
    name,
    level: 'county' as const,
    parent: prefecture.code,
    pseudo: false,
  })),
)

/** The nine prefectures and 贵安新区: the rows of every report by region. */
export const reportingUnits: readonly Region[] = [
  ...prefectures,
  { code: GUIAN, name: '贵安新区', level: 'prefecture', parent: province.code, pseudo: true },
]

const byCode = new Map([province, ...reportingUnits, ...counties].map((region) => [region.code, region]))

/** The region of a code, or undefined outside Guizhou. */
export function findRegion(code: string): Region | undefined {
  return byCode.get(code)
}

export function countiesOf(prefectureCode: string): Region[] {
  return counties.filter((county) => county.parent === prefectureCode)
}

/** The reporting unit a region lies in; undefined for the province and for unknown codes. */
export function prefectureOf(code: string): Region | undefined {
  const region = byCode.get(code)
  if (region?.level === 'county') return byCode.get(region.parent ?? '')
  return region?.level === 'prefecture' ? region : undefined
}

/** True when `code` is `scope` or lies within it: the province covers all, a prefecture its counties. */
export function isWithin(code: string, scope: string): boolean {
  for (let at = byCode.get(code); at; at = byCode.get(at.parent ?? '')) if (at.code === scope) return true
  return false
}

/** The full name from the province down: 贵州省贵阳市南明区. Unknown codes come back as they are. */
export function regionName(code: string): string {
  let name = ''
  for (let at = byCode.get(code); at; at = byCode.get(at.parent ?? '')) name = at.name + name
  return name || code
}
