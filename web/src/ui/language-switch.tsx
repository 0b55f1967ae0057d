import { GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { setLanguage, useLanguage, useText } from '../app/language.ts'
import { Icon } from './icon.tsx'
import { uiText } from './text.ts'

export function LanguageSwitch() {
  const text = useText(uiText)
  const other = useLanguage() === 'zh' ? 'en' : 'zh'
  return (
    <Button
      type="text"
      icon={<Icon of={GlobalOutlined} />}
      title={text.switchLanguageHint}
      onClick={() => setLanguage(other)}
    >
      <span className="language-word" lang={other === 'zh' ? 'zh-CN' : 'en'}>
        {text.switchLanguage}
      </span>
    </Button>
  )
}
