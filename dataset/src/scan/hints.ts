import { signal } from './signals.ts'

/** What a column's name, and those beside it, say before a single value is seen. */
export interface Hints {
  /** signals the name speaks of */
  named: number
  /** the name promises a licence to drive, whose number is the resident number */
  licence: boolean
  /** the name only says “name”, of whom or what it does not say */
  someName: boolean
  /** the name speaks of those who take part, persons or firms */
  party: boolean
  /** the name says that its values are parts of names: first names or surnames alone */
  partName: boolean
  /** the name speaks of a place, a firm, a brand, whose own names look like persons' */
  thing: boolean
  /** the name promises a count, an amount, a time, an order number: digits in it mean nothing by themselves */
  contrary: boolean
  /** signals that the columns beside it make likelier */
  near: number
}

const documents = signal.residentId | signal.residentId15 | signal.passport | signal.travelPermit

/** Words by which columns are named: Chinese anywhere, English and pinyin initials as whole words (`_` stands for a word's edge). */
const words: readonly (readonly [number, RegExp])[] = [
  [
    signal.residentId | signal.residentId15,
    /身份证|公民身份|居民身份|_(id_?cards?|identity(_(no|number|card))?|national_id|[a-z]{0,4}sfzh?m?|sfz_?h|shen_?fen_?zheng(_?hao(_?ma)?)?|gmsfhm|ssn)_/,
  ],
  [
    documents,
    /证[件照](号|编号|码)|证[件照]_|有效证件|_([a-z]{0,4}zjhm?|[a-z]{1,4}zj|paper(_?(no|num|number))?|certs?|credentials?|cert_?(no|num|number|code)|credential(_no|_number)?|id_?(no|num|number)|certificate_(no|number)|doc(ument)?_?(no|number)|zheng_?jian_?hao(_?ma)?)_/,
  ],
  [
    signal.residentId | signal.residentId15,
    /驾驶证|驾照|从业资格证|驾驶证件|_(jszh|jsz|jia_?shi_?zheng(_?hao)?|driver_?licen[cs]e(_(no|number|id))?|driving_licen[cs]e|licen[cs]e_id|dl_no)_/,
  ],
  [
    signal.passport,
    /护照|_(passports?(_?(no|num|number|id))?|ppt(_?(no|num|number))?|[a-z]{0,3}hzhm|hzh|hu_?zhao(_?hao(_?ma)?)?)_/,
  ],
  [
    signal.travelPermit,
    /通行证|台胞证|回乡证|港澳证|往来(港澳|台湾)|_(tong_?xing_?zheng(_?hao)?|travel_?permit(_?(no|number))?|permit_(no|number)|txzh|hkm_permit|[a-z]{0,6}txzh?|[hm]rp|hkmp|mtp|hrp|home_?return(_permit)?|tbz|tbzh?|hxz|gatxz)_/,
  ],
  [
    signal.mobile | signal.landline,
    /电话|联系方式|联络方式|联系号码|_(phone(_?(no|num|number))?|tel(_?(no|num|number))?|telephone|telno|contact_(no|number|phone|way)|(lx|yd|gd|bg|zz|zb|jj|jt|dw|kh|sj|lxr|[sfj][hj]r|jsy|cz|tsr|bjr)?dh|lxfs|(lian_?xi_?)?dian_?hua|lian_?xi_?fang_?shi)_/,
  ],
  [
    signal.mobile,
    /手机|移动电话|_(mobile(_?(no|num|number|phone))?|cell(_?phone)?|sjh|sjhm|shou_?ji(_?hao(_?ma)?)?|handset|msisdn)_/,
  ],
  [
    signal.landline,
    /座机|固话|固定电话|传真|小号|短号|内线|总机|直拨|_(landline|fax(_no|_number)?|office_phone|home_phone|gddh)_/,
  ],
  [signal.email, /邮箱|电子邮件|_(e_?mail(_address)?|mail|mail_?box|dzyx|dzyj|you_?xiang)_/],
  [
    signal.bankCard,
    /银行卡|工资卡|结算卡|(结算|扣款|还款|支付|退款)账[户号]|银行账号|银行帐号|储蓄卡|信用卡|借记卡|收款账号|账户号|卡号|_(bank_?(card|account|no|acct)(_?(no|num|number))?|card_?(no|num|number)|account_?(no|num|number)|yhkh?|yhzh|gzkh?|skzh|yin_?hang_?ka(_?hao)?|credit_card|pan)_/,
  ],
  [
    signal.uscc,
    /信用代码|社会信用|税号|纳税人识别号|_(uscc|credit_code|social_credit(_code)?|tyshxydm|xydm|tax_(no|id|number)|taxpayer_id|unified_code|nsrsbh|shui_?hao|ty(sh)?(xy)?dm|tyrsh|nsrsh)_/,
  ],
  [
    signal.plate,
    /车牌|号牌|牌照|车号|_([gqz]c?h|cp|cp_?hao|hp|plates?(_?(no|num|number|id))?|licen[cs]e_plate(_no)?|cph|cphm|hphm|veh(icle)?_?(no|num|number|plate|licen[cs]e)|car_?(no|num|number|plate)|vlp|plate_num|che_?pai(_?hao(_?ma)?)?|hao_?pai(_?hao_?ma)?)_/,
  ],
  [
    signal.vin,
    /车架|底盘号|大架号|车辆识别|识别代号|_(che_?jia_?hao|vin(_?(no|code|number))?|cjh|clsbdm|clsbdh|frame_?(no|number)|chassis(_?(no|number))?)_/,
  ],
  [signal.driverArchive, /档案编号|档案号|_([a-z]{0,4}dabh|dah|archive_?(no|num|number|id)|file_no)_/],
  [
    signal.seafarer,
    /船员|海员|适任证|服务簿|_(seafarers?(_?(no|cert|certificate|id))*|seam[ae]n_?(book|no|cert|certificate|id)|certificate_of_competency|crew_?(cert|no|id)(_no)?|coc(_?(no|number))?|srzs(bh)?|hyz(h|hm)?)_/,
  ],
  [
    signal.obu,
    /电子标签|标签(序列)?号|合同序列号|_obu|_(tag_?(no|id|sn|number)|contract_?(sn|serial)|htxlh|obu_?(id|no|sn|number|code)?|contract_serial(_no)?|etag)_/,
  ],
  [
    signal.etcCard,
    /(etc|cpu)_?卡|用户卡|通行卡|记账卡|[^交]通卡|_(etc_?(ka?_?h(ao)?|kh)|cpu_?card_?(id|no|num|number|sn)|etc_?(card)?_?(id|no|num|number)|etc_card|cpu_card(_id|_no)?|card_?id|user_card(_no|_id)?)_/,
  ],
  [signal.mmsi, /水上移动|海上移动|九位码|识别码|ais_?码|_ais_?(id|no|code)_|_mmsi(_?(no|code|number))?_/],
  [signal.imo, /国际海事|_imo(_?(no|code|num|number))?_/],
  [
    signal.personName,
    /姓_?名|英文名|骑手|考生|民警|管理人?员|执行人|登记人|失主|签名|车长|维修[员工]|修理[员工]|员工|拼音名|乘车人|乘船人|购票人|报警人|报案人|投诉人|值班[员人]|安全员|收费员|学员|教练员|[站队]长|轮机长|大副|监护人|签收人|送修人|户主|司机|驾驶员|乘客|旅客|联系人|收货人|发货人|收件人|寄件人|经办人|负责人|法定代表人|法人|车主|船长|客户名|持卡人|投保人|被保险人|押运员|从业人员|操作员|当事人|租客|货主|_(xm|sjxm|full_?name|real_?name|user_?real_?name|driver(_?name)?|passenger(_?name)?|contact(s|_?name|_?person)?|consignee(_?name)?|consignor(_?name)?|owner(_?name)?|holder(_?name)?|customer_?name|captain|operator_?name|person_?name|cardholder|lxr|frdb|legal_person|receiver(_?name)?|sender(_?name)?|shipper|(crew|staff|employee|student|seaman|applicant|recipient|complainant|contact_person|coach|member|guardian|user_real)_?(full_?)?name|name_of_(the_)?(crew|driver|passenger|seaman|staff|employee|applicant|owner|holder|contact|student|master|guest)|name_en|en_?name|(english|latin|pinyin)_name|xing_?ming|si_?ji(_?xing_?ming)?|jia_?shi_?yuan|lian_?xi_?ren|che_?zhu|jing_?ban_?ren|fu_?ze_?ren|[a-z]{2,4}xm|surname|[a-z]{0,2}(djr|zxr|skr|fkr|lqr|sxr|czr|bgr|jsr|jbr|jjr|sjr|fhr|shr|tsr|dsr|bjr|gly|sfy|jsy|yyy|cyr|cyry|fzr|ckr|ccr)|hm|trainee|guest|rider|courier|installer|collector|seafarer|coach|escort|reporter|signed_by|signature|payee|payer|acct_?name|account_?name|(first|last|given|middle|family)_?name)_/,
  ],
  [
    signal.address,
    /地址|住址|住所|住处|住哪|常驻地|村组|户籍|居住地|详址|门牌|收货地|发货地|装货地|卸货地|送达地|收件地|取件地|派送地|起运地|运抵地|提货地|交货地|经营场所|通讯处|_([bcdfghjklmnpqrstwxyz]{1,4}dz|(jt|hj|xj)zz|(xiang_?xi_?)?di_?zhi|hu_?ji(_?di)?|zhu_?zhi|place_of_(business|residence)|addr|addrs?|address(_?(line)?_?\d?)?|home_?addr(ess)?|street(_?address)?|residence|dz|xxdz|lxdz|zz|domicile|location_detail)_/,
  ],
]

