/** What people and exports write where there is no value. */
const words = new Set(
  '- -- --- — —— / // \\ \\N . * ? 无 空 没有 暂无 不详 未知 待补 待定 未填 null NULL Null none None NONE nan NaN N/A n/a NA nil'.split(
    ' ',
  ),
)
const longest = 4
const begins = new Uint8Array(65_536)
for (const word of words) begins[word.charCodeAt(0)] = 1
begins[32] = 1

/** Whether a cell says that it has no value: 无, -, NULL. */
export const isNothing = (text: string): boolean =>
  text.length <= longest && begins[text.charCodeAt(0)] === 1 && (words.has(text) || text.trim() === '')
