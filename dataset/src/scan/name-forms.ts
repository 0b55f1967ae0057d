import { isSurnameCode, nameLooks } from './names.ts'

const remark = /[\s]?[（([【][^（()）\]】\d]{1,8}[)）\]】]?$/u
const tail = /(?:\d{1,2}|[、，,;；。.*]+)$/u
const title = /(?<=\p{Script=Han}{2})(?:先生|女士|小姐|师傅|老师|同志|经理|主任|教练)$/u
const apart = /^(\p{Script=Han})[\s\u3000]{1,4}(\p{Script=Han})$/u
const decorated = new Uint8Array(65_536)
for (const char of ' \u3000\t）)】]、，,;；。.*0123456789生士姐傅师志理任练') decorated[char.charCodeAt(0)] = 1

/** A name without what clerks put behind it (（组长）, 、, 2, 师傅) or between its two characters; the text itself where nothing is. */
export const undecorated = (text: string): string => {
  if (text.length > 16) return text
  const two = text.length <= 6 ? apart.exec(text) : null
  if (two) return `${two[1]}${two[2]}`
  if (decorated[text.charCodeAt(text.length - 1)] !== 1) return text
  return text.replace(remark, '').replace(tail, '').replace(title, '')
}

// Syllables by which Tibetan, Yi, Uighur and other names are written in Chinese characters.
const syllables =
  '次仁扎西多吉卓玛旦增丹尼措格桑罗布达瓦央金白索朗南顿珠洛嘎曲珍让才旺堆宗姆拉加勒巴特乌兰图雅苏娜海来沙苦铁纳麻吾买提艾合阿不都克拉木江热孜古丽依尔呷马哈支俄伍果有比且子惹莫几日史约的呼和其木格贡平益项公保桑吉'
const isSyllable = new Uint8Array(65_536)
for (const char of syllables) isSyllable[char.charCodeAt(0)] = 1
const isDot = new Uint8Array(65_536)
for (const char of '·•・‧.') isDot[char.charCodeAt(0)] = 1
const every = (text: string, set: Uint8Array): boolean => {
  for (let i = 0; i < text.length; i++) if (set[text.charCodeAt(i)] !== 1) return false
  return true
}
const dots = /^\p{Script=Han}{1,6}(?:[·•・‧.]\p{Script=Han}{1,8}){1,3}$/u
const thing = /[路站桥街镇县市区村港号线厂店山河湖]/u

/** 阿侯·木呷, 勒格尔古, 杨李思涵: names of other peoples, and those with the surnames of both parents. */
export const isUnusualName = (text: string): boolean => {
  const length = text.length
  if (length < 3) return false
  for (let i = 1; i < 7 && i < length; i++)
    if (isDot[text.charCodeAt(i)] === 1) return dots.test(text) && !thing.test(text)
  if (length > 6) return false
  if (every(text, isSyllable)) return true
  return (
    length === 4 &&
    isSurnameCode(text.charCodeAt(0)) &&
    isSurnameCode(text.charCodeAt(1)) &&
    nameLooks(text.charAt(0) + text.slice(2)) === 2
  )
}

const pinyinSurnames = new Set(
  (
    'ai an ao bai ban bao bi bian cai cao cen chai chang che chen cheng chi chu cui dai dan deng di ding dong du duan fan fang fei feng fu gan ' +
    'gao ge geng gong gou gu guan guo han hao he hong hou hu hua huang huo ji jia jian jiang jiao jin jing ju kang ke kong kuang lai lan lang ' +
    'lei leng li lian liang liao lin ling liu long lou lu luo lv ma mao mei meng mi miao min mo mou mu nie niu ou pan pang pei peng pi pu qi ' +
    'qian qiao qin qiu qu quan ran ren rong ruan sha shan shang shao she shen sheng shi shu si song su sui sun tan tang tao teng tian tong tu ' +
    'wan wang wei wen weng wu xi xia xiang xiao xie xin xing xiong xu xuan xue yan yang yao ye yi yin ying you yu yuan yue yun zang zeng zha ' +
    'zhai zhan zhang zhao zheng zhong zhou zhu zhuang zhuo zou zuo linghu ouyang shangguan situ zhuge xiahou huangfu murong gongsun sima'
  ).split(' '),
)
const twoWords = /^([A-Z][A-Za-z]{1,9})(?:, ?|[ /])([A-Z][A-Za-z]{1,11}(?:[ -][A-Za-z]{2,6})?)$/
const syllable =
  '(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:i?ang?|i?ong|u?ang?|u?ai|i?ao|i?ou|uo|u[ei]|ue|i[eu]|ing?|u?en|eng?|un|er|ia|ua|a|o|e|i|u|v)'
const pinyin = new RegExp(`^(?:${syllable}){1,3}$`)

/** Yang Guangming, HUANG/DEHUA: a surname in pinyin and a given name of pinyin syllables. */
export const isPinyinName = (text: string): boolean => {
  if (text.length > 26) return false
  const [, first = '', second = ''] = twoWords.exec(text) ?? []
  return pinyinSurnames.has(first.toLowerCase()) && pinyin.test(second.toLowerCase().replace(/[ -]/, ''))
}
