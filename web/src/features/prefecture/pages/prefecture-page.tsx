import { statusNames } from '@datadeed/core/filing/machine'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useLanguage, useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { type Figure, figuresQuery } from '../api.ts'
import { Enterprises } from '../parts/enterprises.tsx'
import { Officers } from '../parts/officers.tsx'
import { prefectureText } from '../text.ts'
import '../prefecture.css'

/** What an officer of a prefecture works with: the queue, the figures, the key enterprises; all ten units for the province. */
export function PrefecturePage() {
  const text = useText(prefectureText)
  const language = useLanguage()
  const { items } = useSuspenseQuery(figuresQuery).data
  const administers = useSuspenseQuery(meQuery).data.account.roles.includes('administrator')
  const statesOf = ({ byStatus }: Figure) =>
    Object.entries(byStatus)
      .map(([status, n]) => `${statusNames[status as keyof typeof statusNames]?.[language] ?? status} ${n}`)
      .join('，') || text.none
  const columns: Column<Figure>[] = [
    { key: 'name', title: text.columns.name, cell: ({ name }) => name, card: 'title' },
    { key: 'open', title: text.columns.open, cell: ({ open }) => open, align: 'right' },
    { key: 'overdue', title: text.columns.overdue, cell: ({ overdue }) => overdue, align: 'right' },
    { key: 'registered', title: text.columns.registered, cell: ({ registered }) => registered, align: 'right' },
    { key: 'median', title: text.columns.median, cell: ({ medianDays }) => medianDays ?? text.noMedian },
    { key: 'opinions', title: text.columns.opinions, cell: ({ withOpinion }) => withOpinion, align: 'right' },
    {
      key: 'enterprises',
      title: text.columns.enterprises,
      cell: ({ keyEnterprises }) => keyEnterprises,
      align: 'right',
    },
    { key: 'states', title: text.columns.states, cell: statesOf },
  ]
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} actions={<LinkButton to="/queue">{text.toQueue}</LinkButton>} />
      <FormSection title={text.figures}>
        <WholeTable
          label={text.figures}
          columns={columns}
          rows={items}
          rowKey={({ prefectureCode }) => prefectureCode}
        />
      </FormSection>
      <Enterprises />
      {administers && <Officers />}
    </>
  )
}
