import { type Maker, plain } from './cells.ts'
import { luhn } from './documents.ts'
import { anyTime, timeForm } from './mess.ts'
import { pad, type Random } from './random.ts'

const list =
  (text: string) =>
  (random: Random): Maker => {
    const kept = text.split(' ')
    return () => plain(random.pick(kept))
  }

export const busStops = list(
  '王家桥 李家湾 杨家坡 罗汉营 龙洞堡 张家寨 陈家院 黄金路口 周家井 刘官堡 石板坡 安云路 何家山 马王庙 高家花园 万东桥 金关 蔡家关 艾坡 头桥 二桥 三桥 大十字 喷水池 花果园湿地公园 田坝 唐家巷 吴家坪 冯家庄 朱家沟 彭家桥 贾家堰 沙冲路 汤粑关 太慈桥 贵钢 毛家寨 狮子岩',
)
export const stations = list(
  '贵阳北 贵阳东 贵阳 龙里北 都匀东 凯里南 遵义 遵义西 安顺西 六盘水 关岭 盘州 铜仁南 三穗 从江 榕江 独山 桐梓 息烽 马场 白云北 双龙南 清镇西 毕节 大方 黔西 普安县 兴义南 威宁 草海 水城 谷陇 朱砂古镇',
)
export const tollGates = list(
  '贵阳东 尖坡 下坝 金华 牛郎关 孟关 花溪南 云雾 昌明 都匀 麻江 下司 凯里东 三穗 大龙 青龙场 扎佐 息烽 乌江 南白 忠庄 高坪 桐梓 崇溪河 清镇 平坝 幺铺 黄果树 关岭 胜境关 杨梅 陶官 马岭',
)
export const shipNames = list(
  '黔航101 乌江明珠 黔思南货0268 赤水河8号 黔遵义货1009 红水河1号 王家渡006 贵港运88 罗甸客003 沿河货1688 洪渡6号 黔黔西客12 李子渡渡船 张家口号 长江探索 DONGFANGXING GUIZHOU-EXPRESS',
)
export const brands = list(
  '宇通 金龙 东风 解放 欧曼 比亚迪 五菱 长安 江淮 陕汽德龙 福田 海格 安凯 金旅 华菱 豪沃 吉利 马自达 林肯 路虎 高尔夫 雷克萨斯 沃尔沃 凯迪拉克 白云牌 黄海 申龙 中通',
)
export const jobs = list(
  '驾驶员 乘务员 调度员 安全员 站长 收费员 班长 押运员 装卸工 会计 出纳 票务员 稽查员 修理工 车队长 总经理 董事长 安检员 值班长 养护工 文员 船长 大副 轮机长 水手',
)
export const courses = list(
  '安全行车 防御性驾驶 消防演练 文明服务 应急处置 危化品押运 新法宣贯 职业道德 心理疏导 节能驾驶 法律法规 急救常识 冬季行车 高温作业',
)
export const goods = list(
  '煤炭 磷矿石 水泥 白酒 茅台酒 辣椒 钢材 化肥 百货 水果 蔬菜 鲜活水产 铝锭 烟叶 家具 汽车配件 电石 柴油 茶叶 木材 轮胎 方便面 大米 刺梨汁',
)
export const firms = list(
  '贵州黔运集团有限公司 遵义市通达货运有限责任公司 贵阳公交集团 毕节市安达汽车运输公司 黔东南州宏远物流有限公司 张飞物流有限公司 王建国货运部 李子坝运输队 铜仁锦江客运 六盘水凉都交旅 顺丰速运 德邦物流 中通快递 安顺黄果树旅游客运 老罗修理厂 杨氏汽修 贵州高速公路集团 兴义市万峰运业 都匀市平安出租 陈记轮胎店',
)
export const sections = list(
  'G60沪昆高速K1890+500 G75兰海高速K1102+300 S30江都高速K45+120 G56杭瑞高速K1603 S55赤望高速K210+900 G69银百K980 G210国道K2301+450 S208线K33 贵遵复线K12+700 贵黄高速K8',
)
export const routes = list(
  '贵阳-遵义 兴义—安龙 凯里至雷山 K29路 B232路 快速公交1号线 贵阳-重庆 王家桥—李家湾 48路 观山湖1号 威宁-六盘水 榕江=从江 旅游专线 夜间2号线 龙里-贵阳',
)
export const depots = list(
  '头桥公交场站 二戈寨维修厂 白云车场 金阳客站 沙冲停保场 乌当枢纽 孟关停车场 龙洞堡机场 三桥货场 改貌物流中心',
)
export const nations = list('汉族 苗族 布依族 侗族 土家族 彝族 仡佬族 水族 回族 白族')
export const faults = list(
  '制动跑偏 发动机异响 空调不制冷 胎压过低 转向沉重 更换机油 雨刮器损坏 离合打滑 车门故障 GPS离线 例行保养 二级维护',
)
export const states = list('正常 停运 报废 在营 已完成 处理中 待审核 已归档 注销 退款')
export const pinyinStops = list(
  'Wangjiaqiao Lijiawan Longdongbao Huaguoyuan Dashizi Penshuichi Jinyang Sanqiao Ertong Taiciqiao Zhoujiajing',
)
export const flowers = list('林城 高原 金桥 华夏 海川 明珠 春雷 红梅 玉兰 石林 江南 云海 安泰 方圆 成功 和平 康乐 向阳')