/** Not every heading with such a word in it speaks of the thing: counts, kinds, dates of it do not. */
const about =
  /次数|数量|类型|种类|日期|时间|状态|颜色|型号|有效期|国籍|机关|_(ip|mac|url|web|email|mail)_addr|ip地址|网址|mac地址|_(type|count|color|colour|status|date|time|kind|expiry|model|flag)_$/
const contraryWords =
  /订单|单号|凭证|票号|运单|流水|序号|序列|编码|批次|桩号|金额|费用|价格|税额|里程|时间|日期|产品|商品|条码|货号|版本|重量|数量|合计|请求|交易|设备|传感|imei|iccid|站号|经度|纬度|坐标|_(trade|trans|voucher|ticket|order|orders|orderid|waybill|serial|seq|sn|batch|trace|sku|item|product|goods|barcode|amount|amt|price|fee|cost|total|qty|weight|timestamp|ts|time|date|datetime|mileage|txn|transaction|request|req|bill|invoice|stake|version|device|sensor|iccid|imei|uuid|tracking|cmr|tir|awb|lng|lon|lat|longitude|latitude|gps_?x|gps_?y|jing_?du|wei_?du)(_|$)/
const thingName =
  /站名|路名|地名|品名|货名|公司|企业|单位|机构|部门|城市|省份|区县|街道|线路|路线|路段|桥名|隧道|品牌|车型|厂|船名|港口|商品|产品|名录|岗位|_(station|road|city|place|product|goods|company|corp|firm|dept|department|brand|line|route|port|ship|vessel|file|item|shop|store|hotel|event)_?name_/

