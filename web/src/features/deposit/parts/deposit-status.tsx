import { useText } from '../../../app/language.ts'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { depositText } from '../text.ts'

export function DepositStatus({ status }: { status: 'pending' | 'published' }) {
  const text = useText(depositText)
  return <StatusTag tone={status === 'published' ? 'good' : 'attention'}>{text.status[status]}</StatusTag>
}
