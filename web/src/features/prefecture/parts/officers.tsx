import { regionName } from '@datadeed/core/kernel/regions'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { type Officer, officersQuery, setOffice } from '../api.ts'
import { prefectureText } from '../text.ts'

/** In which office of its prefecture each officer sits; an administrator says so. */
export function Officers() {
  const text = useText(prefectureText)
  const client = useQueryClient()
  const { items } = useSuspenseQuery(officersQuery).data
  const change = useCommand({
    run: ({ id, office }: Pick<Officer, 'id' | 'office'>) => setOffice(id, office),
    onDone: () => client.invalidateQueries({ queryKey: ['prefecture', 'officers'] }),
  })
  return (
    <FormSection title={text.officers.title} lead={text.officers.lead}>
      <ProblemAlert error={change.error} />
      <WholeTable
        label={text.officers.title}
        rows={items}
        rowKey={({ id }) => id}
        empty={<EmptyState title={text.officers.none}>{text.officers.noneBody}</EmptyState>}
        columns={[
          { key: 'name', title: text.officers.name, cell: ({ name, login }) => `${name}（${login}）`, card: 'title' },
          { key: 'place', title: text.columns.name, cell: ({ prefectureCode }) => regionName(prefectureCode) },
          {
            key: 'office',
            title: text.local.office,
            cell: ({ id, name, office }) => (
              <Select
                aria-label={text.officers.officeOf(name)}
                className="prefecture-choice"
                value={office ?? ''}
                options={[
                  { value: '', label: text.officers.unset },
                  ...(['transport', 'market_regulation'] as const).map((value) => ({
                    value,
                    label: text.local.offices[value],
                  })),
                ]}
                onChange={(chosen) =>
                  change.mutate({ id, office: chosen === '' ? null : (chosen as Officer['office']) })
                }
              />
            ),
          },
        ]}
      />
    </FormSection>
  )
}
