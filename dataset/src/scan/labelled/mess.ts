import type { Draw } from './draw.ts'
import type { Cell } from './labels.ts'

const wide = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

/** What spreadsheets, forms and typists do to values; nothing that takes the value away. */
export const mess = (draw: Draw, [text, ...kinds]: Cell): Cell => {
  if (text === '' || draw.chance(0.9)) return [text, ...kinds]
  const messed = draw.one([
    () => ` ${text}`,
    () => `${text}  `,
    () => `${text}\t`,
    () => `'${text}`,
    () => (kinds.length > 0 ? wide(text) : text),
    () => `${text}\u00a0`,
  ])()
  return [messed, ...kinds]
}

const nothing = ['', '无', '-', '--', '/', 'NULL', 'null', 'N/A', '暂无', '不详', '未知', '0']

/** Cells for “no value”, as people write them. */
export const nothingIn = (draw: Draw): Cell => [draw.one(nothing)]

/** A heading as forms, exports and joins of tables leave it. */
export const messHeading = (draw: Draw, name: string, other: string): string => {
  if (draw.chance(0.55)) return name
  const han = /\p{Script=Han}$/u.test(name)
  return draw.one([
    () => `${name}1`,
    () => `*${name}`,
    () => `${name}（必填）`,
    () => `${name}(${other})`,
    () => `${name}/${other}`,
    () => (han ? `用户${name}` : `user_${name}`),
    () => (han ? `${name} ` : name.toUpperCase()),
    () => (han ? `${name}_2` : `${name}号`),
    () => `a.${name}`,
    () => ` ${name}`,
  ])()
}
