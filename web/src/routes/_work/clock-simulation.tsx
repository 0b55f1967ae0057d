import { createFileRoute } from '@tanstack/react-router'
import { SimulationPage } from '../../features/clock/pages/simulation-page.tsx'

export const Route = createFileRoute('/_work/clock-simulation')({ component: SimulationPage })
