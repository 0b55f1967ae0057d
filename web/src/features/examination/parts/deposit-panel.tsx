import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { type Case, depositQuery } from '../api.ts'
import { examinationText } from '../text.ts'

/** What the log vouches for: digests, place in the log, who witnessed it, and where to check it oneself. */
export function DepositPanel({ c }: { c: Case }) {
  const text = useText(examinationText).deposit
  const { deposit } = c
  const whole = useQuery(depositQuery(deposit.id))
  const position = whole.data?.position
  const published = deposit.status === 'published'
  return (
    <>
      {whole.data?.sameAsEarlier && <Alert className="notice" type="warning" showIcon title={text.same} />}
      <div className="narrow-values">
        <KeyValues
          items={[
            { key: 'number', label: text.number, value: <code>{deposit.number}</code> },
            { key: 'name', label: text.name, value: deposit.title },
            {
              key: 'status',
              label: text.status,
              value: <StatusTag tone={published ? 'good' : 'attention'}>{text.statuses[deposit.status]}</StatusTag>,
            },
            { key: 'sha256', label: text.sha256, value: <HashText hash={deposit.digests.sha256} what={text.sha256} /> },
            { key: 'sm3', label: text.sm3, value: <HashText hash={deposit.digests.sm3} what={text.sm3} /> },
            { key: 'files', label: text.files, value: deposit.files.toLocaleString('en-GB') },
            { key: 'bytes', label: text.bytes, value: <FileSize bytes={deposit.bytes} exact /> },
            ...(published
              ? [
                  {
                    key: 'index',
                    label: text.logIndex,
                    value: (
                      <>
                        {deposit.logIndex} <a href={`/log?index=${deposit.logIndex}`}>{text.log}</a>
                      </>
                    ),
                  },
                  { key: 'logged', label: text.loggedAt, value: <DateText at={deposit.loggedAt} /> },
                ]
              : []),
            ...(position
              ? [
                  { key: 'size', label: text.treeSize, value: position.treeSize.toLocaleString('en-GB') },
                  {
                    key: 'root',
                    label: text.rootHash,
                    value: <HashText hash={position.rootHash} what={text.rootHash} />,
                  },
                  {
                    key: 'witnesses',
                    label: text.witnesses,
                    value: (
                      <ul className="plain">
                        {position.witnesses.map(({ name, operator, at }) => (
                          <li key={name}>
                            {text.witnessLine(name, operator)} <DateText at={at} />
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {whole.isError && <ErrorState error={whole.error} onRetry={() => void whole.refetch()} />}
      {published ? (
        <p className="links">
          <a href="/verify">{text.verify}</a>
          <a href={`/api/v1/deposits/${deposit.id}/receipt.pdf`} target="_blank" rel="noreferrer">
            {text.receipt}
          </a>
          <a href={`/api/v1/deposits/${deposit.id}/receipt`} download={`${deposit.number}.json`}>
            {text.package}
          </a>
        </p>
      ) : (
        <p className="hint">{text.pending}</p>
      )}
    </>
  )
}
