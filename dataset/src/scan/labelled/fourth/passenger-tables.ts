import { both, col, mixed, plain, pool, within, words } from './cells.ts'
import * as decoy from './decoys.ts'
import * as document from './documents.ts'
import * as people from './people.ts'
import * as place from './places.ts'
import { type TablePlan, table } from './plan.ts'
import type { Random } from './random.ts'
import * as vehicle from './vehicles.ts'

/** Tickets, bus cards, complaints, chartered coaches, taxis and ride-hailing. */
export const passengerTables = (r: Random): TablePlan[] => [
  table(r, '客运联网售票', [
    col(['订单号', 'order_no', 'DDH'], decoy.orderRuns(r)),
    col(['乘车人', 'ccr_xm', 'passenger', 'PSG_NM'], people.names(r)),
    col(
      ['证件号码', 'zjhm', 'id_no', 'CERT_NO'],
      mixed(r, [0.93, document.residents(r)], [0.04, document.travelPermits(r)], [0.03, document.passports(r)]),
    ),
    col(['联系电话', 'lxdh', 'phone', 'TEL'], document.mobiles(r)),
    col(['上车站', 'from_station', 'scz'], decoy.stations(r)),
    col(['票价', 'price', 'PJ'], decoy.amounts(r)),
    col(['发车时间', 'depart_time'], decoy.times(r)),
    col(['座位', 'seat'], decoy.seatsOnBoard(r)),
  ]),
  table(r, '铁路购票报销', [
    col(['姓名', 'xm', 'Name'], people.names(r)),
    col(['身份证件号', 'sfzjh', 'PaperNo'], document.residents(r)),
    col(['车次', 'train'], decoy.trains(r)),
    col(['票号', 'ticket_no'], decoy.tickets(r)),
    col(['到站', 'dz'], decoy.stations(r)),
    col(['电子客票号', 'eticket'], decoy.longTickets(r)),
    col(['报销卡号', 'bxkh', 'card'], document.bankCards(r)),
  ]),
  table(r, '涉外包车旅客', [
    col(['Passenger Name', 'NAME', '旅客姓名(拼音)'], people.latinNames(r)),
    col(['Passport No.', '护照号', 'hzh', 'PPT_NO'], document.passports(r, 0.5)),
    col(['国籍', 'nationality'], words(r, ['CHN', 'KOR', 'JPN', 'USA', 'VNM', 'THA', 'DEU'])),
    col(['Contact', 'E-mail', '邮箱'], people.mails(r)),
    col(['入住酒店', 'hotel'], words(r, ['凯宾斯基', '万达嘉华', '兴义富康', '西江山水间', '李家大院客栈'])),
    col(['航班', 'flight'], words(r, ['CZ3670', 'MU5759', 'CA4171', 'GY7101'])),
    col(['Address in China', 'addr_en'], place.latinHomes(r)),
  ]),
  table(r, '港澳台旅客登记', [
    col(['通行证号', 'txzh', '回乡证/台胞证号', 'permit_no'], document.travelPermits(r)),
    col(['姓名', 'name_cn'], people.names(r)),
    col(['居住证号码', '港澳台居民居住证'], document.residencePermits(r), { blank: 0.4 }),
    col(['护照号码', 'passport'], document.passports(r)),
    col(['团号', 'tour_code'], decoy.products(r)),
    col(['出发日期', 'date'], decoy.dates(r)),
  ]),
  table(r, '公交卡申领', [
    col(['卡号', 'card_no', 'kh'], decoy.busCards(r)),
    col(['持卡人', 'ckr', 'holder', 'CKRXM'], people.names(r)),
    col(['身份证', 'SFZ', 'idcard', 'sfzhm'], document.residents(r)),
    col(['手机', 'sj', 'MOBILE', 'mobile_phone'], document.mobiles(r)),
    col(['家庭住址', 'jtzz', 'home_addr', 'ADDR'], place.homes(r)),
    col(['卡类型', 'type'], words(r, ['老年卡', '学生卡', '爱心卡', '普通卡'])),
    col(['民族', 'mz'], decoy.nations(r)),
    col(['余额', 'balance'], decoy.amounts(r)),
  ]),
  table(r, '公交刷卡', [
    col(['IC卡号', 'card_id', 'kh'], decoy.busCards(r)),
    col(['交易流水号', 'trade_no', 'LSH'], decoy.datedOrders(r)),
    col(['刷卡时间', 'swipe_time'], decoy.times(r)),
    col(['站点', 'stop', '上车站点'], decoy.busStops(r)),
    col(['站名拼音', 'stop_py'], decoy.pinyinStops(r)),
    col(['线路', 'line'], decoy.routes(r)),
    col(['车号', 'bus_no'], () => plain(r.int(1000, 9899))),
    col(['PSAM卡号', 'psam'], () => plain(`5200${r.digits(8)}`)),
    col(['银联卡号', 'unionpay'], decoy.unionCards(r), { blank: 0.6 }),
  ]),
  table(r, '12328投诉', [
    col(['工单编号', 'gdbh'], decoy.datedOrders(r)),
    col(['来电号码', 'caller', 'LDHM'], mixed(r, [0.8, document.mobiles(r)], [0.2, document.landlines(r)])),
    col(['投诉人', 'tsr', 'complainant'], mixed(r, [0.6, people.names(r)], [0.4, people.titled(r)])),
    col(
      ['投诉内容', 'content', 'nr'],
      mixed(
        r,
        [
          0.35,
          words(r, [
            '公交车到王家桥站不停车',
            '出租车绕路',
            '黄师傅态度差',
            '高速路口拥堵',
            '29路等了四十分钟',
            '收费站乱收费28元',
          ]),
        ],
        [
          0.3,
          within(
            r,
            ['乘客反映#的士拒载', '#在花果园违停', '车牌号为#的大巴超员', '投诉#,要求退款35元'],
            vehicle.plates(r, 'civil'),
          ),
        ],
        [
          0.25,
          within(
            r,
            ['请回电#', '来电人要求联系#，失物为黑色背包', '联系电话：#。已转办', '反映司机私下加其微信#'],
            () => ({ text: document.mobile(r), kinds: ['mobile'], may: [] }),
          ),
        ],
        [0.1, within(r, ['失主住#，请邮寄', '来电人家住#，公交改线后出行不便'], place.homes(r))],
      ),
    ),
    col(['被投诉车辆', 'btscl', 'vehicle'], vehicle.plates(r), { blank: 0.3 }),
    col(['被投诉单位', 'unit'], decoy.firms(r)),
    col(['处理结果', 'result'], decoy.states(r)),
    col(['转办热线', 'hotline'], decoy.hotlines(r)),
  ]),
  table(r, '失物招领', [
    col(
      ['失主及电话', '失主', 'owner_tel'],
      both(people.names(r), r.pick([' ', '，', '/', '']), () => ({
        text: document.mobile(r),
        kinds: ['mobile'],
        may: [],
      })),
    ),
    col(['物品', 'item'], words(r, ['黑色双肩包', '苹果手机', '身份证一张', '雨伞', '银行卡', '白色行李箱'])),
    col(['拾获地点', 'place'], decoy.busStops(r)),
    col(['登记人', 'djr'], pool(9, people.names(r), r)),
    col(['领取人签名', '签名'], people.names(r), { blank: 0.5 }),
    col(['领取人证件', 'lqrzj'], document.residents(r), { blank: 0.5 }),
  ]),
  table(
    r,
    '网约车订单',
    [
      col(['order_id', '订单编号'], decoy.seventeen(r)),
      col(['passenger_phone', '乘客手机尾号'], () => plain(r.digits(4)), { fixed: true }),
      col(['driver_phone', '司机电话', 'sjdh'], pool(60, document.mobiles(r), r)),
      col(['driver_name', '司机姓名', 'jsyxm'], pool(60, people.names(r), r)),
      col(['license_id', '机动车驾驶证号', 'jszh'], document.residents(r, 'driverLicence'), { fixed: true }),
      col(['vehicle_no', '车辆号牌', 'CPH'], vehicle.plates(r, 'newEnergy')),
      col(['dep_longitude', '上车点经度'], decoy.longitudes(r), { fixed: true }),
      col(['dep_latitude', '上车点纬度'], decoy.latitudes(r), { fixed: true }),
      col(['dep_time', '上车时间'], decoy.times(r), { fixed: true }),
      col(['departure', '上车地点'], mixed(r, [0.5, decoy.busStops(r)], [0.5, place.crossings(r)])),
      col(['fare', '金额'], decoy.amounts(r)),
    ],
    { longitude: 6, latitude: 7, time: 8, arguable: false },
  ),
  table(r, '巡游出租从业人员', [
    col(['从业人员', 'cyry', '姓名'], people.names(r)),
    col(['从业资格证号', 'cyzgzh', 'qualification'], document.residents(r)),
    col(['服务质量信誉', 'level'], words(r, ['AAA', 'AA', 'A', 'B'])),
    col(['常驻地', '现住址', 'xzz'], place.homes(r)),
    col(['所属公司', 'company'], decoy.firms(r)),
    col(['车号', 'ch', '牌照'], vehicle.shortPlates(r), { fixed: true }),
    col(['紧急联系人', 'jjlxr', 'emergency'], both(people.names(r), r.pick(['（妻）', '/', ' ']), document.mobiles(r))),
  ]),
  table(r, '农村客运乘客实名', [
    col(['姓 名', '乘客'], people.minorityNames(r)),
    col(['住址', '村组', '住哪里'], place.homes(r)),
    col(['老身份证号', '证件'], document.fifteenDigits(r)),
    col(['民族', 'ethnic'], decoy.nations(r)),
    col(['乡镇', 'town'], place.townsOnly(r)),
    col(['电话', '联系方式'], mixed(r, [0.75, document.mobiles(r)], [0.25, document.localLines(r)])),
    col(['备注'], mixed(r, [0.97, words(r, ['已购票', '带小孩', '晕车'])], [0.03, document.mobiles(r)])),
  ]),
  table(r, '会员资料', [
    col(['user_name', '用户名'], words(r, ['gz_user01', 'happy2020', '小太阳', '山里人家', '飞翔的鱼', 'wang123'])),
    col(['real_name', '真实姓名'], people.coveredNames(r)),
    col(['email', '电子邮件', 'dzyx', 'YX'], people.mails(r)),
    col(['mobile', '绑定手机'], document.mobiles(r)),
    col(['wechat', '微信号'], decoy.wechats(r)),
    col(['openid', '会员标识'], decoy.hashes(r)),
    col(['手机号是否验证', 'phone_verified'], decoy.yesNo(r), { fixed: true }),
    col(['注册时间', 'ctime'], decoy.milliseconds(r)),
    col(['登录地址', 'addr', '最近登录地址'], decoy.ips(r), { fixed: true }),
  ]),
]