/** Headings of those who take part, persons or firms: the values must show which. */
const parties =
  /\p{Script=Han}(?:人|员|者|方|户|客|师傅)_|客户|用户名|户名|学员|职工|员工|教练|领队|_(?:driver|rider|crew|seaman|employee|staff|student|teacher|coach|recipient|applicant|complainant|person|member|author|user|customer|client|guardian|inspector|officer|operator|party|agent|payer|payee|insured|beneficiary|consignee|consignor|receiver|sender|owner|holder|emergency_contact)s?(?:_name)?_(?!id|no|type|code|num|phone|tel|addr|age|sex|count|e_?mail|mobile|status|time|date|card)|_(?:lxr|jbr|sqr|dsr|fzr|sjr|jjr|shr|fhr|tsr|bjr|cyr|yyr|jjlxr|jsy|xy|zg|yg|khmc|yhmc|hm|fr|fddbr)_/u

const partName = /_(first|last|given|middle|family)_?name_|_surname_|_(姓|名)_/

const personal =
  /姓名|身份证|手机|电话|性别|出生|国籍|联系人|旅客|乘客|驾驶员|船员|_(gender|sex|birth(day|_date)?|age|nationality|mobile|phone|xm|id_?card|passenger|full_?name|real_?name)_/
const vehicles =
  /车牌|车型|车辆|收费站|门架|入口|出口|轴数|etc|_(plate|vehicle|veh|gantry|toll|axle|entry|exit|en_station|ex_station|lane|cph|hphm|obu)(_|$)/
