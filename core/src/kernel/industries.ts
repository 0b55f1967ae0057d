import data from './tables/industries.json' with { type: 'json' }

export type IndustryLevel = 'division' | 'group' | 'class'
/**
 * An industry by GB/T 4754-2017. `zone` is `transport` for section G; `neighbour` for the others whose data sets reach
 * the transport zone only through their scenario.
 */
export type Industry = {
  code: string
  name: string
  level: IndustryLevel
  parent: string | null
  zone: 'transport' | 'neighbour'
}

const transport: Industry[] = data.divisions.flatMap((division) => [
  { code: division.code, name: division.name, level: 'division', parent: null, zone: 'transport' },
  ...division.groups.flatMap((group): Industry[] => [
    { code: group.code, name: group.name, level: 'group', parent: division.code, zone: 'transport' },
    ...group.classes.map(
      ({ code, name }): Industry => ({ code, name, level: 'class', parent: group.code, zone: 'transport' }),
    ),
  ]),
])

/** Names from general knowledge of GB/T 4754-2017; the standard itself was not at hand. */
const neighbours: Industry[] = (
  [
    ['48', '土木工程建筑业', 'division'],
    ['65', '软件和信息技术服务业', 'division'],
    ['68', '保险业', 'division'],
    ['7291', '旅行社及相关服务', 'class'],
    ['7410', '气象服务', 'class'],
  ] as const
).map(([code, name, level]) => ({ code, name, level, parent: null, zone: 'neighbour' }))

/** Section G whole, then the neighbours. */
export const industries: readonly Industry[] = [...transport, ...neighbours]

const byCode = new Map(industries.map((industry) => [industry.code, industry]))

export function findIndustry(code: string): Industry | undefined {
  return byCode.get(code)
}

/** True for section G (transport, storage and post). */
export function isTransportIndustry(code: string): boolean {
  return byCode.get(code)?.zone === 'transport'
}

/** Names from the division down, for a label: 道路运输业 / 道路货物运输 / 冷藏车道路运输. Unknown codes come back as they are. */
export function industryName(code: string): string {
  const names: string[] = []
  for (let at = byCode.get(code); at; at = byCode.get(at.parent ?? '')) if (at.name !== names[0]) names.unshift(at.name)
  return names.join(' / ') || code
}
