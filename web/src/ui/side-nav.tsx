import { Link, type LinkProps } from '@tanstack/react-router'
import { useText } from '../app/language.ts'
import { Icon, type IconDrawing } from './icon.tsx'
import { uiText } from './text.ts'

export type NavEntry = { key: string; label: string; icon: IconDrawing } & (
  | { to: NonNullable<LinkProps['to']> }
  | { href: string }
)
export type NavGroup = { key: string; title?: string; entries: NavEntry[] }

/** The navigation as plain links in a list; the current page is marked for eye and ear. */
export function SideNav({ groups }: { groups: NavGroup[] }) {
  const text = useText(uiText)
  return (
    <nav aria-label={text.mainNav} className="side-nav">
      {groups.map(({ key, title, entries }) => (
        <div key={key}>
          {/* No heading: it would come before the page's own. */}
          {title && (
            <p className="side-nav-title" aria-hidden="true">
              {title}
            </p>
          )}
          <ul aria-label={title}>
            {entries.map((entry) => (
              <li key={entry.key}>
                {'to' in entry ? (
                  <Link to={entry.to} activeOptions={{ exact: entry.to === '/', includeSearch: false }}>
                    <Icon of={entry.icon} />
                    {entry.label}
                  </Link>
                ) : (
                  <a href={entry.href}>
                    <Icon of={entry.icon} />
                    {entry.label}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
