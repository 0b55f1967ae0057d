import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { addWatch, type NewWatch, ownDepositsQuery, watchesQuery } from '../api.ts'
import { watchText } from '../text.ts'

const blank = { words: '', owner: '', field: '', depositId: '', percent: 60 }
const percents = [20, 40, 60, 80, 100]

/** What to watch for: words, owner, a data element, or with a company's account one's own data. */
export function WatchForm({ withDeposit }: { withDeposit: boolean }) {
  const text = useText(watchText)
  const id = useId()
  const client = useQueryClient()
  const deposits = useQuery({ ...ownDepositsQuery, enabled: withDeposit })
  const [terms, setTerms] = useState(blank)
  const [tried, setTried] = useState(false)
  const { words, owner, field, depositId, percent } = terms
  const nothing = [words, owner, field, depositId].every((term) => term.trim() === '')
  const command = useCommand({
    run: (body: NewWatch, key) => addWatch(body, key),
    onDone: (list) => {
      client.setQueryData(watchesQuery.queryKey, list)
      setTerms(blank)
      setTried(false)
    },
  })
  const typed = (name: 'words' | 'owner' | 'field', help?: string) => (
    <div className="entry">
      <label htmlFor={`${id}-${name}`}>{text[name]}</label>
      <Input
        id={`${id}-${name}`}
        maxLength={100}
        value={terms[name]}
        onChange={(event) => setTerms({ ...terms, [name]: event.target.value })}
      />
      {help && <p className="entry-help">{help}</p>}
    </div>
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (nothing) return
        const byDeposit = depositId ? { depositId, share: percent / 100 } : {}
        command.mutate({ words: words.trim(), owner: owner.trim(), field: field.trim(), ...byDeposit } as NewWatch)
      }}
    >
      {typed('words', text.wordsHelp)}
      {typed('owner')}
      {typed('field')}
      {withDeposit && (
        <>
          <div className="entry">
            <label htmlFor={`${id}-deposit`}>{text.deposit}</label>
            <Select
              id={`${id}-deposit`}
              value={depositId}
              style={{ width: '100%' }}
              options={[
                { value: '', label: text.depositNone },
                ...(deposits.data?.items ?? []).map((one) => ({
                  value: one.id,
                  label: `${one.title}（${one.number}）`,
                })),
              ]}
              onChange={(value) => setTerms({ ...terms, depositId: value })}
            />
          </div>
          {depositId && (
            <div className="entry">
              <label htmlFor={`${id}-share`}>{text.share}</label>
              <Select
                id={`${id}-share`}
                value={percent}
                style={{ width: '100%' }}
                options={percents.map((value) => ({ value, label: text.shareOf(value) }))}
                onChange={(value) => setTerms({ ...terms, percent: value })}
              />
            </div>
          )}
        </>
      )}
      {tried && nothing && (
        <p role="alert" className="entry-error">
          {text.missing}
        </p>
      )}
      {command.error && <ProblemAlert error={command.error} />}
      <Button type="primary" htmlType="submit" loading={command.isPending}>
        {text.submit}
      </Button>
    </form>
  )
}
