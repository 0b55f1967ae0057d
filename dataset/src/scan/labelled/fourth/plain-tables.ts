import { both, col, mixed, plain, words } from './cells.ts'
import * as decoy from './decoys.ts'
import * as document from './documents.ts'
import { covered, masked, timeForm } from './mess.ts'
import * as people from './people.ts'
import * as place from './places.ts'
import { type TablePlan, type Track, table } from './plan.ts'
import type { Random } from './random.ts'
import * as vehicle from './vehicles.ts'

/** Tables of things, not of people; and tables already covered up. */
export const plainTables = (r: Random): TablePlan[] => [
  table(r, '站点信息', [
    col(['站点名称', 'stop_name', 'zdmc', 'NAME'], decoy.busStops(r)),
    col(['经度', 'lng'], decoy.longitudes(r), { fixed: true }),
    col(['纬度', 'lat'], decoy.latitudes(r), { fixed: true }),
    col(['所在道路', 'road'], words(r, place.streetNames)),
    col(['行政区', 'district'], place.divisions(r)),
    col(['站点编码', 'stop_id'], decoy.orderRuns(r)),
    col(['拼音', 'pinyin'], decoy.pinyinStops(r)),
    col(['建成日期', 'built'], decoy.dates(r), { fixed: true }),
  ]),
  table(r, '设备台账', [
    col(['IMEI', '设备号', 'device_id'], decoy.imeis(r)),
    col(['ICCID', 'sim'], decoy.iccids(r)),
    col(['终端手机号', '物联网卡号', 'msisdn'], decoy.simTerminals(r)),
    col(['设备UUID', 'uuid'], decoy.uuids(r)),
    col(['产品型号', 'product'], decoy.products(r)),
    col(['固件时间', 'fw_ts'], decoy.seconds(r)),
    col(['厂商', 'vendor'], decoy.firms(r)),
    col(['序列号', 'SN'], decoy.parts17(r)),
  ]),
  table(r, '票务对账', [
    col(['流水', 'seq'], decoy.datedOrders(r)),
    col(['商户订单号', 'mch_no'], decoy.contracts(r)),
    col(['微信支付单号', 'txn_id'], () => plain(`42000${r.digits(23)}`)),
    col(['金额(分)', 'fen'], decoy.cents(r)),
    col(['对账时间戳', 'ts'], decoy.milliseconds(r)),
    col(['校验码', 'checksum'], decoy.taxChecks(r)),
    col(['班次', 'shift'], decoy.clock(r)),
    col(['渠道', 'channel'], words(r, ['微信', '支付宝', '云闪付', '现金', '银联'])),
  ]),
  table(r, '线路班次', [
    col(['线路名称', 'route_name', 'xlmc'], decoy.routes(r)),
    col(['起点', 'origin', 'qd'], decoy.stations(r)),
    col(['途经站', 'via'], both(both(decoy.busStops(r), '、', decoy.busStops(r)), '、', decoy.busStops(r))),
    col(['承运公司', 'operator'], decoy.firms(r)),
    col(['车型品牌', 'brand'], decoy.brands(r)),
    col(['首班', 'first'], decoy.clock(r)),
    col(['客服热线', 'hotline'], decoy.hotlines(r)),
    col(['座位数', 'seats'], decoy.counts(r)),
  ]),
  table(r, '路网与桩号', [
    col(['路段', 'LDMC'], decoy.sections(r)),
    col(['起点桩号', 'qdzh'], decoy.kilometres(r)),
    col(['收费站', 'gate', 'sfz'], decoy.tollGates(r)),
    col(['门架', 'gantry'], decoy.gantries(r)),
    col(['区划代码', 'adcode'], decoy.regionNumbers(r)),
    col(['路口', 'crossing'], place.crossings(r)),
    col(['断面流量', 'flow'], decoy.odometers(r)),
    col(['所属乡镇', 'xz'], place.townsOnly(r)),
  ]),
  table(r, '商品与物资', [
    col(['品名', 'pm'], decoy.goods(r)),
    col(['商标', 'trademark'], decoy.flowers(r)),
    col(['条形码', 'ean'], () => plain(`69${r.digits(11)}`)),
    col(['批号', 'batch'], decoy.nineDigits(r)),
    col(['集装箱', 'box'], decoy.containers(r)),
    col(['发票', 'fp'], decoy.invoices(r)),
    col(['单价', 'price'], decoy.amounts(r)),
    col(['工种', 'work'], decoy.jobs(r)),
  ]),
  table(r, '脱敏名单', [
    col(['姓名', 'name'], people.coveredNames(r), { fixed: true }),
    col(['手机号', 'phone'], () => covered({ text: masked(document.mobile(r), 3, 4), kinds: ['mobile'], may: [] }), {
      fixed: true,
    }),
    col(
      ['身份证号', 'id'],
      () => covered({ text: masked(document.residentId(r), 6, 4), kinds: ['residentId', 'driverLicence'], may: [] }),
      { fixed: true },
    ),
    col(['车牌', 'plate'], () => covered({ text: masked(vehicle.civil(r), 3, 1), kinds: ['plate'], may: [] }), {
      fixed: true,
    }),
    col(['卡号', 'card'], () => covered({ text: masked(document.bankCard(r), 6, 4), kinds: ['bankCard'], may: [] }), {
      fixed: true,
    }),
    col(['身份证散列', 'id_hash'], decoy.hashes(r)),
    col(['年龄', 'age'], decoy.counts(r)),
    col(['户籍', 'hj'], place.divisions(r)),
  ]),
  table(r, '无标题导出', [
    col('', decoy.stations(r)),
    col('', people.names(r)),
    col('', document.residents(r)),
    col('', document.mobiles(r)),
    col('', vehicle.plates(r)),
    col('', place.homes(r)),
    col('', document.bankCards(r)),
    col('', decoy.datedOrders(r)),
    col('', vehicle.vins(r)),
    col('', document.creditCodes(r)),
  ]),
  table(r, '混杂', [
    col(
      ['证件', '证照号码', 'paper'],
      mixed(r, [0.4, document.residents(r)], [0.3, document.passports(r)], [0.3, document.travelPermits(r)]),
    ),
    col(['账号', 'acct'], mixed(r, [0.5, document.bankCards(r)], [0.25, document.mobiles(r)], [0.25, people.mails(r)])),
    col(['编号', 'bh'], mixed(r, [0.5, vehicle.vins(r)], [0.5, vehicle.plates(r)])),
    col(['联系人', 'lxr'], mixed(r, [0.5, people.names(r)], [0.3, document.mobiles(r)], [0.2, decoy.firms(r)])),
    col(['名称', 'mc'], mixed(r, [0.2, people.names(r)], [0.8, decoy.firms(r)])),
    col(['备注', 'bz'], mixed(r, [0.98, decoy.states(r)], [0.02, document.residents(r)])),
    col(['识别码', 'ident'], mixed(r, [0.5, vehicle.obus(r)], [0.5, vehicle.etcCards(r)])),
  ]),
]

