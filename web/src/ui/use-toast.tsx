import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons'
import { App } from 'antd'
import { useMemo } from 'react'
import { useText } from '../app/language.ts'
import { Icon } from './icon.tsx'
import { problemWords } from './problem-words.ts'
import { uiText } from './text.ts'

const icons = {
  success: CheckCircleFilled,
  info: InfoCircleFilled,
  warning: ExclamationCircleFilled,
  error: CloseCircleFilled,
}

/** Words that pass at the top of the page: what was done, or why it was not. Shown for three seconds unless told. */
export function useToast() {
  const { message } = App.useApp()
  const text = useText(uiText)
  return useMemo(() => {
    const show = (type: keyof typeof icons) => (content: string, seconds?: number) =>
      void message.open({ type, content, icon: <Icon of={icons[type]} />, ...(seconds && { duration: seconds }) })
    return {
      success: show('success'),
      info: show('info'),
      warning: show('warning'),
      error: show('error'),
      failed: (error: unknown) => show('error')(problemWords(error, text).detail),
    }
  }, [message, text])
}
