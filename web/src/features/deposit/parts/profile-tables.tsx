import type { ColumnProfile, FileProfile } from '@datadeed/dataset'
import { Table } from 'antd'
import { useText } from '../../../app/language.ts'
import { ScrollRegion } from '../../../ui/scroll-region.tsx'
import { turnPage } from '../../../ui/turn-page.tsx'
import { depositText } from '../text.ts'

const grouped = (n: number) => n.toLocaleString('zh-CN')
const most = 20

/** What the browser read of the structure of each file: columns, types, rows, time span. */
export function ProfileTables({ profiles }: { profiles: readonly FileProfile[] }) {
  const text = useText(depositText)
  const told = profiles.filter(({ columns, fault }) => columns.length > 0 || fault)
  if (told.length === 0) return <p className="hint">{text.review.noProfile}</p>
  return (
    <div className="profiles">
      {told.slice(0, most).map((profile) => (
        <ProfileTable key={profile.path} profile={profile} />
      ))}
      {told.length > most && <p className="hint">{text.create.moreFiles(told.length - most)}</p>}
    </div>
  )
}

function ProfileTable({ profile }: { profile: FileProfile }) {
  const text = useText(depositText).review
  const { path, rows, columns, timeSpan, raggedRows, fault, format } = profile
  const facts = [
    format.toUpperCase(),
    ...(rows === null ? [] : [text.rows(grouped(rows))]),
    ...(columns.length > 0 ? [text.columnCount(columns.length)] : []),
    ...(timeSpan ? [text.span(timeSpan.from, timeSpan.to)] : []),
  ]
  return (
    <div>
      <h3 className="path">{path}</h3>
      <p className="hint">{facts.join(' · ')}</p>
      {fault && <p className="warn">{text.faults[fault]}</p>}
      {raggedRows > 0 && <p className="warn">{text.ragged(grouped(raggedRows))}</p>}
      {columns.length > 0 && (
        <ScrollRegion label={path}>
          <Table<ColumnProfile>
            size="small"
            rowKey={(column) => column.name}
            dataSource={columns}
            style={{ minWidth: 560 }}
            pagination={
              columns.length > 15
                ? { pageSize: 15, showSizeChanger: false, itemRender: turnPage, placement: ['bottomStart'] }
                : false
            }
            columns={[
              { title: text.column, key: 'name', render: (_, { name }) => <code className="path">{name}</code> },
              { title: text.type, key: 'type', render: (_, { type }) => text.columnTypes[type] },
              {
                title: text.nulls,
                key: 'nulls',
                align: 'right',
                render: (_, { nulls }) => (nulls === null ? '—' : grouped(nulls)),
              },
              {
                title: text.distinct,
                key: 'distinct',
                align: 'right',
                render: (_, { distinct }) =>
                  distinct ? (distinct.exact ? grouped(distinct.count) : text.about(grouped(distinct.count))) : '—',
              },
              {
                title: text.range,
                key: 'range',
                render: (_, { min, max }) => (min === null || max === null ? '—' : text.span(min, max)),
              },
            ]}
          />
        </ScrollRegion>
      )}
    </div>
  )
}
