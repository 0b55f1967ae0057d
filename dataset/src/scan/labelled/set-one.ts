import { createDraw, type Draw } from './draw.ts'
import type { Cell, LabelledTable } from './labels.ts'
import { lookAlikes } from './look-alikes.ts'
import { mess, messHeading, nothingIn } from './mess.ts'
import { createPeople } from './people.ts'
import { createThings } from './things.ts'
import { trackTables } from './tracks.ts'

type Maker = (row: number) => Cell
type Column = readonly [names: readonly string[], cell: Maker]

/** Columns of sensitive data under the names they carry in practice; where values speak for themselves, also under names that say nothing. */
const sensitive = (draw: Draw): readonly Column[] => {
  const { one, chance, between, digits } = draw
  const people = createPeople(draw)
  const things = createThings(draw, people.endWith)
  const gaps =
    (share: number, make: Maker): Maker =>
    (row) =>
      chance(share) ? [''] : make(row)
  const remark = (): Cell =>
    one<() => Cell>([
      () => [`联系司机${people.mobile()}，晚到${between(1, 9)}小时`, 'mobile'],
      () => [`车牌${things.plate()}超载`, 'plate'],
      () => [`客户电话：${people.landline()}，请回复`, 'landline'],
      () => [`身份证${people.residentId()}已核验`, 'residentId'],
      () => [`发票寄${people.email()}`, 'email'],
      () => [`退款至${people.bankCard()}`, 'bankCard'],
      () => [`换车 ${things.vin()} 完成`, 'vin'],
      () => [`开票单位${things.uscc()}`, 'uscc'],
      () => [`送货到${things.address()}`, 'address'],
      () => ['客户要求延期到下周'],
      () => ['G60沪昆高速K1800+200事故，占用应急车道'],
      () => [`订单${digits(14)}重复，金额${between(1, 9999)}.50`],
    ])()
  return [
    [
      ['身份证号', '证件号码', 'id_card', 'sfzh', 'idNo', 'col_1', '公民身份号码'],
      () => [people.residentId(), 'residentId'],
    ],
    [
      ['身份证', 'ID_CARD_NO', 'f3'],
      gaps(0.2, () =>
        chance(0.1) ? [people.residentId().replace('X', 'x'), 'residentId'] : [people.residentId(), 'residentId'],
      ),
    ],
    [
      ['身份证号', 'sfzhm', '旧证号', 'id_card'],
      () => [chance(0.7) ? people.oldId() : people.residentId(), 'residentId'],
    ],
    [['驾驶证号', 'driver_license_no', 'jszh', '驾照号码'], () => [people.residentId(), 'driverLicence']],
    [['档案编号', 'archive_no', 'dabh'], () => [people.driverArchive(), 'driverArchive']],
    [['护照号', 'passport_no', 'passport', '护照号码'], () => [people.passport(), 'passport']],
    [
      ['证件号', 'cert_no', 'zjhm'],
      () =>
        one<() => Cell>([
          () => [people.residentId(), 'residentId'],
          () => [people.residentId(), 'residentId'],
          () => [people.passport(), 'passport'],
          () => [people.travelPermit(), 'travelPermit'],
        ])(),
    ],
    [['通行证号', '港澳台通行证', 'travel_permit_no'], () => [people.travelPermit(), 'travelPermit']],
    [['船员证书编号', '适任证书', 'seafarer_cert_no', 'crew_cert_no'], () => [people.seafarer(), 'seafarer']],
    [['手机号', 'mobile', 'phone', '联系电话', 'sjhm', 'col_4', 'f6'], () => [people.mobile(), 'mobile']],
    [
      ['联系方式', 'tel', '电话', 'contact_phone'],
      () => {
        if (chance(0.3)) return [people.landline(), 'landline']
        const written = people.writtenMobile()
        return /^\p{Script=Han}{2,4} /u.test(written) ? [written, 'mobile', 'personName'] : [written, 'mobile']
      },
    ],
    [['座机', '固定电话', 'office_phone', 'col_8'], () => [people.landline(), 'landline']],
    [['邮箱', 'email', 'mail', 'x9'], gaps(0.3, () => [people.email(), 'email'])],
    [['银行卡号', 'bank_card_no', '收款账号', 'card_no', 'col_11'], () => [people.bankCard(), 'bankCard']],
    [['银行账号', 'bank_account'], () => [people.bankCard().replace(/(\d{4})(?=\d)/g, '$1 '), 'bankCard']],
    [['统一社会信用代码', 'uscc', 'credit_code', '税号', 'f8'], () => [things.uscc(), 'uscc']],
    [['车牌号', 'plate_no', '车牌', 'vehicleId', 'cph', 'col_5'], () => [things.plate(), 'plate']],
    [['号牌号码', 'license_plate', 'veh_plate', 'field2'], () => [things.writtenPlate(), 'plate']],
    [['车架号', 'vin', 'VIN码', '车辆识别代号', 'c4'], () => [things.vin(), 'vin']],
    [['OBU编号', 'obu_id', 'obuSn', 'OBU号'], () => [things.obu(), 'obu']],
    [['ETC卡号', 'etc_card_id', 'cardId', '用户卡编号'], () => [things.etcCard(), 'etcCard']],
    [['MMSI', 'mmsi', '船舶识别码'], () => [things.mmsi(), 'mmsi']],
    [
      ['IMO', 'imo_no', 'IMO编号', 'col_6'],
      () => (chance(0.3) ? [`IMO${things.imo()}`, 'imo'] : [things.imo(), 'imo']),
    ],
    [['姓名', '司机姓名', 'driver_name', 'xm', '联系人', '乘客'], () => [people.writtenName(), 'personName']],
    [['col_10', 'name', '名称'], () => [people.name(), 'personName']],
    [['收货人', 'consignee', '客户姓名'], () => (chance(0.2) ? [things.company()] : [people.name(), 'personName'])],
    [['地址', '收货地址', 'address', '住址', 'addr'], () => [things.looseAddress(), 'address']],
    [['col_12', 'f7'], () => [things.address(), 'address']],
    [['备注', 'remark', '说明', 'note'], remark],
  ]
}

