import { workbookParts } from '@datadeed/core/filing/batch-workbook'
import { regionName } from '@datadeed/core/kernel/regions'
import { enterpriseColumns } from '@datadeed/core/programme/schema'
import { packArchive } from '@datadeed/dataset/archive'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import { useRef, useState } from 'react'
import { toCsv } from '../../../app/csv.ts'
import { useText } from '../../../app/language.ts'
import { csvType, saveFile, workbookType } from '../../../app/save-file.ts'
import { useCommand } from '../../../app/use-command.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { changeEnterprise, type Enterprise, enterprisesQuery, importEnterprises } from '../api.ts'
import { readRows } from '../table-file.ts'
import { prefectureText } from '../text.ts'

const keys = ['name', 'dataset', 'contactRole', 'state'] as const

/** Key enterprises with their potential data sets; officers bring in a table, note progress, and take the table out again. */
export function Enterprises() {
  const text = useText(prefectureText)
  const client = useQueryClient()
  const { items } = useSuspenseQuery(enterprisesQuery).data
  const input = useRef<HTMLInputElement>(null)
  const [unreadable, setUnreadable] = useState(false)
  const again = () => client.invalidateQueries({ queryKey: ['prefecture'] })
  const bringIn = useCommand({ run: importEnterprises, onDone: again })
  const change = useCommand({
    run: ({ id, version, state }: Pick<Enterprise, 'id' | 'version' | 'state'>) => changeEnterprise(id, version, state),
    onDone: again,
  })
  const head = keys.map((key) => enterpriseColumns[key])
  const table = () =>
    items.map(({ name, dataset, contactRole, state }) => [name, dataset, contactRole, prefectureText.zh.states[state]])
  const columns: Column<Enterprise>[] = [
    { key: 'name', title: text.enterpriseColumns.name, cell: ({ name }) => name, card: 'title' },
    { key: 'place', title: text.enterpriseColumns.place, cell: ({ prefectureCode }) => regionName(prefectureCode) },
    { key: 'dataset', title: text.enterpriseColumns.dataset, cell: ({ dataset }) => dataset },
    { key: 'role', title: text.enterpriseColumns.contactRole, cell: ({ contactRole }) => contactRole },
    {
      key: 'state',
      title: text.enterpriseColumns.state,
      cell: (row) =>
        row.mine ? (
          <Select
            aria-label={text.stateOf(row.name)}
            value={row.state}
            options={Object.entries(text.states).map(([value, label]) => ({
              value: value as Enterprise['state'],
              label,
            }))}
            onChange={(state) => change.mutate({ id: row.id, version: row.version, state })}
          />
        ) : (
          text.states[row.state]
        ),
    },
  ]
  const take = async (file: File | undefined) => {
    if (!file) return
    const rows = await readRows(file).catch(() => null)
    setUnreadable(rows === null)
    if (rows) bringIn.mutate(rows)
  }
  const done = bringIn.data
  return (
    <FormSection title={text.enterprises} lead={text.enterprisesLead}>
      <ProblemAlert error={bringIn.error ?? change.error} />
      {unreadable && <Alert type="error" showIcon title={text.unreadable} />}
      {done && <Alert type="success" showIcon title={text.imported(done.added, done.changed, done.same)} />}
      <p className="prefecture-acts no-print">
        <input
          ref={input}
          type="file"
          accept=".csv,.xlsx"
          aria-label={text.import}
          className="prefecture-file"
          tabIndex={-1}
          onChange={({ target }) => {
            void take(target.files?.[0])
            target.value = ''
          }}
        />
        <Button type="primary" loading={bringIn.isPending} onClick={() => input.current?.click()}>
          {text.import}
        </Button>
        <Button onClick={() => saveFile(`${text.file}.csv`, toCsv(head, table()), csvType)}>{text.exportCsv}</Button>
        <Button
          onClick={async () =>
            saveFile(
              `${text.file}.xlsx`,
              await packArchive(
                workbookParts([{ name: '重点企业', rows: [head, ...table()], widths: [28, 36, 20, 12] }]),
              ),
              workbookType,
            )
          }
        >
          {text.exportXlsx}
        </Button>
      </p>
      <WholeTable
        label={text.enterprises}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        empty={<EmptyState title={text.empty}>{text.emptyBody}</EmptyState>}
      />
    </FormSection>
  )
}
