import { arguable, holds, type Made, type Maker } from './cells.ts'
import { masked } from './mess.ts'
import type { Random } from './random.ts'

const surnames =
  '杨杨杨王王李李张张陈陈吴吴罗罗刘周黄龙潘石韦陆田冉安彭何赵徐蒋谢唐邓余袁任吕肖曾郑胡朱高林宋梁许曹郭马冯熊姚秦严万文汪毛代姜冷令敖蒙莫岑覃禄晏娄邰欧粟喻犹班骆卢向舒侯游商支车雷段祝管幸耿牟柏查伍雍宦聂叶申苟申简帅'
const doubles = ['令狐', '令狐', '欧阳', '上官', '司徒', '诸葛', '夏侯', '皇甫']
const first =
  '光正明国永兴德世大小玉秀文天开登朝应仕启廷仁庆维昌继忠成学家志泽俊雨子梓思欣佳海春晓红美金凤兰桂丽建云华胜荣安仲老长再'
const second =
  '平华林军强勇刚明英芳兰花珍琴梅秀香艳群先才贵富友义亮波涛飞龙虎祥云海山江河川洋涵轩怡萱宇辰杰豪鑫浩然婷娟敏霞玲红学琼碧'
/** names of two to four characters as the registers have them, without a middle dot */
const four =
  '阿尔木呷 沙马拉哈 吉克阿支 阿俄伍合 扎西顿珠 索南才让 杨李思涵 王罗子轩 陈吴雨桐 龙石梓萱 海来有果 勒格尔古 苏呷尔布 乌拉阿果'
const dotted =
  '阿侯·木呷 沙马·拉且 吉克·阿依 海来·伍合 阿苏·布古 勒格·尔古 曲比·阿乌 榜·香尤 务·娘欧 古·当里 耶·丫打 告·宝九 阿榜·勾郎 布·阿妹 卜·阿当 韦·乜香 ' +
  '买买提·吐尔逊 阿卜杜拉·艾合买提 古丽娜尔·买合木提 杰·略洛 里·果当 蒙·德花'
const sounds =
  'Yang Wang Li Zhang Chen Wu Luo Liu Zhou Huang Long Pan Shi Wei Lu Tian Ran An Peng He Linghu Ouyang'.split(' ')
const given =
  'Guangming Zhengping Xiuying Dehua Wei Fang Tao Xingyun Yuhan Zixuan Jun Yongfu Lihua Changgui Mengmeng Qiang'.split(
    ' ',
  )
const foreigners =
  'John Smith,Park Ji-hoon,NGUYEN VAN HUNG,Tanaka Hiroshi,Muhammad Ali Khan,Anna Müller,Somchai Jaidee'.split(',')

export interface Person {
  name: string
  woman: boolean
  year: number
}

export const person = (random: Random): Person => ({
  name: personName(random),
  woman: random.chance(0.35),
  year: random.int(1955, 2006),
})

export const personName = (random: Random): string => {
  const lot = random.next()
  if (lot < 0.02) return random.pick(four.split(' '))
  if (lot < 0.045) return random.pick(dotted.split(' ')).replace('·', random.pick(['·', '·', '•', '.', '・']))
  const surname = lot < 0.065 ? random.pick(doubles) : random.of(surnames, 1)
  return surname + (random.chance(0.17) ? '' : random.of(first, 1)) + random.of(second, 1)
}

/** Names in the ways a column may have them; the way is drawn for the column. */
export const names = (random: Random): Maker => {
  const mood = random.next()
  const spaced = random.chance(0.3)
  const cover = random.pick([0, 0, 0, 0.05])
  return () => {
    const name = personName(random)
    if (random.chance(cover)) return arguable(masked(name, 1, 0), 'personName')
    if (mood > 0.93)
      return holds(`${name}${random.pick(['', '', '（组长）', '(离职)', '2', '师傅', '、'])}`, 'personName')
    if (spaced && name.length === 2 && random.chance(0.7))
      return holds(`${name.charAt(0)}  ${name.charAt(1)}`, 'personName')
    return holds(name, 'personName')
  }
}

export const latinNames = (random: Random): Maker => {
  const upper = random.chance(0.5)
  const between = random.pick([' ', ' ', '/', ', '])
  return () => {
    const written = random.chance(0.08)
      ? random.pick(foreigners)
      : `${random.pick(sounds)}${between}${random.pick(given)}`
    return holds(upper ? written.toUpperCase() : written, 'personName')
  }
}

export const minorityNames =
  (random: Random): Maker =>
  () =>
    holds(random.chance(0.6) ? random.pick(dotted.split(' ')) : random.pick(four.split(' ')), 'personName')

export const coveredNames =
  (random: Random): Maker =>
  () => {
    const name = personName(random)
    return arguable(
      random.pick([`${name.charAt(0)}*${name.slice(2)}`, `${name.charAt(0)}**`, `*${name.slice(1)}`]),
      'personName',
    )
  }

export const titled =
  (random: Random): Maker =>
  (): Made => {
    const surname = random.of(surnames, 1)
    return arguable(
      `${surname}${random.pick(['师傅', '先生', '女士', '经理', '站长', '工', '老板', '某', '某某'])}`,
      'personName',
    )
  }

const mailNames = 'yang wang lijun zhangw chenlong wuhao luoxy liu88 gzky huangm panhua weixl tianye'.split(' ')
export const mails = (random: Random): Maker => {
  const hosts = random.chance(0.3)
    ? ['gzjt.gov.cn', 'guizhou.gov.cn', 'gygj.com.cn']
    : ['qq.com', 'qq.com', '163.com', '126.com', 'sina.com', 'foxmail.com', 'gmail.com', '139.com', 'vip.qq.com']
  const mood = random.next()
  return () => {
    const user = random.chance(0.4)
      ? String(random.int(10_000_000, 3_400_000_000))
      : `${random.pick(mailNames)}${random.pick(['', '_', '.', '-'])}${random.int(1, 2010)}`
    const mail = `${user}@${random.pick(hosts)}`
    if (mood > 0.9) return holds(mail.replace('@', '＠'), 'email')
    if (mood > 0.8) return holds(mail.toUpperCase(), 'email')
    if (mood > 0.74) return holds(random.pick([`邮箱：${mail}`, `<${mail}>`, `mailto:${mail}`, `${mail};`]), 'email')
    if (mood > 0.7 && random.chance(0.3)) return arguable(mail.replace(/^(..).*@/, '$1***@'), 'email')
    return holds(mail, 'email')
  }
}
