import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useText } from '../app/language.ts'
import { Icon } from './icon.tsx'
import { uiText } from './text.ts'

type Props = { name: string; roles: string[]; organisation: string | null; items: MenuProps['items'] }

/** Who is signed in and for whom, with what concerns the account itself. */
export function AccountMenu({ name, roles, organisation, items = [] }: Props) {
  const text = useText(uiText)
  const who = {
    key: 'who',
    type: 'group' as const,
    label: (
      <span className="who">
        <strong>{name}</strong>
        {organisation && <span>{organisation}</span>}
        <span>{roles.join('、')}</span>
      </span>
    ),
  }
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{ items: [who, { type: 'divider' }, ...items] }}
      getPopupContainer={(button) => button.parentElement ?? document.body} // inside the header's landmark
    >
      <Button type="text" aria-label={`${text.accountMenu} ${name}`} className="account-button">
        <span className="avatar" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
        <span className="account-name">{name}</span>
        <Icon of={DownOutlined} />
      </Button>
    </Dropdown>
  )
}
