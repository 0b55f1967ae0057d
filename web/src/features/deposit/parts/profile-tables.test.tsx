import { render, screen } from '@testing-library/react'
import { beforeAll, expect, it, vi } from 'vitest'
import { ProfileTables, type ShownProfile } from './profile-tables.tsx'

// jsdom has no media queries, which the table asks for.
beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }))
})

const disclosed: ShownProfile = {
  ...{
    path: '车速.csv',
    format: 'csv',
    rows: 1200,
    timeSpan: { from: '2026-01-01T08:00:00', to: '2026-01-02' },
    raggedRows: 0,
    fault: null,
  },
  columns: [
    {
      ...{
        name: '速度',
        type: 'number',
        nulls: 12,
        distinct: { count: 900, exact: false, error: 8 },
        min: '0',
        max: '119.9',
      },
      ...{ valid: 1, lengths: null, spread: { quantiles: ['6', '30', '60', '89.9', '114'], error: 0 } },
    },
  ],
}
const quality = {
  ...{ completeness: 0.99999, uniqueness: 1, conformity: 1, consistency: null, accuracy: null },
  newest: null,
}

it('shows a profile that came from elsewhere, without what is the owner’s alone', () => {
  render(<ProfileTables profiles={[disclosed]} />)
  expect(screen.getByText('约 900')).toBeDefined()
  expect(screen.getByText('60')).toBeDefined()
  expect(screen.queryByText('常见值（只在本机）')).toBeNull()
  expect(screen.getByText(/2026-01-01 08:00:00 至 2026-01-02/)).toBeDefined()
})

it('shows the owner frequent values, spread and quality, rounded down', () => {
  const local = [{ top: [{ value: '20.1', count: 34 }], missed: 0, histogram: [1, 0, 3] }]
  render(<ProfileTables profiles={[{ ...disclosed, quality, local }]} />)
  expect(screen.getByText('20.1')).toBeDefined()
  expect(screen.getByRole('img', { name: '速度的分布' }).querySelectorAll('rect')).toHaveLength(3)
  expect(screen.getByText('99.99%')).toBeDefined()
  expect(screen.queryByText('一致性')).toBeNull()
})

it('of an earlier version it shows what there was then', () => {
  const { valid: _, spread: __, lengths: ___, ...column } = disclosed.columns[0] ?? {}
  const earlier = {
    ...disclosed,
    columns: [{ ...column, name: 'a', type: 'text', nulls: 0, distinct: null, min: null, max: null }],
  }
  render(<ProfileTables profiles={[earlier as ShownProfile]} />)
  expect(screen.getByText('文本')).toBeDefined()
})
