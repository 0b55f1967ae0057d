import type { Progress as Hashing } from '@datadeed/dataset/browser'
import { Button, Progress } from 'antd'
import { useText } from '../../../app/language.ts'
import { formatBytes } from '../../../ui/format.ts'
import { depositText } from '../text.ts'

type Props = {
  progress: Hashing | null
  paused: boolean
  onPause: () => void
  onResume: () => void
  onCancel: () => void
}

/** How far, how fast, how long still; can be held and given up at any time. */
export function HashingProgress({ progress, paused, onPause, onResume, onCancel }: Props) {
  const text = useText(depositText).hashing
  const timeOf = (seconds: number) => {
    const all = Math.max(1, Math.ceil(seconds))
    if (all < 60) return text.seconds(all)
    if (all < 3600) return text.minutes(Math.floor(all / 60), all % 60)
    return text.hours(Math.floor(all / 3600), Math.floor((all % 3600) / 60))
  }
  const part = progress && progress.bytesTotal > 0 ? progress.bytes / progress.bytesTotal : 0
  const left = progress?.secondsLeft
  return (
    <section className="hashing" aria-label={text.title}>
      <h2>{paused ? text.paused : text.title}</h2>
      <Progress
        percent={Math.floor(part * 100)}
        status={paused ? 'normal' : 'active'}
        aria-label={text.progress}
        size={{ height: 12 }}
      />
      <ul className="hashing-figures">
        <li>{progress ? text.bytes(formatBytes(progress.bytes), formatBytes(progress.bytesTotal)) : '—'}</li>
        <li>{progress ? text.files(progress.files, progress.filesTotal) : '—'}</li>
        <li>{progress ? text.speed(formatBytes(progress.bytesPerSecond)) : '—'}</li>
        <li>{left === null || left === undefined ? text.leftUnknown : text.left(timeOf(left))}</li>
      </ul>
      <p className="hint hashing-file">{progress?.file ? text.current(progress.file) : text.stay}</p>
      <div className="form-actions start">
        {paused ? (
          <Button type="primary" onClick={onResume}>
            {text.resume}
          </Button>
        ) : (
          <Button onClick={onPause}>{text.pause}</Button>
        )}
        <Button onClick={onCancel}>{text.cancel}</Button>
      </div>
      <p className="hint">{text.stay}</p>
    </section>
  )
}
