import { imoHolds, luhnHolds, residentIdHolds, usccHolds, vinHolds } from '../check-digits.ts'
import type { Draw } from './draw.ts'
import type { Cell } from './labels.ts'

type Column = readonly [names: readonly string[], cell: (row: number) => Cell]

const plain =
  (make: (row: number) => string) =>
  (row: number): Cell => [make(row)]

const stations =
  '贵阳北收费站 金竹站 清镇西站 黄果树服务区 安顺东互通 余庆收费站 江口站 习水主线站 高坡隧道 平坝枢纽 龙里服务区 石板哨 麻江互通 罗甸南站'.split(
    ' ',
  )
const places =
  '安顺 余庆 江口 习水 金沙 黄平 普安 施秉 雷山 麻江 龙里 罗甸 都匀 石阡 万山 玉屏 松桃 凯里 福泉 荔波 贵定 惠水'.split(
    ' ',
  )
const counties = '云岩区 南明区 观山湖区 花溪区 红花岗区 西秀区 七星关区 清镇市 开阳县 息烽县 修文县 余庆县'.split(' ')
const goods =
  '白糖 黄豆 钢材 石油 水泥 煤炭 马铃薯 金属材料 方便面 白酒 花生 木材 高粱 茶叶 王老吉 康师傅 牛奶 鲁花 汽油 苹果'.split(
    ' ',
  )
const states = '正常 成功 失败 高峰 平峰 已完成 待审核 在途 晴 多云 小雨 严重 轻微 关闭 开启'.split(' ')
const firms =
  '贵州高速公路集团有限公司 张家港物流中心 王府井百货 金龙客车厂 马钢股份 李宁体育 黄山旅游 中通快递 顺丰速运 陈村汽修 江淮汽车 东风商用车'.split(
    ' ',
  )
const roads = 'G60 G75 S01 G7611 X123 G210 S30 C001'.split(' ')
const remarks =
  '车辆正常通行 设备离线2小时 K1234+500处施工 单号已核对 ETC交易失败重试3次 夜间23:00封闭 费用1380.50元 路面结冰 版本v2.13.8 桩号K100+200至K103+700'.split(
    ' ',
  )

