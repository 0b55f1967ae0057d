import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select, Upload } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import {
  checkNumber,
  type NumberCheck,
  type NumberList,
  numbersQuery,
  stateNumber,
  withdrawNumber,
} from '../living-api.ts'
import { livingText } from '../living-text.ts'

type Statement = NumberList['history'][number]
type Props = { entryId: string; list: NumberList; onDone: () => Promise<unknown> }

function StateForm({ entryId, list, onDone }: Props) {
  const text = useText(livingText)
  const id = useId()
  const [kind, setKind] = useState<string | null>(null)
  const [value, setValue] = useState('')
  const [issuer, setIssuer] = useState('')
  const [issuedOn, setIssuedOn] = useState('')
  const [note, setNote] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const rule = list.rules.find(({ code }) => code === kind)
  const send = async (chosen: string, proof: File) => {
    setRunning(true)
    setError(null)
    try {
      await stateNumber(entryId, { kind: chosen, value, issuer, issuedOn, note, file: proof })
      setKind(null)
      setValue('')
      setFile(null)
      setNote('')
      await onDone()
    } catch (caught) {
      setError(caught)
    } finally {
      setRunning(false)
    }
  }
  return (
    <div className="affair-form">
      <h3>{text.state}</h3>
      <div className="entry">
        <label htmlFor={`${id}-kind`}>{text.kind}</label>
        <Select
          id={`${id}-kind`}
          value={kind}
          options={list.rules.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(chosen) => {
            setKind(chosen)
            setIssuer(list.rules.find(({ code }) => code === chosen)?.issuer ?? '')
          }}
        />
      </div>
      {rule && kind && (
        <>
          <p className="entry-help">{rule.uncertain}</p>
          <div className="entry">
            <label htmlFor={`${id}-value`}>{text.number}</label>
            <Input
              id={`${id}-value`}
              value={value}
              placeholder={text.like(rule.example)}
              onChange={({ target }) => setValue(target.value)}
            />
          </div>
          <div className="entry">
            <label htmlFor={`${id}-issuer`}>{text.issuer}</label>
            <Input id={`${id}-issuer`} value={issuer} onChange={({ target }) => setIssuer(target.value)} />
          </div>
          <div className="entry">
            <label htmlFor={`${id}-on`}>{text.issuedOn}</label>
            <Input id={`${id}-on`} type="date" value={issuedOn} onChange={({ target }) => setIssuedOn(target.value)} />
          </div>
          <div>
            {text.proofFile}：{file?.name}{' '}
            <Upload
              showUploadList={false}
              accept=".pdf,.png,.jpg,.jpeg"
              beforeUpload={(chosen) => {
                setFile(chosen)
                return false
              }}
            >
              <Button size="small">{text.choose}</Button>
            </Upload>
          </div>
          <ProblemAlert error={error} />
          <div className="affair-actions">
            <Button type="primary" disabled={!file} loading={running} onClick={() => file && void send(kind, file)}>
              {text.stateButton}
            </Button>
            {!file && <span>{text.fileMissing}</span>}
          </div>
        </>
      )}
    </div>
  )
}

function Check({ statement, onDone }: { statement: Statement; onDone: () => Promise<unknown> }) {
  const text = useText(livingText)
  const [doubting, setDoubting] = useState(false)
  const command = useCommand({
    run: (body: NumberCheck, key) => checkNumber(statement.id, body, key),
    onDone: async () => {
      setDoubting(false)
      await onDone()
    },
  })
  return (
    <>
      <Button
        size="small"
        loading={command.isPending}
        onClick={() => command.mutate({ outcome: 'confirmed', note: '' })}
      >
        {text.confirmNumber}
      </Button>{' '}
      <Button size="small" onClick={() => setDoubting(true)}>
        {text.doubtNumber}
      </Button>
      {doubting && (
        <WordsModal
          title={text.doubtNumber}
          consequence={<p>{text.doubtAsk}</p>}
          confirmLabel={text.doubtNumber}
          fieldLabel={text.reason}
          needed={text.reasonShort}
          max={500}
          running={command.isPending}
          error={command.error}
          onConfirm={(note) => command.mutate({ outcome: 'doubted', note })}
          onClose={() => setDoubting(false)}
        />
      )}
    </>
  )
}

/** The numbers that one data set has in several registers, who stated them and with which proof. */
export function NumberSection({ entryId }: { entryId: string }) {
  const text = useText(livingText)
  const client = useQueryClient()
  const { data } = useQuery(numbersQuery(entryId))
  const done = () => client.invalidateQueries({ queryKey: ['registration', entryId] })
  const withdraw = useCommand({
    run: (kind: string, key) => withdrawNumber(entryId, kind, text.withdrawn, key),
    onDone: done,
  })
  if (!data) return null
  const newest = (statement: Statement) =>
    !data.history.some(({ kind, seq }) => kind === statement.kind && seq > statement.seq)
  return (
    <FormSection title={text.numbers} lead={text.numbersLead}>
      <ul className="living-checks">
        {data.numbers.map(({ kind, name, value, issuer, origin, check }) => (
          <li key={kind + value}>
            {name}：<code>{value}</code>（{issuer}）{' '}
            <StatusTag tone={check === 'doubted' ? 'bad' : check || origin === 'register' ? 'good' : 'neutral'}>
              {origin === 'register' ? text.fromRegister : check ? text[check] : text.notChecked}
            </StatusTag>{' '}
            {data.canState && origin === 'stated' && (
              <ConfirmAction
                label={text.withdrawNumber}
                title={`${text.withdrawNumber}：${name}`}
                consequence={<p>{text.withdrawAsk}</p>}
                confirmLabel={text.withdrawNumber}
                button={{ size: 'small' }}
                onConfirm={() => withdraw.mutateAsync(kind)}
              />
            )}
          </li>
        ))}
      </ul>
      {data.history.length > 0 && (
        <>
          <h3>{text.history}</h3>
          <ul className="living-checks">
            {data.history.map((one) => (
              <li key={one.id}>
                <DateText at={one.statedAt} /> {data.rules.find(({ code }) => code === one.kind)?.name ?? one.kind}：
                {one.value ?? text.withdrawn}（{one.statedBy}）{' '}
                {one.proof && <a href={`/api/v1/number-statements/${one.id}/proof`}>{one.proof.name}</a>}{' '}
                {one.check && `${text[one.check.outcome]}${one.check.note && `：${one.check.note}`}`}
                {data.canCheck && !one.check && one.value !== null && newest(one) && (
                  <Check statement={one} onDone={done} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {data.canState && <StateForm entryId={entryId} list={data} onDone={done} />}
    </FormSection>
  )
}
