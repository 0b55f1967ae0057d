import { GlobalOutlined, HomeOutlined } from '@ant-design/icons'
import { accountText } from '../features/account/text.ts'
import type { NavGroup } from '../ui/side-nav.tsx'
import { uiText } from '../ui/text.ts'
import type { Language } from './language.ts'
import type { Role } from './paths.ts'

/** Which roles a place concerns; the server decides what may be done there. */
type Place = NavGroup['entries'][number] & { roles?: readonly Role[] }

/** The navigation of a person: the places that concern one of the roles, in the order of the work. */
export function navigationFor(roles: readonly Role[], language: Language): NavGroup[] {
  const text = accountText[language].home
  const groups: { key: string; title?: string; entries: Place[] }[] = [
    { key: 'work', entries: [{ key: 'home', to: '/', label: text.nav, icon: <HomeOutlined /> }] },
    {
      key: 'public',
      title: text.publicGroup,
      entries: [{ key: 'portal', href: '/', label: uiText[language].portal, icon: <GlobalOutlined /> }],
    },
  ]
  return groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter((place) => !place.roles || place.roles.some((role) => roles.includes(role))),
    }))
    .filter((group) => group.entries.length > 0)
}
