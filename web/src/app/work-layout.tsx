import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useRouter } from '@tanstack/react-router'
import { signOut } from '../features/account/api.ts'
import { ReauthDialog } from '../features/account/parts/reauth-dialog.tsx'
import { accountText } from '../features/account/text.ts'
import { ActingBanner } from '../features/delegation/parts/acting-banner.tsx'
import { InboxBell } from '../features/inbox/parts/inbox-bell.tsx'
import { AccountMenu } from '../ui/account-menu.tsx'
import { AppLayout } from '../ui/app-layout.tsx'
import { SideNav } from '../ui/side-nav.tsx'
import { uiText } from '../ui/text.ts'
import { useToast } from '../ui/use-toast.tsx'
import { forgetActing } from './acting.ts'
import { useLanguage, useText } from './language.ts'
import { navigationFor } from './navigation.tsx'
import { isProblem } from './problem.ts'
import { meQuery } from './session.ts'

/** The frame around every page that needs a person: navigation by ability, the account, and the password dialog over forms. */
export function WorkLayout() {
  const text = useText(uiText)
  const { roles: roleNames, account: accountWords } = useText(accountText)
  const language = useLanguage()
  const router = useRouter()
  const client = useQueryClient()
  const toast = useToast()
  const me = useSuspenseQuery(meQuery).data
  const { account, party, can } = me
  const toSignIn = (next?: string) => {
    forgetActing()
    client.clear()
    void router.navigate({ to: '/sign-in', search: next ? { next } : {} })
  }
  const leave = async () => {
    try {
      await signOut()
    } catch (error) {
      if (!isProblem(error) || error.status !== 401) {
        toast.failed(error)
        return
      }
    }
    toSignIn()
  }
  return (
    <AppLayout
      banner={<ActingBanner me={me} />}
      navigation={<SideNav groups={navigationFor(can, language)} />}
      account={
        <>
          <InboxBell />
          <AccountMenu
            name={account.name}
            roles={account.roles.map((role) => roleNames[role])}
            organisation={party?.name ?? null}
            items={[
              { key: 'account', label: <Link to="/account">{accountWords.title}</Link> },
              { key: 'out', label: text.signOut, onClick: () => void leave() },
            ]}
          />
        </>
      }
    >
      <Outlet />
      <ReauthDialog login={account.login} onLeave={() => toSignIn(router.state.location.href)} />
    </AppLayout>
  )
}
