import { createFileRoute } from '@tanstack/react-router'
import { HomePage } from '../../features/home/pages/home-page.tsx'

export const Route = createFileRoute('/_work/')({ component: HomePage })
