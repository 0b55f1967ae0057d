import { decodeAnswers } from '@datadeed/core/coaching/eligibility'
import type { Channel } from '@datadeed/core/coaching/schema'
import { textLength } from '@datadeed/core/kernel/text'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-command.ts'
import { keptText, useKept } from '../../../app/use-kept.ts'
import { LineField } from '../../../ui/line-field.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { companiesQuery, type NewCoaching, openCoaching } from '../api.ts'
import { ChannelChoice } from '../parts/channel-choice.tsx'
import { ToCoaching } from '../parts/to-coaching.tsx'
import { coachingText } from '../text.ts'
import '../coaching.css'

type CompanyProps = { value: string | null; onChange: (uscc: string) => void }

/** A company of the coach's place, found by name or code. */
function CompanyChoice({ value, onChange }: CompanyProps) {
  const text = useText(coachingText).form
  const [q, setQ] = useState('')
  const { data } = useQuery(companiesQuery(q))
  return (
    <div className="entry">
      <span>{text.company}</span>
      <Select
        aria-label={text.company}
        showSearch={{ filterOption: false, onSearch: setQ }}
        value={value}
        notFoundContent={text.companyNone}
        options={(data?.items ?? []).map(({ uscc, name }) => ({ value: uscc, label: `${name}（${uscc}）` }))}
        onChange={(uscc) => uscc && onChange(uscc)}
      />
      <p className="entry-help">{text.companyHelp}</p>
    </div>
  )
}

/** Opens a coaching case: a company for itself, a coach for a company; answers of the eligibility check come along by the address. */
export function NewCoachingPage({ answers: word }: { answers: string | undefined }) {
  const all = useText(coachingText)
  const text = all.form
  const navigate = useNavigate()
  const client = useQueryClient()
  const staff = !useSuspenseQuery(meQuery).data.can.includes('case.list')
  const [topic, setTopic, forget] = useKept('coaching-new-topic', keptText)
  const [channel, setChannel] = useState<Channel>(staff ? 'counter' : 'online')
  const [uscc, setUscc] = useState<string | null>(null)
  const [firstContactOn, setFirstContactOn] = useState('')
  const [tried, setTried] = useState(false)
  const answers = word ? decodeAnswers(word) : {}
  const count = Object.keys(answers).length
  const missing = textLength(topic.trim()) < 4
  const open = useCommand({
    run: (body: NewCoaching, key) => openCoaching(body, key),
    onDone: async ({ id }) => {
      forget()
      await client.invalidateQueries({ queryKey: ['coaching'] })
      await navigate({ to: '/coaching/$id', params: { id } })
    },
  })
  const send = () => {
    setTried(true)
    if (missing) return
    open.mutate({
      ...{ topic: topic.trim(), channel },
      ...(uscc && { uscc }),
      ...(firstContactOn && { firstContactOn }),
      ...(count > 0 && { answers }),
    })
  }
  return (
    <>
      <PageHeader
        title={staff ? text.titleStaff : text.title}
        lead={staff ? text.leadStaff : text.lead}
        above={<ToCoaching />}
      />
      <div className="coaching-form">
        <ProblemAlert error={open.error} />
        {staff && <CompanyChoice value={uscc} onChange={setUscc} />}
        <TextEntry
          label={text.topic}
          help={text.topicHelp}
          error={tried && missing && text.topicMissing}
          value={topic}
          max={200}
          rows={3}
          onChange={setTopic}
        />
        <ChannelChoice value={channel} help={text.channelHelp} onChange={setChannel} />
        {staff && (
          <LineField
            label={text.firstContactOn}
            help={text.firstContactHelp}
            type="date"
            value={firstContactOn}
            onChange={setFirstContactOn}
          />
        )}
        <div>
          <strong>{text.answers}</strong>
          <p>
            {count > 0 ? text.answersCount(count) : text.noAnswers}{' '}
            {count === 0 && <a href="/eligibility">{text.doCheck}</a>}
          </p>
        </div>
        <p className="coaching-acts">
          <Button type="primary" loading={open.isPending} onClick={send}>
            {text.submit}
          </Button>
          <LinkButton to="/coaching">{text.cancel}</LinkButton>
        </p>
      </div>
    </>
  )
}
