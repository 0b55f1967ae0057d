import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../app/language.ts'
import { Icon } from './icon.tsx'
import { uiText } from './text.ts'
import { useToast } from './use-toast.tsx'

/** `navigator.clipboard` needs https; on a plain-http address the old command still works. */
async function copy(value: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(value)
  const area = document.createElement('textarea')
  area.value = value
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (!done) throw new Error('the browser refused to copy')
}

export function CopyButton({ value, what }: { value: string; what: string }) {
  const text = useText(uiText)
  const toast = useToast()
  const [done, setDone] = useState(false)
  const run = async () => {
    try {
      await copy(value)
      setDone(true)
      setTimeout(() => setDone(false), 2000)
    } catch {
      toast.error(value)
    }
  }
  return (
    <Button
      type="text"
      size="small"
      className="no-print"
      icon={<Icon of={done ? CheckOutlined : CopyOutlined} />}
      aria-label={done ? text.copied : text.copy(what)}
      title={done ? text.copied : text.copy(what)}
      onClick={() => void run()}
    />
  )
}
