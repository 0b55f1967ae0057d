import type { Draw } from '../draw.ts'
import type { Cell } from '../labels.ts'
import { type Column, join, type Make, weighed } from './cells.ts'
import type { Numbers } from './numbers.ts'
import type { Persons } from './persons.ts'
import type { Places } from './places.ts'

const names =
  '姓名|驾驶员|驾驶员姓名|XM|xingming|driverName|jsyxm|联系人|lxr|经办人|当事人|从业人员姓名|contact_person|船长|旅客姓名|申请人|负责人|法定代表人|full_name|押运员姓名|staff_name|值班人员|送修人|签收人|lianxiren|Name'
const addresses =
  '地址|家庭住址|住址|DZ|dizhi|address|户籍地址|装货地址|卸货地址|loading_address|delivery_addr|通讯地址|经营地址|详细地址|xxdz|residence|联系地址|收件地址|zhuzhi|home_address|注册地址|寄件人地址|lxdz|取件地址'
const phones =
  '手机号|联系电话|移动电话|SJH|shouji|phoneNumber|driver_tel|lxdh|手机|contact_mobile|司机电话|报警人电话|yddh|cellphone'

/** Tables as the offices and firms of transport keep them; each is made once a round. */
export const tables = (draw: Draw, n: Numbers, p: Persons, l: Places): Record<string, readonly Column[]> => {
  const { one, chance, between, digits, two } = draw
  const gaps =
    (share: number, make: Make): Make =>
    (row) =>
      chance(share) ? [one(['', '', '无', '-', '/'])] : make(row)
  const time = (): string =>
    `2024-${two(between(1, 12))}-${two(between(1, 28))} ${two(between(0, 23))}:${two(between(0, 59))}:${two(between(0, 59))}`
  const moment: Column = ['时间|time|transTime|sj', () => [time()]]
  const whole: Cell[] = [['客户来电询问ETC扣费'], ['设备离线，已报修'], ['雨天路滑，减速慢行'], ['无异常']]
  const note = (): Cell =>
    weighed(
      draw,
      [5, () => join('司机', [p.plain(), 'personName'], '，电话', [n.rawMobile(), 'mobile'], '，要求改约时间')],
      [3, () => join('联系人：', [p.plain(), 'personName'], ' ', [n.rawMobile(), 'mobile'])],
      [4, () => join('车辆', [n.rawPlate(), 'plate'], `在${l.stake()}抛锚`)],
      [3, () => join('送至', [l.full(), 'address'], '，本人签收')],
      [3, () => join('身份证', [n.rawId(), 'residentId'], '，已比对')],
      [2, () => join('投诉人', [n.rawMobile(), 'mobile'], '反映', [n.rawPlate(), 'plate'], '拒载')],
      [2, () => join('退款账户', n.bankCard(), '，请财务办理')],
      [2, () => join('座机', n.landline(), '无人接听')],
      [6, () => one(whole)],
      [4, () => [`${l.site()}事故，占用一条车道，${between(1, 9)}车追尾`]],
      [3, () => [`工单${digits(11)}，金额${between(1, 9999)}.5元`]],
    )
  const name: Column = [names, p.written]
  const mobile: Column = [phones, gaps(0.03, n.mobile)]
  const address: Column = [addresses, gaps(0.03, l.written)]
  const plate: Column = [
    '车牌号|plateNo|hphm|车号|vehicle_plate|牌照号码|CPH|车辆号牌|vehicleNo|chepaihao|机动车号牌',
    n.plate,
  ]
  const card: Column = [
    'ETC卡号|cardId|用户卡号|CPU卡编号|etcCardNo|etckh|ETC用户卡编号|通行卡号|CARD_ID|黔通卡号|粤通卡号',
    n.etcCard,
  ]
  const obu: Column = ['OBU编号|obuId|OBU合同序列号|obu_serial|电子标签号|OBUID|obubh|电子标签编号', n.obu]
  const mmsi: Column = [
    'MMSI|mmsi|MMSI号|ship_mmsi|水上移动识别码|船舶MMSI|Mmsi|海上移动业务标识|AIS_MMSI|MMSI码',
    n.mmsi,
  ]
  const ship: Column = [
    '船名|shipName|cbmc',
    () => [`${one(['黔', '渝', '桂', '湘', '川'])}${one(['航', '港', '运', '货'])}${digits(4)}`],
  ]
  const id: Column = [
    '身份证号|idCard|sfzh|SFZHM|公民身份号码|id_number|证件号|shenfenzheng|驾驶员身份证|IDNO',
    n.residentId,
  ]
  return {
    gantry: [moment, plate, card, obu, ['计费金额|fee', () => [String(between(100, 90_000))]]],
    cardSplit: [
      ['卡网络编号|cardNet|发行方编号', () => [n.network()]],
      ['ETC卡内部编号|ETC卡号|cpuCardId|etc_card_no', n.etcInner],
      obu,
    ],
    etcAccount: [
      ['客户名称|userName|用户名称|khmc', p.ownerOrFirm],
      id,
      mobile,
      card,
      ['绑定银行卡|bank_account|yhkh|扣款账号', n.bankCard],
    ],
    cardsMixed: [['ETC卡号/OBU号|介质编号|media_no', () => (chance(0.6) ? n.etcCard() : [digits(8)])], plate],
    drivers: [name, id, mobile, address, ['档案编号|dabh|file_no|驾驶证档案号', n.driverArchive]],
    licences: [
      ['驾驶员|jsy|Driver', p.tidy],
      ['驾驶证号|jszh|drivingLicenceNo|驾驶证编号|licence_no', n.driverLicence],
      plate,
      mobile,
    ],
    oldStaff: [
      name,
      ['身份证号码|sfz|身份证', () => (chance(0.75) ? n.oldId() : n.residentId())],
      ['家庭地址|jtzz|地址', l.address],
    ],
    freight: [
      ['托运人|shipper|fhr|consignor', p.ownerOrFirm],
      ['装货地址|zhdz|loadAddress|起运地', l.written],
      ['收货人|consignee|shr|receiver', p.ownerOrFirm],
      ['收货地址|shdz|unloadAddress|送达地', l.written],
      ['司机手机|sjsj|driverPhone', n.mobile],
    ],
    parcels: [
      ['收件人|sjr|to_name|recipient', p.written],
      ['收件电话|to_phone|sjrdh', n.mobile],
      ['收件地址|to_addr|sjrdz', l.written],
    ],
    punish: [
      ['当事人|dsr|party_name', p.ownerOrFirm],
      ['当事人住址|dsrdz|party_address', l.written],
      plate,
      ['违法地点|wfdd|illegal_site', () => [l.site()]],
    ],
    travellers: [
      ['旅客|passenger|lkxm|乘车人', p.written],
      [
        '证件号码|zjhm|docNo|certificateNo',
        () => weighed(draw, [70, n.residentId], [15, n.passport], [15, n.travelPermit]),
      ],
      ['上车站|from_stop', () => [l.stop()]],
    ],
    border: [
      ['护照号|hzh|passportNo|护照编号|PassportNumber', n.passport],
      ['旅客英文名|name_en|Passenger Name', p.latin],
    ],
    permits: [
      ['通行证号|txzh|港澳居民来往内地通行证|permit_no|往来港澳通行证号', n.travelPermit],
      ['姓名|xm|name', p.tidy],
    ],
    crew: [
      ship,
      ['船员姓名|cyxm|crewName|seaman', p.tidy],
      ['适任证书编号|srzsbh|certificate_of_competency|船员适任证书号', n.seafarer],
      mobile,
    ],
    crewList: [
      ['Name of Crew|crew_full_name|Family name, given name', p.latin],
      ['Seaman Cert No|海员证书编号|船员证书号', n.seafarer],
    ],
    ships: [
      ship,
      mmsi,
      ['IMO编号|imo|IMO No.|imoNumber', gaps(0.1, n.imo)],
      ['总吨|gross', () => [String(between(80, 99_000))]],
    ],
    ais: [
      mmsi,
      moment,
      ['航速|sog', () => [(between(0, 200) / 10).toFixed(1)]],
      ['航向|cog', () => [(between(0, 3599) / 10).toFixed(1)]],
    ],
    aisPlain: [
      ['id|code|识别码', n.mmsi],
      ['shipname|船名', () => [`宏源${digits(3)}`]],
      ['sog|航速', () => [(between(0, 200) / 10).toFixed(1)]],
      ['cog|航向', () => [String(between(0, 359))]],
    ],
    repairs: [
      plate,
      ['VIN|车架号|clsbdh|frameNo|底盘号', n.vin],
      ['送修人|sxr|customer_name', p.written],
      mobile,
      ['下次保养里程|next_km', () => [String(between(5000, 300_000))]],
    ],
    operators: [
      ['企业名称|qymc|company', () => [p.firm()]],
      ['统一社会信用代码|tyshxydm|creditCode|纳税人识别号', n.uscc],
      ['法人|fr|legal_person|法定代表人', p.tidy],
      ['办公电话|bgdh|office_tel|固定电话', n.landline],
      ['注册地址|zcdz|reg_address', l.written],
      ['电子邮箱|dzyx|e-mail|mailbox', n.email],
    ],
    directory: [
      ['姓名|name|xm', p.written],
      ['座机|zj|tel|值班电话', n.landline],
      ['邮箱|yx|Email', gaps(0.1, n.email)],
      ['房间|room', () => [`${between(1, 20)}${two(between(1, 30))}`]],
    ],
    payroll: [
      ['职工|zg|employee', p.written],
      ['工资卡号|gzkh|银行卡|bankCardNo', n.bankCard],
      ['应发|pay', () => [`${between(3, 20)}${digits(3)}.00`]],
    ],
    dispatch: [['调度记录|ddjl|record|情况说明', note], moment, plate],
    complaints: [
      ['投诉内容|content|tsnr|反馈', note],
      ['投诉人|tsr|complainant', p.written],
      ['联系方式|lxfs|contact', () => (chance(0.75) ? n.mobile() : n.landline())],
    ],
    contacts: [
      [
        '联系人及电话|contact_info|lxrjdh',
        () => join([p.plain(), 'personName'], one([' ', '：', '-', '/']), [n.rawMobile(), 'mobile']),
      ],
      ['单位|dw', () => [p.firm()]],
    ],
    emergency: [
      ['紧急联系人|jjlxr|emergency_contact|ICE', p.written],
      ['关系|relation', () => [one(['夫妻', '父子', '母女', '朋友', '同事'])]],
      ['紧急电话|jjdh|emergency_phone', n.mobile],
    ],
    mutePersons: [
      ['f1', p.tidy],
      ['f2', n.residentId],
      ['f3', () => [n.rawMobile(), 'mobile']],
      ['f4', l.address],
      ['f5', n.plate],
    ],
    muteFirms: [
      ['A', n.uscc],
      ['B', n.email],
      ['C', n.vin],
      ['D', n.landline],
    ],
    school: [
      ['学员|xy|student_name|学员姓名', p.written],
      ['学员身份证|xysfz|stu_id_card', n.residentId],
      ['户籍|huji|户籍所在地', l.written],
      ['教练|coach|jiaolian', p.tidy],
    ],
    shopkeepers: [
      ['业户名称|yhmc|户名', p.ownerOrFirm],
      ['经营地址|jydz|place_of_business', l.written],
      ['备用电话|tel2', n.landline],
    ],
  }
}
