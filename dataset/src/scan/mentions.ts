import { isUnusualName, undecorated } from './name-forms.ts'
import { isHan, nameLooks } from './names.ts'

// One byte for each character: a look-up per character instead of a search in sets.
const endsCall = 1
const beforeCallEnds = 2
const acts = 4
const flags = new Uint8Array(65_536)
const mark = (chars: string, flag: number) => {
  for (let i = 0; i < chars.length; i++) flags[chars.charCodeAt(i)] = (flags[chars.charCodeAt(i)] ?? 0) | flag
}
mark('机员人客主长名者', endsCall)
mark('司驶运全班费乘旅车货船站队姓系件事诉案警办责请电伤死患失务', beforeCallEnds)
mark('接系签已驾轻重伤弃未', acts)
const is = (code: number, flag: number): boolean => ((flags[code] ?? 0) & flag) !== 0

const callings =
  /(?:司机|驾驶员|驾驶人|伤者|死者|患者|失主|乘务员|押运员|安全员|值班员|收费员|乘客|旅客|车主|货主|船长|站长|队长|姓名|(?:联系|收货|发货|收件|寄件|当事|投诉|报案|报警|经办|负责|申请|来电)人)(?:姓名)?[\s:：是为叫]{0,2}(\p{Script=Han}{2,8})/gu
const afterName =
  /^(\p{Script=Han}{2,4}?)(?:电话|手机|身份证|驾驶证|来电|致电|联系|要求|反映|驾驶|报警|报案|投诉|称|于|在|送|对|未|已|因|受|弃|轻伤|重伤)/u

/** Whether there is a word in the text that may call somebody by what he is, with room for a name behind it. */
export const callsSomebody = (text: string): boolean => {
  for (let i = text.length - 1; i > 0; i--) {
    const code = text.charCodeAt(i)
    if (is(code, acts) || (is(code, endsCall) && is(text.charCodeAt(i - 1), beforeCallEnds))) return true
  }
  return false
}

/** A name that the word before it says to be one, in running text: 司机李强，电话…; null where there is none. */
export const calledName = (text: string): string | null => {
  for (const [, run = ''] of text.matchAll(callings)) {
    const name = run.length <= 3 || nameLooks(run) === 2 ? run : (afterName.exec(run)?.[1] ?? '')
    if (nameLooks(name) > 0 || isUnusualName(name)) return name
  }
  for (const sign of [metBy, acting]) {
    const name = (sign.exec(text)?.[1] ?? '').replace(/\s/g, '')
    if (nameLooks(name) === 2 || (name.length > 2 && nameLooks(name) === 1) || isUnusualName(name)) return name
  }
  return null
}

/** Somebody is met, or does what only persons do: 与骆安娟对接, 娄杰已到, 经查，管海山未办理许可. */
const metBy = /[与和向由请找交](\p{Script=Han}{2,4}?)(?:对接|联系|交接|签[收字]|核实|确认|沟通)/u
const acting =
  /^(?:经查[，,]?)?(\p{Script=Han}{2,4}?|\p{Script=Han}\s{1,3}\p{Script=Han})(?:已到|驾驶|驾车|轻伤|重伤|受伤|弃车|未办理|未取得|签收)/u

const beforeNumber =
  /^(\p{Script=Han}{2,4}?|\p{Script=Han}{1,6}[·•・‧.]\p{Script=Han}{1,6}|\p{Script=Han}\s{1,3}\p{Script=Han})(?:先生|女士|师傅)?[\s:：/,，、(（—-]{0,3}(?:(?:手机|电话|tel|mob)[:：]?)?\s?['’]?(?:\+|\d[\d*×xX\s()（）-]{4})/iu

/** Under a heading of names, the name before a telephone number. */
export const nameBeforeNumber = (text: string): string | null => {
  const name = beforeNumber.exec(text)?.[1]?.replace(/\s/g, '')
  return name !== undefined && (nameLooks(name) > 0 || isUnusualName(name)) ? name : null
}

/** The part of a list that is a name, beside plates or telephones: 贵A12345，袁友（组长）. */
export const nameAmong = (text: string, named: boolean): string | null => {
  for (const part of text.split(/[\s,，、/|;；]+/, 4)) {
    if (!isHan(part.charCodeAt(0))) continue
    const name = undecorated(part)
    const looks = nameLooks(name)
    if (looks === 2 || (named && (looks > 0 || isUnusualName(name)))) return name
  }
  return null
}
