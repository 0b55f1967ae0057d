import type { Draw } from '../draw.ts'
import type { Cell } from '../labels.ts'
import { weighed, words } from './cells.ts'

const common =
  '王李张刘陈杨黄吴罗周龙石潘田陆韦余唐何谢邓冯蒙胡徐朱郭马高林赵梁宋郑彭曾肖蒋袁吕苏叶曹魏蔡丁程任夏姚钟谭姜范方廖熊金陆孔白崔康毛邱秦江史顾侯邵孟万段雷钱汤尹黎易常武乔贺赖龚文'
const seldom =
  '代付安冉岑敖卯阮闵蔺瞿穆隆粟吉糜禄犹娄冷简晏骆庹涂聂柏柳舒鲁左游祝辛管莫母官温蓝全燕邬牟尚温滕申支翁邢洪向车倪仇佘费'
const doubled = words('欧阳 令狐 上官 司徒 夏侯 诸葛 尉迟 皇甫 长孙 慕容')
// Given names by the time in which they were given.
const older = '国建军华明德光正文永成忠志平荣福贵祥昌仁义富兴云秀英桂兰珍芬芳琼玉素淑清先世廷朝开家学大应绍发凤群仙碧菊'
const middle = '勇强伟磊军杰涛波鹏辉斌刚超飞峰刚龙林松海丽艳敏静娟霞燕丹玲萍莉梅红娜倩琴雪婷颖晶洁小晓春亚'
const younger = '子浩宇轩梓涵欣怡泽博文俊熙雨萱诗涵佳琪思语嘉铭皓睿辰奕沐宸一诺可馨若汐语桐昊天明哲瑞霖锦程恩铄芮'
const uncommon = '焱赟珏烨骁翀彦琰淼鑫垚桢榕楠筠蓓蕾翎旻晗暄炫煊炀琬琮瑶瑾璐芸茜菁萌蔚蕊薇岚岩峻嵘'
const minority = words(
  '阿卜杜拉·艾力 买买提·吐尔逊 古丽娜尔·木合塔尔 阿迪力·热合曼 帕提古丽·亚森 麦麦提敏·图尔荪 扎西顿珠 洛桑尼玛 索朗卓玛 旦增曲珍 乌兰图雅 巴特尔 苏日娜 阿苦日铁 吉克木沙 沙马尔布 海来阿木 纳麻才让',
)
const syllables = words(
  'Wei Qiang Lei Yong Jie Fang Min Jing Xiaoming Jianguo Guohua Yongqiang Zhihua Haibo Xiaodong Wenjun Guoping Shiyu Zixuan Minghui',
)
const latin = words(
  'Wang Li Zhang Liu Chen Yang Huang Wu Luo Zhou Long Shi Pan Tian Xie Deng Feng Zhao Xu Zhu Guo Lin He Ma Lyu Ouyang',
)
const strangers = [
  'Nguyen Van Hung',
  'Tran Thi Lan',
  'Kim Min-su',
  'Sato Kenji',
  'John A. Miller',
  'Ivan Petrov',
  'Aung Kyaw Moe',
  'Rahim Khan',
  'Maria dela Cruz',
  'Ahmad bin Yusof',
]
const titles = words('师傅 先生 女士 站长 队长 经理 主任 老师')
const firms = words(
  '贵州黔运物流有限公司 贵阳鑫达运输有限责任公司 遵义宏远汽车运输公司 安顺市顺风货运部 贵州桥梁建设集团有限责任公司 湖南湘通国际货运代理有限公司 中铁二局集团物资部 贵州茅台酒股份有限公司 贵阳农产品物流园 毕节陆运通物流中心 广西柳工机械股份有限公司 云南昆钢物流公司 贵州盘江煤电集团 重庆长安民生物流股份有限公司',
)

/** Persons as lists, forms and manifests write them. */
export const createPersons = (draw: Draw) => {
  const { one, between, chance, from } = draw
  const surname = (): string => (chance(0.012) ? one(doubled) : one<string>(chance(0.85) ? common : seldom))
  const given = (): string => {
    const pool = one([older, middle, younger])
    if (chance(0.18)) return from(one([middle, younger, uncommon]), 1)
    return chance(0.08) ? from(pool, 1) + from(uncommon, 1) : from(pool, 2)
  }
  const plain = (): string => surname() + given()
  const spelt = (): string => {
    const family = one(latin)
    const name = one(syllables)
    return one([
      `${family} ${name}`,
      `${family.toUpperCase()} ${name}`,
      `${family.toUpperCase()}, ${name}`,
      `${family}/${name}`.toUpperCase(),
      `${name} ${family}`,
      `${family} ${name}`.toUpperCase(),
    ])
  }
  const written = (): Cell =>
    weighed(
      draw,
      [82, () => [plain(), 'personName']],
      [3, () => [one(minority), 'personName']],
      [2, () => [`${one<string>(common)}　${from(middle, 1)}`, 'personName']],
      [2, () => [`${one<string>(common)} ${from(middle, 1)}`, 'personName']],
      [2, () => [`${plain()}（${one(['队长', '临时', '女', '代'])}）`, 'personName']],
      [2, () => [`${plain()}、${plain()}`, 'personName']],
      [2, () => [`${one<string>(common)}${one(titles)}`, 'personName']],
      [2, () => [spelt(), 'personName']],
      [1, () => [one(strangers), 'personName']],
      [2, () => [`${one<string>(common)}${one<string>(common)}${from(younger, 2)}`, 'personName']],
    )
  return {
    plain,
    written,
    firm: () => one(firms),
    /** A list of Chinese names with nothing odd in it. */
    tidy: (): Cell => [plain(), 'personName'],
    latin: (): Cell => [chance(0.85) ? spelt() : one(strangers), 'personName'],
    ownerOrFirm: (): Cell => (chance(0.3) ? [one(firms)] : [plain(), 'personName']),
    masked: (): Cell => [`${one<string>(common)}${'*'.repeat(between(1, 2))}`],
  }
}

export type Persons = ReturnType<typeof createPersons>
