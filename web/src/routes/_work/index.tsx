import { createFileRoute } from '@tanstack/react-router'
import { HomePage } from '../../features/account/pages/home-page.tsx'

export const Route = createFileRoute('/_work/')({ component: HomePage })
