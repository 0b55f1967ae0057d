import { createFileRoute } from '@tanstack/react-router'
import { AccountPage } from '../../features/account/pages/account-page.tsx'

export const Route = createFileRoute('/_work/account')({ component: AccountPage })
