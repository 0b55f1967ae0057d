const keep = (text: string, head: number, tail: number, stars?: number): string => {
  const chars = [...text]
  if (chars.length <= head + tail) return '*'.repeat(chars.length)
  const hidden = stars ?? chars.length - head - tail
  return chars.slice(0, head).join('') + '*'.repeat(hidden) + (tail ? chars.slice(-tail).join('') : '')
}

/**
 * Masks for previews, samples and notices. They are for the eye: masked data is at most de-identified, never anonymised
 * (PIPL Art. 73). A value too short for its mask is hidden whole.
 */
export const masks = {
  /** 贵A12345 → 贵A****5 */
  plate: (v: string) => keep(v, 2, 1),
  /** First eight, the rest hidden. */
  vin: (v: string) => keep(v, 8, 0),
  /** Resident id, qualification certificate: first three and last two. */
  idNumber: (v: string) => keep(v, 3, 2, 3),
  /** 13812341234 → 138****1234 */
  phone: (v: string) => keep(v, 3, 4),
  /** Bank card, ETC card, OBU: last four. */
  card: (v: string) => keep(v, 0, 4, 4),
  /** Maritime identity: first three. */
  mmsi: (v: string) => keep(v, 3, 0),
  /** A person's name: 张三丰 → 张** */
  name: (v: string) => keep(v, 1, 0),
  /** a.b@c.cn → a***@c.cn */
  email: (v: string) => (v.includes('@') ? `${v.slice(0, 1)}***${v.slice(v.lastIndexOf('@'))}` : keep(v, 1, 0)),
} as const satisfies Record<string, (value: string) => string>

export type SensitiveKind = Exclude<keyof typeof masks, 'email'> | 'track' | 'face' | 'waybill'

/** What a column name alone gives away: Chinese words anywhere, English words whole (`_` stands for each word's edge). */
const COLUMN_SIGNS: readonly (readonly [SensitiveKind, RegExp])[] = [
  ['plate', /车牌|号牌|_plates?_|_licen[cs]e_(no|number|plate)_|_(cph|hphm)_|_(veh|vehicle)_(no|num|number)_/],
  ['vin', /车架|车辆识别|_vin_/],
  ['idNumber', /身份证|证件号|从业资格|护照|_id_?card_|_identity_(no|number)_|_(ssn|passport)_/],
  ['phone', /手机|电话|联系方式|_(phone|telephone|mobile|tel)_/],
  ['card', /银行卡|卡号|_etc_card_|_obu_|_bank_(no|card)_|_card_(no|num|number|id)_/],
  ['name', /姓名|司机名|驾驶员_|乘客_|旅客_|_(driver|passenger|real|contact)_name_/],
  ['mmsi', /船名|_mmsi_|_(ship|vessel)_name_/],
  ['face', /人脸|面部|_face_/],
  ['track', /轨迹|行踪|经度|纬度|_(lng|lon|longitude|lat|latitude|gps|trajectory)_/],
  ['waybill', /收货人|发货人|收件|寄件|_(consignee|consignor|recipient)_/],
]

/** The kind of sensitive data a column's name or label points to, if any. A hint for people, not a scan of the data. */
export function sensitiveColumn(name: string): SensitiveKind | undefined {
  const split = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^\p{L}\p{N}]+/gu, '_')
  const words = `_${split.toLowerCase()}_`
  return COLUMN_SIGNS.find(([, sign]) => sign.test(words))?.[0]
}

const IN_CLEAR: readonly (readonly ['idNumber' | 'phone' | 'plate', RegExp])[] = [
  ['idNumber', /(?<![\d.])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/],
  ['phone', /(?<![\d.])1[3-9]\d{9}(?!\d)/],
  [
    'plate',
    /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])/,
  ],
]

/** True when text itself holds something that looks like a plate, a resident id or a mobile number in clear. */
export function sensitiveValue(text: string): 'plate' | 'idNumber' | 'phone' | undefined {
  return IN_CLEAR.find(([, sign]) => sign.test(text))?.[0]
}

/** Text with every resident id, mobile number, plate and mail address in it masked. */
export function maskPersonal(text: string): string {
  const mails = text.replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (found) => masks.email(found))
  return IN_CLEAR.reduce(
    (rest, [kind, sign]) => rest.replace(new RegExp(sign, 'g'), (found) => masks[kind](found)),
    mails,
  )
}
