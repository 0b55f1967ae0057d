import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import type { GreenChannel } from '../api.ts'
import { preexamText } from '../text.ts'
import '../preexam.css'

export function GreenTag() {
  return <StatusTag tone="good">{useText(preexamText).green.tag}</StatusTag>
}

/** Where a case stands with the green channel, condition by condition. `draft`: it is not submitted yet. */
export function GreenConditions({ channel, draft = false }: { channel: GreenChannel; draft?: boolean }) {
  const text = useText(preexamText).green
  const { status, since, conditions } = channel
  if (status === null || conditions.length === 0) return null
  const failing = conditions.filter(({ met }) => !met).length
  const said = draft ? (failing === 0 ? text.would : text.wouldNot(failing)) : text[status]
  return (
    <>
      <p>
        {said}
        {!draft && since && (
          <span className="hint">
            {' '}
            {text.since} <DateText at={since} />
          </span>
        )}{' '}
        <a href="/green-channel">{text.published}</a>
      </p>
      <ul className="green-conditions">
        {conditions.map(({ code, text: condition, met }) => (
          <li key={code}>
            <StatusTag tone={met ? 'good' : 'attention'}>{met ? text.met : text.unmet}</StatusTag>
            <span lang="zh-CN">{condition}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
