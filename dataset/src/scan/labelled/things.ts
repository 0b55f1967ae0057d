import { imoHolds, usccHolds, vinHolds } from '../check-digits.ts'
import type { Draw } from './draw.ts'
import type { createPeople } from './people.ts'

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
const plateChars = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const makers = 'LSV LFV LBV LGB LVS LZW LSG LHG LDC LGX L6T LJ1 LRW LVV WBA 1HG 5YJ JTD KMH'.split(' ')
const cities = '贵阳 遵义 安顺 毕节 铜仁 凯里 都匀 兴义 昆明 成都 重庆 长沙 南宁 广州 深圳 武汉'.split(' ')
const roadWords =
  '中华北 延安东 宝山南 瑞金中 北京 黄河 花果园大街 长岭北 人民 解放 建设 文昌南 金阳南 友谊 珠江 和平 迎宾'.split(' ')
const counties =
  '云岩区 南明区 观山湖区 花溪区 红花岗区 西秀区 七星关区 碧江区 钟山区 汇川区 播州区 白云区 盘龙区 武侯区'.split(' ')
const villages = '龙洞堡 石板 党武 麦坪 青岩 久长 小箐 大方 永乐 扎佐 鸭溪 尚嵇'.split(' ')
const estates = '世纪花园 未来方舟 中天花园 金阳新城 恒大名都 山水黔城 碧桂园 保利公寓'.split(' ')

/** Vehicles, ships, firms and places, drawn at random. */
export const createThings = (draw: Draw, endWith: ReturnType<typeof createPeople>['endWith']) => {
  const { one, digits, between, from, chance, two } = draw
  const province = () => (chance(0.5) ? '贵' : one<string>(provinces))
  const office = () => from('ABCDEFGHJKL', 1)
  const ordinary = () => {
    const letters = one([0, 0, 1, 1, 2])
    const tail = [...digits(5 - letters), ...from('ABCDEFGHJKLMNPQRSTUVWXYZ', letters)]
    return `${province()}${office()}${letters === 0 ? tail.join('') : tail.reverse().join('')}`
  }
  const plate = (): string => {
    const kind = between(1, 100)
    if (kind <= 60) return ordinary()
    if (kind <= 75)
      return `${province()}${office()}${from('DF', 1)}${from(plateChars.replace(/[IO]/g, ''), 1)}${digits(4)}`
    if (kind <= 80) return `${province()}${office()}${digits(5)}${from('DF', 1)}`
    if (kind <= 88) return `${province()}${office()}${digits(4)}挂`
    if (kind <= 91) return `${province()}${office()}${digits(4)}学`
    if (kind <= 94) return `${province()}${office()}${digits(4)}警`
    if (kind <= 96) return `粤Z${from(plateChars.slice(0, 18).replace('I', 'J'), 1)}${digits(3)}${one(['港', '澳'])}`
    if (kind <= 98) return `使${digits(6)}`
    return `${one(['沪', '粤', '川'])}A${digits(4)}领`
  }
  const writtenPlate = (): string => {
    const text = plate()
    const dotted = `${text.slice(0, 2)}${one(['·', '-', ' '])}${text.slice(2)}`
    const civil = text.charCodeAt(0) !== 0x4f7f
    return one([
      text,
      text,
      text,
      civil ? dotted : text,
      civil ? `${text}_${between(0, 5)}` : text,
      civil ? text.toLowerCase() : text,
      civil ? `${text.slice(0, 1)} ${text.slice(1)}` : text,
      `【${text}】`,
      `${text}(${one(['黄', '蓝', '绿'])})`,
      `${one(['黄牌', '蓝牌', '渐变绿'])}${text}`,
      `${text}${one(['黄色', '蓝色'])}`,
      `${text}/${plate()}`,
    ])
  }
  const vin = (): string => {
    const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ'
    const head = one(makers) + from(alphabet, 5)
    const tail = from('ABCDEFGHJKLMNPRSTVWXY123456789', 1) + from(alphabet, 1) + digits(6)
    const whole = [...'0123456789X'].map((check) => head + check + tail).find(vinHolds)
    if (whole === undefined) throw new RangeError(head)
    return whole
  }
  const uscc = (): string => {
    const body = `${one(['91', '91', '92', '93', '12', '51'])}${one(['520102', '520115', '110105', '440301', '330106'])}MA${from('0123456789ABCDEFGHJKLMNPQRTUWXY', 6)}`
    return endWith(`${body}${from('0123456789X', 1)}`, '0123456789ABCDEFGHJKLMNPQRTUWXY', usccHolds)
  }
  const mmsi = () => `${one(['412', '413', '413', '414', '477', '354', '636', '538', '563'])}${digits(6)}`
  const imo = () => endWith(`${between(5, 9)}${digits(5)}`, '0123456789', imoHolds)
  const network = () => one(['5201', '5201', '4401', '3701', '1101', '4301', '5101', '3201', '5301'])
  const address = (): string =>
    one([
      () =>
        `贵州省${one(cities.slice(0, 8))}市${one(counties)}${one(roadWords)}路${between(1, 399)}号${between(1, 20)}栋${between(1, 4)}单元${between(1, 30)}0${between(1, 6)}`,
      () => `${one(cities)}市${one(counties)}${one(roadWords)}路${between(1, 999)}号`,
      () => `${one(counties)}${one(estates)}${from('ABCD', 1)}${between(1, 12)}栋${between(1, 33)}0${between(1, 4)}室`,
      () =>
        `贵州省遵义市播州区${one(villages)}镇${one(villages)}村${one(['下寨', '大坝', '新民', '红星'])}组${between(1, 99)}号`,
      () =>
        `${one(cities)}市${one(counties)}${one(villages)}街道${one(roadWords)}路${between(1, 99)}号附${between(1, 9)}号`,
    ])()
  /** As people write where to deliver: no door, or nothing but an estate. */
  const looseAddress = (): string => {
    if (chance(0.7)) return address()
    return one([
      () => `${one(cities)}${one(roadWords)}路与${one(roadWords)}路交叉口`,
      () =>
        `${one(counties)}${one(roadWords)}路${one(['客车站', '医院', '中学', '农贸市场'])}${one(['对面', '旁', '斜对面'])}`,
      () => `${one(estates)}${between(1, 9)}期${between(1, 20)}栋${between(1, 30)}楼`,
      () => `${one(estates)}${from('ABCDEF', 1)}区${between(1, 20)}-${between(1, 3)}-${between(101, 2804)}`,
      () => `${one(villages)}镇${one(villages)}村${one(['下寨', '大坝', '新民', '红星'])}组`,
      () =>
        `${one(cities)}市${one(['经开区', '高新区', '综保区'])}${one(['创业', '科技', '物流'])}园${between(1, 9)}号厂房`,
    ])()
  }
  const time = (year = 2024): string =>
    `${year}-${two(between(1, 12))}-${two(between(1, 28))} ${two(between(0, 23))}:${two(between(0, 59))}:${two(between(0, 59))}`
  return {
    plate,
    writtenPlate,
    vin,
    uscc,
    mmsi,
    imo,
    address,
    looseAddress,
    time,
    obu: () => `${network()}${two(between(15, 25))}${digits(10)}`,
    etcCard: () => `${network()}${two(between(15, 25))}${two(between(1, 52))}${one(['22', '23'])}${digits(10)}`,
    city: () => one(cities),
    company: () =>
      `${one(cities)}${one(['黔程', '恒通', '顺达', '王氏', '金龙', '华宇', '张家港', '高山'])}${one(['物流', '运输', '科技', '商贸'])}有限公司`,
  }
}
