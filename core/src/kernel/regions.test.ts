import { describe, expect, it } from 'vitest'
import { findIndustry, industries, industryName, isTransportIndustry } from './industries.ts'
import {
  counties,
  countiesOf,
  findRegion,
  isWithin,
  prefectureOf,
  prefectures,
  regionName,
  reportingUnits,
} from './regions.ts'

describe('regions', () => {
  it('holds 9 prefectures, 88 counties and 10 reporting units, all codes distinct', () => {
    expect([prefectures.length, counties.length, reportingUnits.length]).toEqual([9, 88, 10])
    expect(new Set([...reportingUnits, ...counties].map((r) => r.code)).size).toBe(98)
    for (const county of counties) expect(county.code.slice(0, 4)).toBe(county.parent?.slice(0, 4))
  })
  it('names and nests them', () => {
    expect(regionName('520102')).toBe('贵州省贵阳市南明区')
    expect(prefectureOf('522732')?.code).toBe('522700')
    expect(prefectureOf('520000')).toBeUndefined()
    expect(countiesOf('520200')).toHaveLength(4)
    expect(findRegion('GAXQ')).toMatchObject({ pseudo: true })
    expect([isWithin('520102', '520100'), isWithin('520102', '520200'), isWithin('GAXQ', '520000')]).toEqual([
      true,
      false,
      true,
    ])
    expect([isWithin('999999', '520000'), regionName('999999')]).toEqual([false, '999999'])
  })
})

describe('industries', () => {
  it('holds the 67 classes of section G in 8 divisions, codes nested and distinct', () => {
    const g = industries.filter((i) => i.zone === 'transport')
    expect(g.filter((i) => i.level === 'class')).toHaveLength(67)
    expect(g.filter((i) => i.level === 'division')).toHaveLength(8)
    for (const i of g) expect(i.code.startsWith(i.parent ?? '')).toBe(true)
    expect(new Set(industries.map((i) => i.code)).size).toBe(industries.length)
  })
  it('tells the zone from its neighbours', () => {
    expect([isTransportIndustry('5443'), isTransportIndustry('7410'), isTransportIndustry('0111')]).toEqual([
      true,
      false,
      false,
    ])
    expect(findIndustry('7410')?.name).toBe('气象服务')
    expect(industryName('5432')).toBe('道路运输业 / 道路货物运输 / 冷藏车道路运输')
    expect(industryName('5320')).toBe('铁路运输业 / 铁路货物运输')
  })
})
