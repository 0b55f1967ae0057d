/** One kind of sensitive data: its Chinese name, where its form is written down, what the law calls it, what to do about it. */
export interface KindInfo {
  name: string
  standard: string
  /** a check digit tells real values from look-alikes */
  checkDigit: boolean
  class: '敏感个人信息' | '个人信息' | '关联后为个人信息' | '商业信息'
  remedy: string
}

const drop = '请删去该字段后重新存证；确需保留的，请在申请表中声明含有敏感个人信息并取得单独同意。'
const alias = '请改为随机代号并定期更换（直接取哈希可以穷举还原），或者删去该字段；保留的请声明含有个人信息。'
const generalise = '请概括到区县或者城市一级，或者删去该字段；保留的请声明含有个人信息。'
const linked = '请确认不能与个人对应；能对应的请改为随机代号，或者声明含有个人信息。'

/** Every kind the scan knows, in the order in which findings are listed. */
export const kinds = {
  residentId: {
    name: '公民身份号码',
    standard: 'GB 11643-1999',
    checkDigit: true,
    class: '敏感个人信息',
    remedy: drop,
  },
  driverLicence: {
    name: '机动车驾驶证号',
    standard: 'GB 11643-1999（证号即公民身份号码）',
    checkDigit: true,
    class: '敏感个人信息',
    remedy: drop,
  },
  driverArchive: {
    name: '驾驶证档案编号',
    standard: '业务惯例：12 位，前两位为省份',
    checkDigit: false,
    class: '个人信息',
    remedy: drop,
  },
  passport: {
    name: '护照号码',
    standard: 'ICAO 9303；中国护照字头',
    checkDigit: false,
    class: '敏感个人信息',
    remedy: drop,
  },
  travelPermit: {
    name: '港澳台及出入境通行证号码',
    standard: '国家移民管理局公布的证件式样',
    checkDigit: false,
    class: '敏感个人信息',
    remedy: drop,
  },
  seafarer: {
    name: '船员证书编号',
    standard: '海船船员适任证书编号（3 个字母、3 位类别、年份、序号）',
    checkDigit: false,
    class: '个人信息',
    remedy: drop,
  },
  mobile: {
    name: '手机号码',
    standard: '工信部已分配的号段',
    checkDigit: false,
    class: '个人信息',
    remedy: alias,
  },
  landline: {
    name: '固定电话号码',
    standard: '国内长途区号（电信网编号计划）',
    checkDigit: false,
    class: '个人信息',
    remedy: alias,
  },
  email: { name: '电子邮箱', standard: 'RFC 5321', checkDigit: false, class: '个人信息', remedy: alias },
  bankCard: {
    name: '银行卡号',
    standard: 'ISO/IEC 7812，Luhn',
    checkDigit: true,
    class: '敏感个人信息',
    remedy: drop,
  },
  uscc: {
    name: '统一社会信用代码',
    standard: 'GB 32100-2015',
    checkDigit: true,
    class: '商业信息',
    remedy: '单位代码不是个人信息；其中个体工商户（92 开头）与经营者个人对应，请确认是否需要改为代号或者取得同意。',
  },
  plate: { name: '车牌号', standard: 'GA 36-2018', checkDigit: false, class: '关联后为个人信息', remedy: alias },
  vin: {
    name: '车辆识别代号',
    standard: 'GB 16735-2019',
    checkDigit: true,
    class: '关联后为个人信息',
    remedy: '请只保留前 8 位和第 10 位（车型与年份），或者改为随机代号；保留的请声明含有个人信息。',
  },
  obu: {
    name: 'OBU 号',
    standard: '联网收费业务惯例：16 位，前四位为网络编号',
    checkDigit: false,
    class: '关联后为个人信息',
    remedy: alias,
  },
  etcCard: {
    name: 'ETC 卡号',
    standard: '联网收费业务惯例：20 位，前四位为网络编号',
    checkDigit: false,
    class: '关联后为个人信息',
    remedy: alias,
  },
  mmsi: {
    name: '水上移动业务标识',
    standard: 'ITU-R M.585-9',
    checkDigit: false,
    class: '关联后为个人信息',
    remedy: linked,
  },
  imo: { name: 'IMO 船舶识别号', standard: 'IMO A.1117(30)', checkDigit: true, class: '商业信息', remedy: linked },
  personName: { name: '姓名', standard: '姓氏表与上下文', checkDigit: false, class: '个人信息', remedy: drop },
  address: {
    name: '详细地址',
    standard: 'GB/T 23705 地址要素与上下文',
    checkDigit: false,
    class: '个人信息',
    remedy: generalise,
  },
  trajectory: {
    name: '行踪轨迹',
    standard: '个人信息保护法第二十八条',
    checkDigit: false,
    class: '敏感个人信息',
    remedy:
      '请把位置概括到 500 米以上的网格、时间概括到时段，删去起止一公里，并逐格保证最少人数；保留的请声明含有行踪轨迹并取得单独同意。',
  },
} as const satisfies Record<string, KindInfo>

export type SensitiveKind = keyof typeof kinds
