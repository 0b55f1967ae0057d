import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useLanguage } from './language.ts'
import { themeOf } from './theme.ts'
import { useMedia } from './use-media.ts'

export function Providers({ queryClient, children }: { queryClient: QueryClient; children: ReactNode }) {
  const locale = useLanguage() === 'zh' ? zhCN : enUS
  const calm = useMedia('(prefers-reduced-motion: reduce)')
  return (
    <ConfigProvider
      locale={locale}
      theme={themeOf(calm)}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: 'optional', scrollToFirstError: { focus: true, block: 'center' } }}
    >
      <App>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}
