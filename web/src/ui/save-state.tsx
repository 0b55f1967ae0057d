import { Button } from 'antd'
import { useText } from '../app/language.ts'
import { formatTime } from './format.ts'
import { uiText } from './text.ts'

export type Saving =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'offline' }
  | { kind: 'failed'; detail: string }

/** Whether what was typed is on the server yet, read out politely as it changes. */
export function SaveState({ saving, onRetry }: { saving: Saving; onRetry: () => void }) {
  const text = useText(uiText)
  const words = {
    idle: text.save.idle,
    saving: text.save.saving,
    saved: saving.kind === 'saved' ? text.save.saved(formatTime(saving.at)) : '',
    offline: text.save.offline,
    failed: saving.kind === 'failed' ? `${text.save.failed}：${saving.detail}` : '',
  }[saving.kind]
  return (
    <span className="save-state no-print">
      <span role="status" className={`save-${saving.kind}`}>
        {words}
      </span>
      {(saving.kind === 'offline' || saving.kind === 'failed') && (
        <Button size="small" type="link" onClick={onRetry}>
          {text.retry}
        </Button>
      )}
    </span>
  )
}
