import type { Draw } from '../draw.ts'
import { type Column, words } from './cells.ts'
import type { Persons } from './persons.ts'
import type { Places } from './places.ts'

const brands = words(
  '五菱宏光 解放J6P 东风天龙 重汽豪沃 金杯海狮 福田欧曼 宇通ZK6122 江淮格尔发 王牌重汽 陕汽德龙 柳特神力 黄海DD6129 金龙XMQ6127',
)
const cargo = words(
  '水泥 白云石 磷矿粉 高岭土 钢筋 甲醇 汽油 液化天然气 苗木 折耳根 康师傅红烧牛肉面 老干妈 王守义十三香 李锦记酱油 马口铁 石材 云贵烟叶 黄磷 白酒 金刚砂',
)
const ships = words(
  '黔航168 播货0316 长江荣耀 桂平宏源2868 锦程1号 宏图66 海丰天津 中远之星 渝宏008 黔东南游1 江顺 安吉8号 明珠湖 金色阳光',
)
const events = words(
  '超限 拥堵 追尾 抛洒物 施工 团雾 高温爆胎 违停 逆行 火灾 正常 温和 安全 严重 方向不明 金属异物 路面结冰 白天 黄灯 常规',
)
const devices = words(
  '激光测距仪 北斗终端 高清卡口相机 毫米波雷达 车牌识别仪 情报板 气象站 ETC天线 费显 称台 金属护栏 广播喇叭',
)
const duties = words('驾驶员 押运员 安全员 收费员 调度 装卸工 船长 轮机长 水手 站务员 文明劝导员 管理员 安检')
const projects = words(
  '贵金高速 桐新高速 德余高速 花安高速 金仁桐扩容 贵阳环城快速路 乌江航道提等 石阡古夹 都安高速 阳光工程',
)