/** Positions with times: of vehicles, ships, riders; and of things that stand still. */
export const trackTables = (r: Random): TablePlan[] => {
  const scales = [
    (degrees: number) => degrees.toFixed(6),
    (degrees: number) => degrees.toFixed(6),
    (degrees: number) => degrees.toFixed(5),
    (degrees: number) => String(Math.round(degrees * 1e6)),
    (degrees: number) => String(Math.round(degrees * 1e7)),
    (degrees: number) =>
      `${Math.floor(degrees)}°${Math.floor((degrees % 1) * 60)}′${(((degrees * 60) % 1) * 60).toFixed(1)}″`,
    (degrees: number) => String(Math.round(degrees * 600_000)),
    (degrees: number) => `${Math.floor(degrees)}${((degrees % 1) * 60).toFixed(4).padStart(7, '0')}`,
  ]
  /** One column for each of longitude, latitude and time of some who move about; `joined` puts both in one cell. */
  const moving = (some: number, scale: (degrees: number) => string) => {
    const at = Array.from({ length: some }, () => ({
      place: place.point(r),
      heading: r.next() * 6.28,
      seconds: 1_700_000_000 + r.int(0, 9_000_000),
    }))
    const step = r.pick([5, 15, 30, 60])
    const speed = 0.00012 * step
    const rows = Array.from({ length: 320 }, (_, row) => {
      const one = at[row % some] as (typeof at)[number]
      one.heading += (r.next() - 0.5) * 0.6
      one.place = [one.place[0] + Math.cos(one.heading) * speed, one.place[1] + Math.sin(one.heading) * speed]
      one.seconds += step
      return { place: one.place, seconds: one.seconds }
    })
    const form = timeForm(r)
    const of = (row: number) => rows[row % rows.length] as (typeof rows)[number]
    return {
      longitude: (row: number) => plain(scale(of(row).place[0])),
      latitude: (row: number) => plain(scale(of(row).place[1])),
      joined:
        (separator: string, latitudeFirst = false) =>
        (row: number) => {
          const both = of(row).place.map(scale)
          return plain((latitudeFirst ? both.reverse() : both).join(separator))
        },
      time: (row: number) => plain(form(of(row).seconds)),
    }
  }
  const byRow = (some: number, makerOf: (at: number) => string, kind: 'plate' | 'mmsi' | 'personName' | null) => {
    const ids = Array.from({ length: some }, (_, at) => makerOf(at))
    return (row: number) => ({ text: ids[row % some] as string, kinds: kind === null ? [] : [kind], may: [] })
  }
  const apart: Track = { longitude: 1, latitude: 2, time: 3, arguable: false }
  const built: TablePlan[] = []
  const headers: [string, string, string][] = [
    ['经度', '纬度', '定位时间'],
    ['lon', 'lat', 'gps_time'],
    ['JD', 'WD', 'SJ'],
    ['longitude', 'latitude', 'timestamp'],
    ['GPSX', 'GPSY', '上报时间'],
    ['x', 'y', 't'],
    ['', '', ''],
    ['jingdu', 'weidu', 'shijian'],
  ]
  for (const [at, [longitude, latitude, time]] of headers.entries()) {
    const some = r.pick([1, 4, 10])
    const way = moving(some, scales[at] as (degrees: number) => string)
    built.push(
      table(
        r,
        `车辆定位${at}`,
        [
          col(
            ['车牌号', 'vehicle_no', 'cph'],
            byRow(some, () => vehicle.civil(r), 'plate'),
          ),
          col(longitude, way.longitude, { fixed: true }),
          col(latitude, way.latitude, { fixed: true }),
          col(time, way.time, { fixed: true }),
          col(['速度', 'speed', 'v'], () => plain(r.int(0, 110))),
          col(['方向', 'heading'], () => plain(r.int(0, 359))),
        ],
        apart,
      ),
    )
  }
  const ships = moving(5, scales[6] as (degrees: number) => string)
  built.push(
    table(
      r,
      'AIS',
      [
        col(
          ['MMSI', 'mmsi'],
          byRow(5, () => `413${r.digits(6)}`, 'mmsi'),
        ),
        col(['lon', '经度'], ships.longitude, { fixed: true }),
        col(['lat', '纬度'], ships.latitude, { fixed: true }),
        col(['UTC', '时间'], ships.time, { fixed: true }),
        col(['船名', 'shipname'], decoy.shipNames(r)),
        col(['COG', 'cog'], () => plain(r.int(0, 3599))),
      ],
      apart,
    ),
  )
  const joinedNames: [string, string, boolean][] = [
    ['位置', ',', false],
    ['location', ' ', false],
    ['latlng', ',', true],
    ['坐标', ';', false],
  ]
  for (const [header, separator, flipped] of joinedNames) {
    const way = moving(6, scales[0] as (degrees: number) => string)
    built.push(
      table(
        r,
        `轨迹_${header}`,
        [
          col(
            ['driver', '骑手', '司机'],
            byRow(6, () => people.personName(r), 'personName'),
          ),
          col(header, way.joined(separator, flipped), { fixed: true }),
          col(['time', '时间'], way.time, { fixed: true }),
          col(['状态', 'state'], decoy.states(r)),
        ],
        { longitude: 1, latitude: 1, time: 2, arguable: false },
      ),
    )
  }
  const wkt = moving(3, scales[0] as (degrees: number) => string)
  built.push(
    table(
      r,
      '几何',
      [
        col(
          ['bike_id', '车辆编号'],
          byRow(3, () => `B${r.digits(7)}`, null),
        ),
        col(['geom', 'wkt'], (row) => plain(`POINT(${wkt.joined(' ')(row).text})`), { fixed: true }),
        col(['ts', '采集时间'], wkt.time, { fixed: true }),
      ],
      { longitude: 1, latitude: 1, time: 2, arguable: false },
    ),
  )
  const posts = Array.from({ length: 25 }, () => place.point(r).map((degrees) => degrees.toFixed(6)))
  const post = (row: number, which: 0 | 1) => plain((posts[row % posts.length] as string[])[which] as string)
  built.push(
    table(r, '桥梁监测', [
      col(['传感器', 'sensor_id'], (row) => plain(`QL-${row % 25}`)),
      col(['经度', 'lon'], (row) => post(row, 0), { fixed: true }),
      col(['纬度', 'lat'], (row) => post(row, 1), { fixed: true }),
      col(['采样时间', 'ts'], decoy.times(r), { fixed: true }),
      col(['应变', 'strain'], decoy.amounts(r)),
      col(['桥名', 'bridge'], words(r, ['坝陵河大桥', '北盘江大桥', '平塘特大桥', '鸭池河大桥', '王家桥'])),
    ]),
    table(r, '气象站', [
      col(['站名', 'station'], decoy.tollGates(r)),
      col(['经度', 'longitude'], (row) => post(row, 0), { fixed: true }),
      col(['纬度', 'latitude'], (row) => post(row, 1), { fixed: true }),
      col(['观测时间', 'obs_time'], decoy.times(r), { fixed: true }),
      col(['能见度', 'vis'], decoy.counts(r)),
    ]),
    table(
      r,
      '卡口过车',
      [
        col(['号牌', 'plate'], vehicle.plates(r, 'civil')),
        col(['卡口经度', 'kk_lon'], (row) => post(row * 7, 0), { fixed: true }),
        col(['卡口纬度', 'kk_lat'], (row) => post(row * 7, 1), { fixed: true }),
        col(['过车时间', 'pass_time'], decoy.times(r), { fixed: true }),
        col(['卡口名称', 'kk_name'], place.crossings(r)),
      ],
      { longitude: 1, latitude: 2, time: 3, arguable: true },
    ),
    table(r, '充电桩', [
      col(['桩号', 'pile'], decoy.products(r)),
      col(['lng', '经度'], decoy.longitudes(r), { fixed: true }),
      col(['lat', '纬度'], decoy.latitudes(r), { fixed: true }),
      col(['投运日期', 'open_date'], decoy.dates(r), { fixed: true }),
      col(['运营商', 'op'], decoy.firms(r)),
    ]),
  )
  return built
}
