import type { ColumnProfile, FileProfile, LocalColumn } from '@datadeed/dataset'
import { Table } from 'antd'
import { useText } from '../../../app/language.ts'
import { ScrollRegion } from '../../../ui/scroll-region.tsx'
import { depositText } from '../text.ts'
import { Histogram } from './histogram.tsx'
import { QualityFigures } from './quality-figures.tsx'

const grouped = (n: number) => n.toLocaleString('zh-CN')
/** A moment as people write it. */
const plain = (value: string) => value.replace(/^(\d{4}-\d\d-\d\d)T(?=\d\d:)/, '$1 ')
const most = 20
const valuesShown = 3

type Column = Pick<ColumnProfile, 'name' | 'type' | 'nulls' | 'distinct' | 'min' | 'max'> & Partial<ColumnProfile>

/** A profile made here, or one that was disclosed: that has no `local`, and none of the figures that came later if it is of an earlier version. */
export type ShownProfile = Pick<FileProfile, 'path' | 'format' | 'rows' | 'timeSpan' | 'raggedRows' | 'fault'> & {
  columns: readonly Column[]
} & Partial<Pick<FileProfile, 'area' | 'duplicateRows' | 'quality' | 'sheet' | 'local'>>

/** What was read of each file: columns with types, ranges and spread, rows, time span, area and quality. */
export function ProfileTables({ profiles }: { profiles: readonly ShownProfile[] }) {
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

type Row = Column & { at: number; local: LocalColumn | undefined }

function ProfileTable({ profile }: { profile: ShownProfile }) {
  const text = useText(depositText).review
  const { path, rows, columns, timeSpan, area, duplicateRows, quality, sheet, raggedRows, fault, format, local } =
    profile
  const count = (counted: { count: number; exact: boolean } | null) =>
    counted ? (counted.exact ? grouped(counted.count) : text.about(grouped(counted.count))) : '—'
  const facts = [
    format.toUpperCase(),
    ...(sheet ? [text.sheet(sheet)] : []),
    ...(rows === null ? [] : [text.rows(grouped(rows))]),
    ...(columns.length > 0 ? [text.columnCount(columns.length)] : []),
    ...(duplicateRows && duplicateRows.count > 0 ? [text.duplicates(count(duplicateRows))] : []),
    ...(timeSpan ? [text.span(plain(timeSpan.from), plain(timeSpan.to))] : []),
    ...(area ? [text.area(`${area.west}–${area.east}°`, `${area.south}–${area.north}°`)] : []),
  ]
  const owner = local !== undefined && local.length > 0
  const data = columns.map((column, at): Row => ({ ...column, at, local: local?.[at] }))
  return (
    <div>
      <h3 className="path">{path}</h3>
      <p className="hint">{facts.join(' · ')}</p>
      {fault && <p className="warn">{text.faults[fault]}</p>}
      {raggedRows > 0 && <p className="warn">{text.ragged(grouped(raggedRows))}</p>}
      {quality && <QualityFigures quality={quality} />}
      {columns.length > 0 && (
        <ScrollRegion label={path}>
          <Table<Row>
            size="small"
            rowKey="at"
            dataSource={data}
            style={{ minWidth: owner ? 860 : 560 }}
            pagination={
              columns.length > 15 ? { pageSize: 15, showSizeChanger: false, placement: ['bottomStart'] } : false
            }
            columns={[
              { title: text.column, key: 'name', render: (_, { name }) => <code className="path">{name}</code> },
              { title: text.type, key: 'type', className: 'short', render: (_, { type }) => text.columnTypes[type] },
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
                className: 'short',
                render: (_, { distinct }) => count(distinct),
              },
              {
                title: text.range,
                key: 'range',
                render: (_, { min, max }) => (min === null || max === null ? '—' : text.span(plain(min), plain(max))),
              },
              {
                title: text.median,
                key: 'median',
                align: 'right',
                render: (_, { spread }) => plain(spread?.quantiles[2] ?? '—'),
              },
              ...(owner
                ? [
                    {
                      title: text.spread,
                      key: 'spread',
                      render: (_: unknown, { name, local: own }: Row) =>
                        own?.histogram ? <Histogram counts={own.histogram} label={text.spreadOf(name)} /> : '—',
                    },
                    {
                      title: text.frequent,
                      key: 'frequent',
                      render: (_: unknown, { local: own }: Row) => <Frequent column={own} />,
                    },
                  ]
                : []),
            ]}
          />
        </ScrollRegion>
      )}
    </div>
  )
}

function Frequent({ column }: { column: LocalColumn | undefined }) {
  const values = column?.top.slice(0, valuesShown) ?? []
  if (values.length === 0) return '—'
  return (
    <ul className="frequent">
      {values.map(({ value, count }) => (
        <li key={value}>
          <span className="path">{value}</span> <span className="times">{grouped(count)}</span>
        </li>
      ))}
    </ul>
  )
}