/** Columns of transport tables that hold nothing sensitive, many of them shaped as if they did. */
export const noise = (draw: Draw, persons: Persons, places: Places): readonly Column[] => {
  const { one, digits, between, from, two, chance } = draw
  const day = () => `2024${two(between(1, 12))}${two(between(1, 28))}`
  const clock = () => `${two(between(0, 23))}${two(between(0, 59))}${two(between(0, 59))}`
  const serial = between(10_000_000, 89_000_000)
  const mono = between(412_000_000, 412_900_000)
  const orders = between(13_000_000_000, 18_900_000_000)
  const region = () => one(['520102', '520115', '520302', '522301', '520502', '520402'])
  return [
    // Numbers
    ['交易流水号|transId|jylsh', () => [`G00${one(['60', '75', '56'])}520${digits(12)}${day()}${digits(3)}`]],
    ['通行标识|passFlag', () => [from('0123456789abcdef', 38)]],
    [
      '入口站编码|enTollStationId|rkzbm',
      () => [`G00${one(['60', '75'])}52${two(between(1, 20))}00${two(between(10, 40))}0`],
    ],
    ['PSAM卡终端号|psam_terminal', () => [`21520100${digits(4)}`]],
    ['交易时间戳|opTime', () => [`${day()}${clock()}${digits(2)}`]],
    ['PSAM脱机交易序列号|offline_serial', () => [from('0123456789ABCDEF', 8)]],
    ['发票号码|invoice_no|数电票号', () => [`2452${digits(16)}`]],
    ['流水编号|lsbh|seq_id', () => [`${day()}${clock()}${digits(6)}`]],
    ['序号ID|snowflake', () => [`18${digits(17)}`]],
    ['道路运输证号|dlyszh|业户许可证号', () => [`${region()}${digits(6)}`]],
    ['经营许可证号|licence_of_business', () => [`${region()}${digits(6)}`]],
    ['营业执照注册号|register_no', () => [`${region()}${digits(9)}`]],
    ['机动车登记证书编号|certificate_of_vehicle', () => [`52${digits(10)}`]],
    ['发动机号|engine_no|fdjh', () => [from('ABCDEFGHJKLMN0123456789', between(7, 10))]],
    ['终端IMEI|terminal_imei', () => [`86${digits(13)}`]],
    ['SIM卡号|sim_no|iot_msisdn', () => [`10648${digits(8)}`]],
    ['电子运单号|e_waybill|ydh', () => [`${region()}${day()}${digits(4)}`]],
    ['订单号|orderNo|ddh', (row) => [String(orders + row * between(1, 9))]],
    ['报文序号|msg_seq|包号', (row) => [String(mono + row * 3)]],
    ['保单号|policy_no|bdh', () => [`PDAA2024${region()}${digits(8)}`]],
    ['船检登记号|ship_survey_no', () => [`20${two(between(8, 24))}${from('AGHT', 1)}${digits(7)}`]],
    ['呼号|call_sign', () => [`B${from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 3)}`]],
    ['船舶识别号|ship_id_no', () => [`CN${between(1990, 2023)}${digits(7)}`]],
    ['箱号|container_no|xianghao', () => [`${one(['TGHU', 'MSKU', 'CSLU', 'OOLU'])}${digits(7)}`]],
    [
      '服务热线|hotline|客服电话',
      () => [one(['12328', '12122', '96096', '400-0851-122', '95022', '0851-96999', '12345'])],
    ],
    ['手机号（脱敏）|mobile_mask|联系电话', () => [`1${one(['38', '59', '85'])}****${digits(4)}`]],
    ['司机|driver_mask|姓名（脱敏）', () => persons.masked()],
    ['设备编号|device_no|sbbh', (row) => [`${serial + row}`]],
    ['项目编码|project_code', () => [`2024-${region()}-48-01-${digits(6)}`]],
    ['批复文号|doc_no', () => [`黔交建设〔20${two(between(18, 24))}〕${between(1, 299)}号`]],
    ['坐标系版本|version', () => [`${between(1, 9)}.${between(0, 20)}.${between(0, 300)}`]],
    ['通行费（分）|feeFen|je', () => [String(between(100, 20_000_000_000))]],
    ['里程(米)|distance_m', () => [String(between(1000, 999_999_999))]],
    ['轴重|axle_load', () => [`${digits(5)}|${digits(5)}|${digits(5)}`]],
    ['税额|tax', () => [`${between(0, 9_999)}.${digits(2)}`]],
    ['二维码|ticket_code', () => [from('0123456789', one([16, 18, 21]))]],
    ['电话数|tel_count', () => [String(between(0, 400))]],
    ['签收时间戳(ms)|sign_ts', () => [`17${between(10, 32)}${digits(9)}`]],
    // Words
    ['收费站|station|zm', () => [places.gate()]],
    ['站点名称|stop_name|上车站|zdmc', () => [places.stop()]],
    ['码头|pier|靠泊位置', () => [places.pier()]],
    ['构造物名称|structure|name', () => [places.structure()]],
    ['目的地|destination|景区', () => [places.sight()]],
    ['管辖单位|office|gxdw', () => [places.office()]],
    ['线路名称|line_name|起讫点', () => [places.line()]],
    ['乡镇|town|所在乡镇', () => [places.town()]],
    ['行政区|district|区县', () => [places.county()]],
    ['发生地点|site|sgdd|位置', () => [places.site()]],
    ['桩号|stake|zh', () => [places.stake()]],
    ['品牌型号|vehicle_model|clpp', () => [one(brands)]],
    ['货物名称|cargo_name|hwmc', () => [one(cargo)]],
    ['船名|ship_name|cm', () => [one(ships)]],
    ['事件类型|event|sjlx', () => [one(events)]],
    ['设备名称|device_name|sbmc', () => [one(devices)]],
    ['岗位|duty|gw', () => [one(duties)]],
    ['路段名称|project_name|xmmc', () => [one(projects)]],
    ['承运企业|carrier|cyqy|单位名称', () => [persons.firm()]],
    [
      'IP地址|ip_address|设备地址',
      () => [[between(1, 223), between(0, 255), between(0, 255), between(1, 254)].join('.')],
    ],
    ['MAC地址|mac_addr', () => [Array.from({ length: 6 }, () => from('0123456789ABCDEF', 2)).join(':')]],
    ['接口地址|api_address|url', () => [`https://api.example.com/v1/${from('abcdefgh', 5)}?id=${digits(11)}`]],
    ['文件名|file_name', () => [`${one(['抓拍', '行车记录', '过车'])}_${day()}_${digits(6)}.${one(['jpg', 'mp4'])}`]],
    [
      '处理意见|opinion|clyj',
      () => [
        one(words('已处置 同意放行 转路政 移交交警 金额有误，退回 待复核 高速口分流 通知施工单位 单号重复')) +
          (chance(0.4) ? `，编号${digits(10)}` : ''),
      ],
    ],
  ]
}
