import { counties, prefectures, province } from '../kernel/regions.ts'

/** Words that name a party or their data, and what is written in their place. */
export interface Known {
  words: string
  as: string
}

/** What may still tell who somebody is. `sure` must go; the rest is for the person who checks to look at. */
export interface Residue {
  start: number
  end: number
  words: string
  why: string
  sure: boolean
}

// Characters that no name begins with or goes on with: a name ends before them, so that the words around it stay.
const glue = '由与和及为是的系从向在给对被将把以其该此本我们你您他即或且并称按因所了有无不于至到下属位'
const nameLike = `[^\\s，。；：、！？“”‘’《》〈〉【】（）()\\[\\],.;:${glue}]`
const place = `(?:${[...prefectures, ...counties]
  .flatMap(({ name }) => [name, name.replace(/(?:.{1,3}族)+自治[州县]$|(?:市|县|区|特区)$/u, '')])
  .filter((name) => name.length >= 2)
  .sort((a, b) => b.length - a.length)
  .join('|')})`
const organisationEnd =
  '(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|子公司|公司|集团|事务所|研究院|研究所|设计院|合作社|交通运输局|市场监督管理局|管理局|管理处|运输局|交警支队|大学|学院)'
const surname =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔向欧阳]'

/** In the order they are taken out; `as` is what is written instead. */
const patterns: readonly { find: RegExp; as: string; why: string }[] = [
  { find: /[\w.+-]*@[\w.-]+/g, as: '【邮箱】', why: '电子邮箱' },
  { find: /(?:https?:\/\/|www\.)[^\s，。；）)】]+/gi, as: '【网址】', why: '网址' },
  { find: /[A-Z]{2,}[A-Z0-9]*(?:-[A-Z0-9]+){2,}/g, as: '【编号】', why: '编号' },
  {
    find: /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•\s]?[A-Z0-9]{5,6}(?![A-Z0-9])/g,
    as: '【车牌】',
    why: '车牌号',
  },
  { find: /(?<![A-Z\d])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![A-Z\d])/gi, as: '【电话】', why: '电话' },
  { find: /(?<![A-Z\d])0\d{2,3}[- ]?\d{7,8}(?![A-Z\d])/gi, as: '【电话】', why: '电话' },
  { find: /(?<![A-Z0-9])(?=(?:[A-Z]*\d){7})[A-Z0-9]{9,}(?![A-Z0-9])/gi, as: '【号码】', why: '证件或者代码' },
  { find: /\d(?:[ -]?\d){6,}/g, as: '【号码】', why: '长号码' },
  { find: /[（(〔[]\d{4}[）)〕\]][^\s，。；、]{1,12}?号/g, as: '【文号】', why: '文书编号' },
  { find: /(\d{4}年\d{1,2}月)\d{1,2}日/g, as: '$1', why: '具体日期' },
  { find: /(\d{4})-(\d{1,2})-\d{1,2}(?!\d)/g, as: '$1年$2月', why: '具体日期' },
  {
    find: new RegExp(
      `${nameLike}{2,24}?(?:[（(][^）)]{1,8}[）)])?${organisationEnd}(?:${nameLike}{0,8}?${organisationEnd})*`,
      'gu',
    ),
    as: '某单位',
    why: '单位名称',
  },
  { find: new RegExp(place, 'gu'), as: '某地', why: '地名' },
  {
    find: /[^\s，。；：、]{2,8}(?:路|街|大道|巷)\d+号(?:[^\s，。；：、]{0,10}?(?:栋|楼|室|单元))?/gu,
    as: '某地址',
    why: '地址',
  },
  {
    find: new RegExp(
      `(联系人|法定代表人|负责人|经办人|证人|姓名)([：:为是]?)\\s*(?!某)${surname}[\\p{Script=Han}]{1,2}(?![\\p{Script=Han}]*公司)`,
      'gu',
    ),
    as: '$1$2某人',
    why: '人名',
  },
  {
    find: new RegExp(`${surname}[\\p{Script=Han}]{0,2}?(先生|女士|经理|主任|工程师|教授|律师)`, 'gu'),
    as: '某$1',
    why: '人名',
  },
]

