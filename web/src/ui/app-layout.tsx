import { MenuOutlined } from '@ant-design/icons'
import { useRouterState } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../app/language.ts'
import { useNarrow } from '../app/use-media.ts'
import { Brand } from './brand.tsx'
import { Icon } from './icon.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { SystemBanner } from './system-banner.tsx'
import { uiText } from './text.ts'

type Props = {
  /** Left navigation; in a drawer on narrow screens. */
  navigation: ReactNode
  account: ReactNode
  /** Shown over every page, such as for whom one acts. */
  banner?: ReactNode
  children: ReactNode
}

/** The frame of the workplace: skip link, banners, top bar, navigation and the page. */
export function AppLayout({ navigation, account, banner, children }: Props) {
  const text = useText(uiText)
  const narrow = useNarrow()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    setOpen(false)
    main.current?.focus({ preventScroll: true }) // a screen reader starts reading the new page
  }, [path])

  return (
    <div className="app">
      <a className="skip" href="#main">
        {text.skip}
      </a>
      <SystemBanner />
      {banner}
      <header className="top-bar no-print">
        {narrow && (
          <Button
            type="text"
            icon={<Icon of={MenuOutlined} />}
            aria-label={text.openMenu}
            aria-expanded={open}
            onClick={() => setOpen(true)}
          />
        )}
        <Brand />
        <div className="top-bar-end">
          <LanguageSwitch />
          {account}
        </div>
      </header>
      <div className="app-body">
        {!narrow && <div className="side no-print">{navigation}</div>}
        <main id="main" ref={main} tabIndex={-1} className="main">
          {children}
        </main>
      </div>
      {narrow && (
        <Drawer
          open={open}
          placement="left"
          size={288}
          title={text.mainNav}
          closable={{ 'aria-label': text.closeMenu }}
          onClose={() => setOpen(false)}
        >
          {navigation}
        </Drawer>
      )}
    </div>
  )
}
