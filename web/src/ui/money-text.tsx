import { useText } from '../app/language.ts'
import { groupYuan } from './format.ts'
import { uiText } from './text.ts'

/** A decimal string of yuan as 人民币 1,234,567.50 元. */
export function MoneyText({ yuan }: { yuan: string | null | undefined }) {
  const text = useText(uiText)
  if (!yuan) return <span>{text.none}</span>
  const grouped = groupYuan(yuan)
  return <span className="figure nowrap">{grouped === null ? yuan : text.money(grouped)}</span>
}