/** Columns that must stay together to be what they are. */
const shipNeighbours: readonly Column[] = [
  [['船名', 'ship_name'], (row) => [`黔航${100 + row}`]],
  [['航速', 'sog'], (row) => [`${(row % 20) + 0.5}`]],
]

/**
 * The first labelled set, made anew from its seed: tables of 60 to 160 rows, each of some sensitive columns and some look-alikes. Thresholds are
 * set on it.
 */
export const setOne = (seed = 20241122): LabelledTable[] => {
  const tables: LabelledTable[] = []
  for (let round = 0; round < 30; round++) {
    const draw = createDraw(seed + round)
    const good = sensitive(draw)
    const bad = lookAlikes(draw)
    // Every sensitive column once a round, three to a table, each table with four look-alikes; then tables of look-alikes alone.
    const shuffled = shuffle(draw, good)
    for (let at = 0; at < shuffled.length; at += 3) {
      const chosen = shuffled.slice(at, at + 3)
      const ships = chosen.some(([names]) => names.includes('MMSI')) ? shipNeighbours : []
      tables.push(build(draw, `${round}.${at / 3}`, [...chosen, ...ships, ...pick(draw, bad, 4)]))
    }
    for (let at = 0; at < bad.length; at += 6) tables.push(build(draw, `${round}.n${at / 6}`, bad.slice(at, at + 6)))
    tables.push(...trackTables(draw, round))
  }
  return tables
}

const build = (draw: Draw, name: string, columns: readonly Column[]): LabelledTable => {
  const taken = new Set<string>()
  const names = columns.map(([options], i) => {
    const free = options.filter((option) => !taken.has(option))
    const chosen = free.length > 0 ? draw.one(free) : `c_${i}`
    taken.add(chosen)
    // A heading that says nothing stays as it is.
    return /\d$/.test(chosen) ? chosen : messHeading(draw, chosen, draw.one(options))
  })
  const rows = Array.from({ length: draw.between(60, 160) }, (_, row) =>
    columns.map(([, cell]) => messed(draw, cell(row))),
  )
  return { name, columns: names, rows, track: false }
}

const messed = (draw: Draw, cell: Cell): Cell => (draw.chance(0.02) ? nothingIn(draw) : mess(draw, cell))

const shuffle = <T>(draw: Draw, list: readonly T[]): T[] => {
  const left = [...list]
  return Array.from({ length: list.length }, () => left.splice(draw.below(left.length), 1)).flat()
}

const pick = <T>(draw: Draw, list: readonly T[], count: number): T[] => shuffle(draw, list).slice(0, count)
