import { luhnHolds, residentIdHolds } from '../check-digits.ts'
import type { Draw } from './draw.ts'

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤安兰岑班韩冉田卜滕支'
const givens =
  '伟 芳 娜 敏 静 强 磊 洋 勇 艳 杰 涛 明 超 霞 平 刚 桂英 秀兰 建国 建华 志强 志明 小红 晓燕 国庆 海燕 春梅 雪梅 文博 子轩 浩然 梓涵 欣怡 宇航 佳琪 俊杰 思远 雨桐 嘉豪 永福 德贵 光荣 兴旺 正华 朝阳 开云 明珠 玉兰 金凤 天佑 启明 家乐 世杰 立新 学军 卫东 红梅 丽娟 晨曦 泽宇 一诺 可馨 宏伟 少华 仁义 昌龙 顺利 祖荣 大勇 亚男 婷婷 倩 璐 鹏飞 振华 继红 长青 永红 忠诚 成林 元庆'.split(
    ' ',
  )
const compounds = ['欧阳', '司马', '上官', '诸葛', '令狐', '皇甫']
const regions =
  '110105 120101 130102 140105 150102 210102 220102 230103 310104 320102 330106 340104 350102 360102 370102 410105 420106 430104 440106 450103 460105 500103 510104 520102 520103 520115 520201 520302 520402 522301 522601 530102 540102 610113 620102 630103 640104 650102'.split(
    ' ',
  )
const areas =
  '010 021 022 023 024 025 027 028 029 0311 0371 0411 0431 0451 0512 0531 0551 0571 0591 0731 0755 0769 0791 0771 0851 0852 0853 0854 0855 0856 0857 0858 0859 0871 0898 0931 0951 0971 0991'.split(
    ' ',
  )
const prefixes =
  '130 131 132 133 134 135 136 137 138 139 147 150 151 152 153 155 156 157 158 159 166 170 171 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 193 195 196 197 198 199'.split(
    ' ',
  )
const bins = '621700 622202 622848 621660 621226 622588 623058 622700 621799 621661 621288'.split(' ')
const localParts =
  'zhangsan li.ming wang_wei chen2024 liuyang zhao.l contact sales hr gz-logistics driver88 a.b.c user1024'.split(' ')
const domains =
  'qq.com 163.com 126.com gmail.com foxmail.com gzjt.gov.cn example.com.cn outlook.com hky-logistics.cn'.split(' ')

const titles = ['先生', '女士', '师傅', '经理', '老师']
const foreign =
  '阿依努尔·买买提 次仁多吉 古丽·艾合买提 吾买尔·沙吾提 格桑·旺堆 Wang_Xiaoming John_Smith Maria_Garcia_Lopez'.split(
    ' ',
  )
const rare =
  '巍霏翀骞彧赟煜炜旸昶晔皓璟珺珩琨璇瑾瑄翊翎芷茉莘萦葭蕙蘅衍谦逸遥郁醇铄铎镕闳阡雩霁韬颀飏骁骐鸢麒麟黛默龄凇溥滟澍潇灏焕燊爔牧甫畅皎睦砚禾秋穗竣筱简粤缨羡翾舸苒苡荃菡蔓薪虹蝶衡裳觅诣谧豫赫踪辰酉钺锃闻陌隽霓霆靖颂颢馡骄鸣鹭麾'

