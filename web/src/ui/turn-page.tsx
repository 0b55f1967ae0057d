import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import type { PaginationProps } from 'antd'
import { useText } from '../app/language.ts'
import { Icon } from './icon.tsx'
import { uiText } from './text.ts'

type Props = { to: 'prev' | 'next'; disabled?: boolean }

function TurnPage({ to, disabled }: Props) {
  const text = useText(uiText).table
  return (
    <button
      type="button"
      className="ant-pagination-item-link"
      tabIndex={-1}
      disabled={disabled}
      aria-label={to === 'prev' ? text.previousPage : text.nextPage}
    >
      <Icon of={to === 'prev' ? LeftOutlined : RightOutlined} />
    </button>
  )
}

/** For `itemRender` of a pagination: its own arrows are named after their icons, in English. */
export const turnPage: PaginationProps['itemRender'] = (_page, to, original) =>
  to === 'prev' || to === 'next' ? <TurnPage to={to} /> : original