const wide = /[０-９Ａ-Ｚａ-ｚ＠．－＋]/g
const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]/g
/** Half-width digits and letters, nothing invisible between them; Chinese punctuation stays as it is. */
const plain = (text: string): string => text.replace(invisible, '').replace(wide, (c) => c.normalize('NFKC'))

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
/** A name however it is spaced, in whatever brackets. */
const spelt = (words: string): RegExp => {
  const characters = [...plain(words).replace(/[\s·•（）()]/g, '')]
  return new RegExp(characters.map(escaped).join('[\\s·•（）()]*'), 'giu')
}

/** The forms a name is written in: whole, without what stands in brackets, and without its legal form. */
function formsOf({ words, as }: Known): Known[] {
  const whole = plain(words).trim()
  const bare = whole.replace(/[（(][^）)]*[）)]/g, '')
  const stem = bare.replace(new RegExp(`${organisationEnd}$`, 'u'), '')
  const short = stem.replace(new RegExp(`^(?:${province.name}|贵州|中国|${place}市?|${place}(?:州|县|区)?)`, 'u'), '')
  const enough = (form: string, least: number) => [...form.replace(/\s/g, '')].length >= least
  return [whole, bare, stem, short]
    .filter((form, i) => enough(form, i < 2 ? 2 : 3))
    .map((form) => ({ words: form, as }))
}

function allForms(known: readonly Known[]): Known[] {
  const forms = new Map(known.flatMap(formsOf).map((form) => [form.words, form]))
  return [...forms.values()].sort((a, b) => b.words.length - a.words.length)
}

function pass(text: string, forms: readonly Known[]): string {
  let out = text
  for (const { words, as } of forms) out = out.replace(spelt(words), as)
  for (const { find, as } of patterns) out = out.replace(find, as)
  return out
    .replace(/(某地|某单位|某地址)(?:[市州县区]?\s*\1)+/gu, '$1')
    .replace(/某地(?:市|州|县|区)(?!域|间|段)/gu, '某地')
}

/** What was taken out may bring together what was apart; a handful of passes settle any text. */
const mostPasses = 20

/** Takes names, numbers and places out of a text by rule. The same text and parties give the same; what is anonymous stays as it is. */
export function anonymise(text: string, known: readonly Known[]): string {
  const forms = allForms(known)
  let out = plain(text)
  for (let passes = 0; passes < mostPasses; passes++) {
    const next = pass(out, forms)
    if (next === out) break
    out = next
  }
  return out
}

const doubtful: readonly { find: RegExp; why: string }[] = [
  { find: new RegExp(`(?<![某本我该贵对双各两原])${organisationEnd}`, 'gu'), why: '可能是单位名称' },
  { find: new RegExp(`${surname}某`, 'gu'), why: '可能是人名' },
  { find: /(?<!某)[^\s，。；：、某]{1,4}(?:先生|女士)/gu, why: '可能是人名' },
  { find: /[“「][^”」]{2,20}(?:平台|系统|项目|工程|APP)[”」]/giu, why: '可能是当事人的平台或者项目名称' },
  { find: /\d{5,6}/g, why: '较长的数字' },
]

/** What a text still says of who the parties are, by rule: for whoever checks it, and against what must not be published. */
export function residuesOf(text: string, known: readonly Known[]): Residue[] {
  const found: Residue[] = []
  const look = (find: RegExp, why: string, sure: boolean) => {
    for (const { index, 0: words } of text.matchAll(find)) {
      const end = index + words.length
      if (!found.some((one) => index < one.end && one.start < end)) found.push({ start: index, end, words, why, sure })
    }
  }
  for (const { words } of allForms(known)) look(spelt(words), '当事人的名称', true)
  for (const { find, why } of patterns) if (why !== '具体日期') look(find, why, true)
  // The beginning of a long name is what people call its owner by.
  for (const { words } of known) {
    const short = plain(words).replace(new RegExp(`^(?:${province.name}|贵州|${place}市?)`, 'u'), '')
    if ([...short].length >= 6) look(spelt([...short].slice(0, 3).join('')), '可能是当事人的简称', false)
  }
  for (const { find, why } of doubtful) look(find, why, false)
  return found.sort((a, b) => a.start - b.start)
}