/** People and what identifies them, drawn at random; check digits right. */
export const createPeople = (draw: Draw) => {
  const { one, digits, between, chance, date, two } = draw
  const name = (): string => {
    const surname = chance(0.015) ? one(compounds) : one<string>(surnames)
    if (chance(0.12)) return surname + draw.from(rare, between(1, 2))
    return chance(0.1) ? surname + draw.from(rare, 1) + one(givens).slice(0, 1) : surname + one(givens)
  }
  /** As people write themselves down. */
  const writtenName = (): string => {
    if (chance(0.9)) return name()
    return one([
      () => one<string>(surnames) + one(titles),
      () => `${one<string>(surnames)} ${one(givens).slice(-1)}`,
      () => one(foreign).replaceAll('_', ' '),
    ])()
  }
  const endWith = (body: string, alphabet: string, holds: (text: string) => boolean): string => {
    const last = [...alphabet].find((char) => holds(body + char))
    if (last === undefined) throw new RangeError(body)
    return body + last
  }
  const residentId = (): string => {
    const region = chance(0.01) ? one(['810000', '820000', '830000']) : one(regions)
    return endWith(`${region}${date(1948, 2012)}${digits(3)}`, '0123456789X', residentIdHolds)
  }
  const oldId = (): string => `${one(regions)}${two(between(20, 85))}${date(2000, 2000).slice(4)}${digits(3)}`
  const mobile = (): string => one(prefixes) + digits(8)
  const writtenMobile = (): string => {
    const number = mobile()
    const spaced = (by: string) => `${number.slice(0, 3)}${by}${number.slice(3, 7)}${by}${number.slice(7)}`
    return one([
      number,
      number,
      spaced('-'),
      spaced(' '),
      `+86${number}`,
      `+86 ${number}`,
      `86${number}`,
      `86-${number}`,
      `0086 ${number}`,
      `(+86)${number}`,
      `${number}.0`,
      spaced('.'),
      `tel:${number}`,
      `${number}/${mobile()}`,
      `${number}、${mobile()}`,
      `${name()} ${number}`,
      `${number}（${one(givens)}）`,
      `${number.slice(0, 4)} ${number.slice(4, 7)} ${number.slice(7)}`,
    ])
  }
  const landline = (): string => {
    const area = one(areas)
    const number = `${between(2, 8)}${digits(area.length === 3 || chance(0.6) ? 7 : 6)}`
    return one([
      `${area}-${number}`,
      `${area}-${number}`,
      `(${area})${number}`,
      `${area} ${number}`,
      `${area}${number}`,
      `${area}-${number}-${digits(3)}`,
      `${area}—${number}`,
      `（${area}）${number}`,
      `(${area}) ${number}`,
      `${area}-${number.slice(0, 4)}-${number.slice(4)}`,
      `${area} ${number.slice(0, 4)} ${number.slice(4)}`,
      `${area}-${number}转${digits(3)}`,
      `+86-${area.slice(1)}-${number}`,
      `+86 ${area.slice(1)} ${number}`,
      `0086-${area.slice(1)}-${number}`,
    ])
  }
  const bankCard = (): string => {
    if (chance(0.15))
      return endWith(`${one(['4', '51', '53', '55'])}${digits(16)}`.slice(0, 15), '0123456789', luhnHolds)
    return endWith(one(bins) + digits(one([9, 12])), '0123456789', luhnHolds)
  }
  const passport = (): string =>
    one([
      () => `E${digits(8)}`,
      () => `G${digits(8)}`,
      () => `E${draw.from('ABCDEFGHJKLMNP', 1)}${digits(7)}`,
      () => `PE${digits(7)}`,
      () => `SE${digits(7)}`,
      () => `DE${digits(7)}`,
    ])()
  const travelPermit = (): string =>
    one([
      () => `C${digits(8)}`,
      () => `C${draw.from('ABCDEFGH', 1)}${digits(7)}`,
      () => `H${digits(8)}`,
      () => `M${digits(8)}`,
      () => `H${digits(10)}`,
      () => `L${digits(8)}`,
      () => `T${digits(8)}`,
    ])()
  return {
    name,
    writtenName,
    residentId,
    oldId,
    mobile,
    writtenMobile,
    landline,
    bankCard,
    passport,
    travelPermit,
    email: () => `${one(localParts)}${between(1, 999)}@${one(domains)}`,
    driverArchive: () => `${one(regions).slice(0, 4)}${digits(8)}`,
    seafarer: () =>
      `${draw.from('JYBD', 1)}${draw.from('ABCDEFGH', 2)}${between(1, 2)}${between(1, 3)}${between(1, 5)}20${two(between(8, 25))}${digits(4)}`,
    endWith,
  }
}
