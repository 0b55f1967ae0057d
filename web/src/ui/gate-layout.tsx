import type { ReactNode } from 'react'
import { useText } from '../app/language.ts'
import { Mark } from './brand.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { SystemBanner } from './system-banner.tsx'
import { uiText } from './text.ts'
import { useTitle } from './use-title.ts'

type Props = { title?: string; lead?: ReactNode; wide?: boolean; children: ReactNode }

/** Pages before the door: signing in, signing up, a new password. */
export function GateLayout({ title, lead, wide = false, children }: Props) {
  const text = useText(uiText)
  useTitle(title ?? null)
  return (
    <div className="gate">
      <SystemBanner />
      <header className="gate-bar">
        <a href="/" className="brand">
          <Mark />
          <span className="brand-name">{text.product}</span>
          <span className="brand-long">{text.productLong}</span>
        </a>
        <LanguageSwitch />
      </header>
      <main id="main" className={wide ? 'gate-main gate-wide' : 'gate-main'}>
        {title && <h1>{title}</h1>}
        {lead && <p className="lead">{lead}</p>}
        {children}
      </main>
    </div>
  )
}
