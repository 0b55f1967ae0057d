import { textLength } from '../../kernel/text.ts'
import { type Check, found, listed, spanOf } from './check.ts'

const LONGEST = 100
const COMFORTABLE = 50
const MARKS = /[®™©℠]|商标|注册商标/u
const PRAISE =
  /最(?:大|好|强|优|新|佳|全|先进|权威)|顶[级尖]|一流|首[个创]|独家|唯一|领先|权威|国家级|世界级|极致|完美|王牌|冠军/gu

/** Short enough for a certificate, long enough to say something. */
export const nameLength: Check = ({ name }, { pack }) => {
  const length = textLength(name?.trim() ?? '')
  if (length === 0) return []
  const told = {
    code: 'name_length' as const,
    field: 'name',
    remedy: '请用“地域＋内容＋数据集”的形式，50 个字以内，例如“贵州高速公路路段车速数据集”。',
  }
  if (length < 6) return [found(pack, 'name', { ...told, message: `名称只有 ${length} 个字，看不出数据内容。` })]
  if (length > LONGEST)
    return [found(pack, 'name', { ...told, message: `名称有 ${length} 个字，最多 ${LONGEST} 个字。` })]
  if (length <= COMFORTABLE) return []
  return [found(pack, 'name', { ...told, severity: 'warning', message: `名称有 ${length} 个字，偏长。` })]
}

/** The name says that it is about data. */
export const nameNoun: Check = ({ name }, { pack }) =>
  !name?.trim() || name.includes('数据')
    ? []
    : [
        found(pack, 'name', {
          code: 'name_noun',
          field: 'name',
          message: '名称里没有“数据”二字，看不出是数据集合。',
          remedy: '请以“数据”“数据集”或者“数据库”收尾。',
        }),
      ]

/** No trade marks and no praise. */
export const nameWords: Check = ({ name = '' }, { pack }) => {
  const told = { code: 'name_words' as const, field: 'name', remedy: '请删去这些词，只写数据内容和应用场景。' }
  const mark = MARKS.exec(name)
  if (mark) return [found(pack, 'name', { ...told, span: spanOf(mark), message: '名称含有商标标记。' })]
  const praise = [...name.matchAll(PRAISE)]
  const [first] = praise
  const words = [...new Set(praise.map(([word]) => word))]
  return first
    ? [
        found(pack, 'name', {
          ...{ ...told, span: spanOf(first), severity: 'warning' },
          message: `名称含有宣传用语${listed(words)}。`,
        }),
      ]
    : []
}

/** A name without width, case, blanks and punctuation: names alike in this are the same. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toLowerCase()

/** Not used before by the same registrant, blanks and punctuation aside. */
export const nameUnused: Check = ({ name }, { pack, namesInUse = [] }) => {
  const own = plainName(name ?? '')
  const same = name?.trim() && namesInUse.find((other) => plainName(other) === own)
  return same
    ? [
        found(pack, 'name', {
          code: 'name_in_use',
          field: 'name',
          severity: 'warning',
          message: `本单位已有同名的申请或者登记：“${same}”。`,
          remedy: '若是同一数据集合，请不要重复申请；若不同，请在名称中写明区别，例如年份或者路段。',
        }),
      ]
    : []
}