const ships =
  /船|航向|航速|吃水|港|_(ship|vessel|imo|mmsi|sog|cog|draught|draft|callsign|call_sign|heading|eta|nav_status)(_|$)/
const positions = /经度|纬度|_(lng|lon|lat|longitude|latitude)(_|$)/

const coordinates = /经度|纬度|坐标|_(lng|lon|lat|longitude|latitude|gps_?x|gps_?y|jd|wd|jing_?du|wei_?du)_/

/** A column's name as words between `_`: camel case split, lower case, everything but letters and digits a gap. */
export const wordsOf = (name: string): string => {
  const split = name
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    // Chinese, Latin letters and digits are words of their own: MMSI号, phone2.
    .replace(/(\p{Script=Han})(?=[A-Za-z0-9])|([A-Za-z0-9])(?=\p{Script=Han})|([A-Za-z])(?=\d)/gu, '$1$2$3_')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
  return `_${split.toLowerCase()}_`.replace(/_+/g, '_')
}

/** The hints of a column among `columns`. */
export const hintsOf = (name: string, columns: readonly string[]): Hints => {
  const own = wordsOf(name.slice(0, 200))
  const speaks = !about.test(own)
  let named = 0
  if (speaks) for (const [bits, sign] of words) if (sign.test(own)) named |= bits
  // id_card_no is no bank card, etc_card_no is one of tolls.
  if (named & (signal.residentId | signal.etcCard)) named &= ~signal.bankCard
  // 客户/单位: one or the other.
  const thing = thingName.test(own.replace(/(?<=人|方|客|户|者)_(?:单位|公司|企业)_$/, '_'))
  if (thing) named &= ~signal.personName
  const others = columns
    .filter((other) => other !== name)
    .slice(0, 300)
    .map((other) => wordsOf(other.slice(0, 200)))
  const any = (sign: RegExp) => others.some((other) => sign.test(other))
  let near = 0
  if (any(personal))
    near |= documents | signal.mobile | signal.personName | signal.address | signal.driverArchive | signal.seafarer
  if (any(vehicles)) near |= signal.plate | signal.vin | signal.obu | signal.etcCard
  if ((any(ships) || any(positions)) && !coordinates.test(own)) near |= signal.mmsi | signal.imo
  if (any(ships)) near |= signal.seafarer
  let licence =
    speaks &&
    /驾驶证|驾照|_(jszh|jzhm|jsz|jia_?shi_?zheng(_?hao)?|driver_?licen[cs]e(_(no|number|id))?|driving_licen[cs]e|licen[cs]e_id|dl_no)_/.test(
      own,
    )
  // The number of a licence is a driver's where there is one beside it.
  if (
    speaks &&
    /_licen[cs]e(_?(no|num|number|id))?_/.test(own) &&
    any(/驾驶|司机|驾校|教练|学员|_(drivers?|jsy|jsyxm|siji|coach|school)_/)
  ) {
    named |= signal.residentId | signal.residentId15
    licence = true
  }
  return {
    named,
    licence,
    partName: speaks && partName.test(own),
    thing,
    party: speaks && !thing && parties.test(own),
    someName: speaks && (/名称|名字|_name_|_names_|_user_?name_/.test(own) || parties.test(own)) && !thing,
    contrary: named === 0 && contraryWords.test(own),
    near,
  }
}
