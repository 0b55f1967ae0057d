import { createFileRoute } from '@tanstack/react-router'
import { PrefecturePage } from '../../features/prefecture/pages/prefecture-page.tsx'

export const Route = createFileRoute('/_work/prefecture')({ component: PrefecturePage })