/** Columns that hold nothing sensitive and look as if they did. */
export const lookAlikes = (draw: Draw): readonly Column[] => {
  const { one, digits, between, from, two, date, chance } = draw
  const upper = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'
  const wrong = (make: () => string, holds: (text: string) => boolean) => (): Cell => {
    for (;;) {
      const text = make()
      if (!holds(text)) return [text]
    }
  }
  const base = between(10_000_000_000, 19_900_000_000)
  const start = between(1_600_000_000, 1_730_000_000)
  const wrongId = () => `${one(['520102', '110105', '440305'])}${date(1950, 2010)}${digits(4)}`
  return [
    [['订单号', 'order_no', '流水号', 'trade_no'], plain((row) => String(base + row * between(1, 3)))],
    [['订单编号', 'orderId'], plain(() => `1${digits(10)}`)],
    [['col_7', '单号', 'bill_no'], plain(() => `${between(1, 9)}${digits(10)}`)],
    [['运单号', 'waybill_no', 'tracking_no'], plain(() => `${one(['SF', 'YT', 'JD', 'ZT'])}${digits(13)}`)],
    [['快递单号', 'mail_no'], plain(() => one(['75', '43', '88', '62']) + digits(13))],
    [['运单编号', 'col3'], plain(() => `YD${date(2023, 2024)}${digits(6)}`)],
    [['金额', 'amount', 'fee_total', '通行费'], plain(() => `${between(1, 99_999)}.${two(between(0, 99))}`)],
    [['金额（分）', 'amt_fen'], plain(() => String(between(1_000, 99_999_999_999)))],
    [['时间戳', 'ts', 'create_ts'], plain((row) => String(start + row * between(1, 60)))],
    [['upload_ts', '毫秒时间'], plain((row) => String((start + row) * 1000 + between(0, 999)))],
    [
      ['交易时间', 'trans_time', 'pass_id_time'],
      plain(() => date(2023, 2024) + two(between(0, 23)) + two(between(0, 59)) + two(between(0, 59))),
    ],
    [
      ['时间', 'gps_time'],
      plain(
        () => `2024-${two(between(1, 12))}-${two(between(1, 28))} ${two(between(0, 23))}:${two(between(0, 59))}:00`,
      ),
    ],
    [['设备序列号', 'device_sn', 'col_9'], plain(() => `SN${from(upper, 4)}${digits(8)}`)],
    [['序列号', 'serial', 'sn'], plain(() => digits(16))],
    [['imei', 'IMEI'], plain(() => `86${digits(13)}`)],
    [['iccid', 'SIM卡ICCID'], plain(() => `8986${digits(16)}`)],
    [['流水', 'trace_no', 'field_4'], plain(() => digits(18))],
    [['交易编号', 'passId', 'v3'], wrong(() => digits(6) + date(2019, 2024) + digits(4), residentIdHolds)],
    [['编号', 'record_no'], wrong(wrongId, residentIdHolds)],
    [['合同编号', 'contract_no', 'f12'], plain(() => one(['62', '53', '60', '45']) + digits(14))],
    [['凭证号', 'voucher', 'c2'], wrong(() => `62${digits(17)}`, luhnHolds)],
    [['产品编码', 'product_code', 'sku'], plain(() => `69${digits(11)}`)],
    [['商品条码', 'barcode'], plain(() => one(['4', '5', '62']) + digits(14))],
    [
      ['部件编码', 'part_no', 'c8'],
      wrong(
        () => one(['LSV', 'LFV', 'ABC', 'XYZ']) + from('ABCDEFGHJKLMNPRSTUVWXYZ0123456789', 10) + digits(4),
        vinHolds,
      ),
    ],
    [['配置编码', 'config_code'], wrong(() => `91520102${from('0123456789ABCDEFGHJKLMNPQRTUWXY', 10)}`, usccHolds)],
    [['产品型号', 'product', 'item_code'], plain(() => `${one(['E', 'G', 'C', 'H'])}${digits(8)}`)],
    [['桩号', 'stake'], plain(() => `K${between(1, 2200)}+${digits(3)}`)],
    [['道路编码', 'road_code', '路线'], plain(() => one(roads))],
    [['收费站', 'station_name', '站名'], plain(() => one(stations))],
    [['地名', 'place', 'col_2', '目的地'], plain(() => one(places))],
    [['区县', 'county'], plain(() => one(counties))],
    [['货名', 'goods_name', '品名', 'c5'], plain(() => one(goods))],
    [['状态', 'status', 'remark1'], plain(() => one(states))],
    [['企业名称', 'company_name', '承运单位', 'name'], plain(() => one(firms))],
    [['备注', 'remark', 'memo'], plain(() => one(remarks))],
    [
      ['路段', 'section'],
      plain(() => `G${between(50, 80)}沪昆高速K${between(1, 2000)}+${digits(3)}至K${between(1, 2000)}+${digits(3)}`),
    ],
    [['门架编号', 'gantry_id'], plain(() => `G0060520010${digits(3)}0${digits(2)}`)],
    [['车型', 'axle_count', '轴数'], plain(() => String(between(1, 6)))],
    [['流量', 'flow', 'count', '电话次数', 'phone_count'], plain(() => String(between(0, 9999)))],
    [['速度', 'speed'], plain(() => (between(0, 1200) / 10).toFixed(1))],
    [['批次', 'batch_no', 'f5'], plain((row) => String(410_000_000 + row * 7 + between(0, 5)))],
    [['工单号', 'ticket', 'k1'], plain(() => `${between(1, 9)}${digits(8)}`)],
    [['编码', 'code7', 'grid_id'], wrong(() => `${between(5, 9)}${digits(6)}`, imoHolds)],
    [
      ['uuid', 'request_id', 'trace_id'],
      plain(() => [8, 4, 4, 4, 12].map((n) => from('0123456789abcdef', n)).join('-')),
    ],
    [['md5', 'hash'], plain(() => from('0123456789abcdef', 32))],
    [['脱敏手机号', 'phone_masked', '手机'], plain(() => `1${between(3, 9)}${digits(1)}****${digits(4)}`)],
    [['证件号（脱敏）', 'id_no_masked'], plain(() => `${one(['520', '110'])}***********${digits(4)}`)],
    [['ip地址', 'ip_addr', 'host'], plain(() => [0, 0, 0, 0].map(() => between(1, 254)).join('.'))],
    [['版本', 'version'], plain(() => `v${between(1, 20)}.${between(0, 99)}.${between(0, 999)}`)],
    [['热线', 'hotline'], plain(() => `400-${digits(3)}-${digits(4)}`)],
    [['账号', 'handle'], plain(() => `@${from('abcdefghijk', 6)}`)],
    [['图片', 'icon'], plain(() => `img_${digits(4)}@2x.png`)],
    [['许可证号', 'icp'], plain(() => `${one(['黔', '京', '贵'])}B2-20${digits(6)}`)],
    [['文号', 'doc_no'], plain(() => `黔交运〔2024〕${between(1, 300)}号`)],
    [['税率', 'ratio'], plain(() => `${chance(0.5) ? '0' : '1'}.${digits(6)}`)],
    [['行政区划', 'region_code'], plain(() => `52${two(between(1, 27))}${two(between(1, 30))}`)],
    [['合计', 'total'], plain(() => `1${between(3, 9)}${digits(9)}.${digits(2)}`)],
  ]
}
