import { arguable, holds, type Maker, plain } from './cells.ts'
import type { Random } from './random.ts'
import { counties } from './regions.ts'

const streets =
  '中华南路 延安中路 宝山北路 瑞金南路 遵义路 北京路 黔灵山路 长岭北路 兴筑西路 花溪大道北段 人民路 解放东路 建设西路 环城北路 文化路 民族路 迎宾大道 桔山大道 乌江路 凉都大道 环东路 老街 河滨路'.split(
    ' ',
  )
const estates =
  '花果园K区 中天未来方舟E4组团 美的林城时代 恒大绿洲 世纪城龙耀苑 山水黔城 保利云山 铁路小区 客车厂宿舍 烟厂家属院 供电局宿舍 碧桂园天麓 金阳新世界 民生花园 水钢二十三栋 中铁逸都'.split(
    ' ',
  )
const villages =
  '长坡 大寨 岩脚 上坝 纳万 平寨 坪上 者要 陇戛 高芒 乌英 加榜 岜沙 猫洞 石头 大冲 店子 川硐 羊场 马场 半坡 新民 红星 板万 绕河 怎雷 青山 龙塘'.split(
    ' ',
  )

/** Where somebody lives, in the ways clerks and drivers write it. */
export const home = (random: Random): string => {
  const [city, county, towns] = random.pick(counties)
  const town = random.pick(towns.split(' '))
  const village = random.pick(villages)
  const street = random.pick(streets)
  const estate = random.pick(estates)
  const n = random.int
  return random.pick([
    () => `贵州省${city}${county}${town}${village}村${n(1, 12)}组`,
    () => `贵州省${city}${county}${street}${n(1, 400)}号`,
    () => `${city}${county}${street}${n(1, 400)}号附${n(1, 20)}号`,
    () => `${city}${county}${estate}${n(1, 30)}栋${n(1, 4)}单元${n(1, 33)}0${n(1, 8)}号`,
    () => `${county}${town}${village}村${village}寨`,
    () =>
      `${county.replace(/((布依|苗|彝|回|土家|水)族)+自治县$|特区$|[县区市]$/, '')}${town}${village}村民组${n(1, 90)}号`,
    () => `${estate}${n(1, 30)}-${n(1, 4)}-${n(1, 33)}0${n(1, 8)}`,
    () => `${street}${n(1, 300)}号${estate}${n(1, 20)}幢${n(2, 9)}楼${random.pick(['左', '右', '左手边'])}`,
    () =>
      `贵州${city.replace(/((布依|苗|侗)族)+自治州$|[市州]$/, '')}${county}${town}街上${random.pick(['农村信用社对面', '卫生院旁边', '老供销社楼上'])}`,
    () => `${county}${town}${village}村委会往上走${n(100, 900)}米${random.pick(['杨', '王', '龙', '罗'])}家`,
    () => `贵州省 ${city} ${county} ${town} ${street} ${n(1, 300)} 号`,
    () => `${town}${village}组`,
    () => `${street}${n(1, 99)}号院${n(1, 9)}号楼${n(101, 902)}室`,
  ])()
}

export const homes = (random: Random): Maker => {
  const narrow = random.chance(0.2)
  const [city, county, towns] = random.pick(counties)
  return () =>
    holds(
      narrow
        ? `${random.chance(0.5) ? city : ''}${county}${random.pick(towns.split(' '))}${random.pick(villages)}村${random.int(1, 12)}组${random.chance(0.3) ? `${random.int(1, 80)}号` : ''}`
        : home(random),
      'address',
    )
}

export const latinHomes =
  (random: Random): Maker =>
  () =>
    holds(
      random.pick([
        () => `Room ${random.int(101, 3208)}, Building ${random.int(1, 30)}, Huaguoyuan, Nanming District, Guiyang`,
        () => `No. ${random.int(1, 400)} Beijing Road, Yunyan District, Guiyang, Guizhou`,
        () => `Guizhou Sheng Zunyi Shi Huichuan Qu Shanghai Lu ${random.int(1, 300)} Hao`,
        () => `${random.int(1, 200)} Renmin Rd., Kaili, Qiandongnan 556000, China`,
      ])(),
      'address',
    )

/** The seat of a firm: as precise as a home, and on its door. */
export const seats =
  (random: Random): Maker =>
  () =>
    arguable(
      `贵州省${random.pick(counties).slice(0, 2).join('')}${random.pick(streets)}${random.int(1, 400)}号${random.pick(['', '物流园A区', '创业大厦', '汽贸城'])}${random.pick(['', `${random.int(1, 20)}楼`])}`,
      'address',
    )

export const divisions =
  (random: Random): Maker =>
  () => {
    const [city, county] = random.pick(counties)
    return plain(random.pick([`贵州省${city}`, city, `${city}${county}`, county]))
  }

export const townsOnly =
  (random: Random): Maker =>
  () => {
    const [, county, towns] = random.pick(counties)
    return plain(`${county}${random.pick(towns.split(' '))}`)
  }

export const crossings =
  (random: Random): Maker =>
  () =>
    plain(`${random.pick(streets)}与${random.pick(streets)}${random.pick(['交叉口', '路口', '路口东进口', '交汇处'])}`)

/** A point in the province. */
export const point = (random: Random): [longitude: number, latitude: number] => [
  104.2 + random.next() * 4.9,
  25 + random.next() * 3.6,
]

export const streetNames = streets
