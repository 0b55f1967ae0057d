import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { Icon } from '../../../ui/icon.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { unreadQuery } from '../api.ts'
import '../inbox.css'
import { inboxText } from '../text.ts'

/** The way to the inbox, with how many messages are unread. */
export function InboxBell() {
  const text = useText(inboxText)
  const unread = useQuery(unreadQuery).data?.unread ?? 0
  return (
    <LinkButton look="text" to="/inbox" className="inbox-bell" aria-label={text.bell(unread)}>
      <Icon of={BellOutlined} />
      {unread > 0 && (
        <span className="inbox-count" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </LinkButton>
  )
}
