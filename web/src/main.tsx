import 'antd/dist/reset.css'
import './ui/base.css'
import './ui/layout.css'
import './ui/parts.css'
import './ui/lists.css'
import './ui/dialogs.css'
import './ui/print.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { markDocument } from './app/language.ts'
import { Providers } from './app/providers.tsx'
import { createQueryClient } from './app/query-client.ts'
import { createAppRouter } from './app/router.tsx'
import { applyPalette } from './app/theme.ts'

markDocument()
applyPalette(document.documentElement)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const queryClient = createQueryClient()
const router = createAppRouter(queryClient)
createRoot(root).render(
  <StrictMode>
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
)
