import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { ScrollRegion } from '../../../ui/scroll-region.tsx'
import { type ApiKey, keyActsQuery } from '../api.ts'
import { integrationText } from '../text.ts'

/** What was done with a key. */
export function KeyActs({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { keys: text } = useText(integrationText)
  const { data, error } = useQuery({ ...keyActsQuery(id), staleTime: 0 })
  const { at, operation, target, status } = text.actColumns
  return (
    <Modal
      open
      title={text.actsTitle(name)}
      footer={<Button onClick={onClose}>{text.close}</Button>}
      onCancel={onClose}
    >
      <ProblemAlert error={error} />
      {data?.items.length === 0 && <p>{text.noActs}</p>}
      {data && data.items.length > 0 && (
        <ScrollRegion label={text.actsTitle(name)}>
          <table className="plain-table">
            <thead>
              <tr>
                {[at, operation, target, status].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.items.map((act) => (
                <tr key={`${act.at} ${act.operation}`}>
                  <td>
                    <DateText at={act.at} />
                  </td>
                  <td>
                    <code>{act.operation}</code>
                  </td>
                  <td>
                    <code>{act.target ?? '—'}</code>
                  </td>
                  <td>{act.status}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Modal>
  )
}
