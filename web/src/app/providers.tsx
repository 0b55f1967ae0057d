import {
  CheckCircleFilled,
  CloseCircleFilled,
  CloseOutlined,
  DownOutlined,
  ExclamationCircleFilled,
  EyeInvisibleOutlined,
  EyeOutlined,
  InfoCircleFilled,
  LoadingOutlined,
} from '@ant-design/icons'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import { uiText } from '../ui/text.ts'
import { useLanguage, useText } from './language.ts'
import { themeOf } from './theme.ts'

/** Beside words that say the same. */
const alertIcons = {
  successIcon: <Icon of={CheckCircleFilled} />,
  infoIcon: <Icon of={InfoCircleFilled} />,
  warningIcon: <Icon of={ExclamationCircleFilled} />,
  errorIcon: <Icon of={CloseCircleFilled} />,
}

type Props = {
  queryClient: QueryClient
  /** Where no motion ever ends, as in a document without a screen. */
  still?: boolean
  children: ReactNode
}

export function Providers({ queryClient, still = false, children }: Props) {
  const locale = useLanguage() === 'zh' ? zhCN : enUS
  const text = useText(uiText)
  return (
    <ConfigProvider
      locale={locale}
      theme={themeOf(still)}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false, loadingIcon: <Icon of={LoadingOutlined} /> }}
      alert={alertIcons}
      select={{
        clearIcon: <CloseCircleFilled aria-label={text.clear} />,
        suffixIcon: <Icon of={DownOutlined} />,
        removeIcon: <CloseOutlined aria-label={text.clear} />,
      }}
      inputPassword={{
        iconRender: (shown) => (shown ? <EyeOutlined aria-hidden /> : <EyeInvisibleOutlined aria-hidden />),
      }}
      form={{ requiredMark: 'optional', scrollToFirstError: { focus: true, block: 'center' } }}
    >
      <App>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}