type Numbers = (random: Random) => Maker
const made =
  (write: (random: Random, row: number) => string | number): Numbers =>
  (random) =>
  (row) =>
    plain(write(random, row))

const day = (random: Random): string => `${random.int(2021, 2025)}${pad(random.int(1, 12))}${pad(random.int(1, 28))}`

/** Eleven digits from 1: an order, not a telephone. They run on from each other. */
export const orderRuns: Numbers = (random) => {
  const start = random.pick([13_900_000_000, 15_200_000_000, 18_600_000_000, 17_000_000_000, 10_000_000_000])
  let at = start + random.int(0, 9_000_000)
  return () => {
    at += random.int(1, 9)
    return plain(at)
  }
}
export const waybills = made((random) => `${random.pick(['SF1', 'YT', 'JD', 'DPK'])}${random.digits(12)}`)
export const digitWaybills = made((random) => `${random.pick(['7', '4', '3'])}${random.digits(12)}`)
export const datedOrders = made((random) => `${day(random)}${random.digits(10)}`)
export const contracts = made((random) => `${random.pick(['52', '1', '9', '2'])}${random.digits(17)}`.slice(0, 18))
export const regionContracts = made(
  (random) => `5201${random.pick(['02', '03', '15'])}${day(random)}${random.digits(4)}`,
)
export const amounts = made((random) => (random.int(100, 900_000) / 100).toFixed(2))
export const cents = made((random) => random.int(10_000_000, 19_999_999_999))
export const serials = made((_, row) => pad(row + 1, 5))
export const imeis = made((random) => {
  const body = `86${random.digits(12)}`
  return body + luhn(body)
})
export const iccids = made((random) => `8986${random.pick(['00', '01', '03', '11'])}${random.digits(14)}`)
export const simTerminals = made((random) => `0${random.pick(['1064', '1440'])}${random.digits(8)}`.slice(0, 13))
export const invoices = made((random) => `0520${random.pick(['01', '02', '03'])}${random.digits(6)}`.slice(0, 12))
export const invoiceNumbers = made((random) => random.digits(8))
export const digitalInvoices = made((random) => `${random.int(23, 25)}52${random.digits(16)}`)
export const taxChecks = made((random) => random.digits(20))
export const containers = made((random) => {
  const body = `${random.pick(['CBHU', 'TCLU', 'COSU', 'TBJU', 'OOLU'])}${random.digits(6)}`
  const values: Record<string, number> = {}
  let value = 10
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    if (value % 11 === 0) value++
    values[letter] = value++
  }
  const sum = [...body].reduce((all, letter, at) => all + (values[letter] ?? Number(letter)) * 2 ** at, 0)
  return `${body}${(sum % 11) % 10}`
})
export const products = made(
  (random) => `${random.of('ABCDEHKMXZ', 2)}${random.digits(4)}-${random.of('ABCDEF', 1)}${random.digits(2)}`,
)
export const engines = made(
  (random) => `${random.of('ABCDEFGHJK', 1)}${random.digits(2)}${random.of('ABCDEFGH', 2)}${random.digits(7)}`,
)
export const models = made(
  (random) =>
    `${random.pick(['ZK', 'DFL', 'CA', 'XMQ', 'BYD', 'EQ', 'SX'])}6${random.digits(3)}${random.of('BEHNQ', 2)}${random.int(1, 20)}`,
)
export const staffNumbers = made((random) => `${random.pick(['GY', 'JS', 'A', ''])}${random.digits(6)}`)
export const employee18 = made((random) => `${day(random)}${random.digits(10)}`)
export const busCards = made((random) => `${random.pick(['5500', '0851', '3104'])}${random.digits(12)}`)
export const unionCards = made((random) => `310485${random.digits(13)}`)
export const seatsOnBoard = made(
  (random) => `${pad(random.int(1, 16))}车${pad(random.int(1, 20))}${random.of('ABCDF', 1)}号`,
)
export const trains = made((random) => `${random.pick(['G', 'D', 'C', 'K'])}${random.int(100, 9999)}`)
export const tickets = made((random) => `${random.of('ABCDEFGH', 1)}${random.digits(6)}`)
export const longTickets = made((random) => `E${random.digits(9)}`)
export const gantries = made(
  (random) => `G00${random.pick(['60', '75', '56', '69'])}52${pad(random.int(1, 9), 3)}00${random.int(10, 99)}0`,
)
export const kilometres = made((random) => `K${random.int(1, 2300)}+${pad(random.int(0, 999), 3)}`)
export const odometers = made((random) => random.int(1_000, 980_000))
export const counts = made((random) => random.int(0, 60))
export const postcodes = made((random) => `55${random.digits(4)}`)
export const regionNumbers = made(
  (random) => `52${random.pick(['01', '02', '03', '04', '05', '06', '23', '26', '27'])}${pad(random.int(1, 32))}`,
)
export const permits = made((random) => `黔交运管许可${random.pick(['贵', '遵', '毕'])}字52${random.digits(10)}号`)
export const roadPermits = made((random) => `52${random.pick(['0102', '0302', '2401'])}${random.digits(6)}`)
export const ips = made((random) => `10.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`)
export const uuids = made((random) => {
  const hex = random.of('0123456789abcdef', 32)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.*)$/, '$1-$2-$3-$4-$5')
})
export const hashes = made((random) => random.of('0123456789abcdef', 32))
export const wechats = made((random) => `wxid_${random.of('abcdefghijklmnopqrstuvwxyz0123456789', 14)}`)
export const hotlines = made((random) =>
  random.pick(['12328', '12122', '96122', '95128', '400-885-1122', '12345', '10086']),
)
export const yesNo = made((random) => random.pick(['是', '否']))
export const colours = made((random) => random.pick(['蓝色', '黄色', '渐变绿', '白色', '黄绿双拼']))
export const hexFrames = made((random) => random.of('0123456789ABCDEF', 24))
export const nineDigits = made((random) => random.pick(['4', '2', '7', '1']) + random.digits(8))
/** No ship's: those begin with 2 to 7. */
export const ninesOfOne = made((random) => `1${random.digits(8)}`)
export const milliseconds = made((random) => anyTime(random) * 1000 + random.int(0, 999))
export const seconds = made((random) => anyTime(random))
export const seventeen = made((random) => `${day(random)}${pad(random.int(0, 23))}${random.digits(7)}`)
export const parts17 = made((random) => `${random.of('ABCDEFGHJKLMNPRSTUVWXYZ0123456789', 17)}`)
export const times: Numbers = (random) => {
  const form = timeForm(random)
  return () => plain(form(anyTime(random)))
}
export const clock = made((random) => `${pad(random.int(5, 23))}:${pad(random.int(0, 59))}`)
export const dates = made((random) => day(random).replace(/^(.{4})(..)(..)$/, '$1-$2-$3'))
export const scores = made((random) => random.int(55, 100))
export const tonnes = made((random) => (random.int(10, 4900) / 100).toFixed(2))
export const longitudes = made((random) => (104.2 + random.next() * 4.9).toFixed(6))
export const latitudes = made((random) => (25 + random.next() * 3.6).toFixed(6))
export const brandWords = made(
  (random) => `${random.pick(['长安', '金龙', '江铃', '吉利', '林肯', '路虎'])}${random.pick(['', '牌', '汽车'])}`,
)
