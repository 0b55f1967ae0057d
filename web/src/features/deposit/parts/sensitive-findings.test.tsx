import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { SensitiveFindings } from './sensitive-findings.tsx'

const finding = {
  ...{ column: '联系电话', kind: 'mobile' as const, share: 0.9996, count: 4998, confidence: 0.987 },
  ...{ reasons: ['号段已分配'], remedy: '请改为随机代号。', localExamples: ['139****0000'] },
}

it('tells column, kind, share, confidence, what to do, and masked examples', () => {
  render(
    <SensitiveFindings
      profiles={[
        { path: '车主.csv', findings: [finding] },
        { path: '路段.csv', findings: [] },
      ]}
    />,
  )
  for (const text of [
    '联系电话',
    '手机号码',
    '占非空值 99.9%（4,998 个）',
    '可信程度 98.7%',
    '139****0000',
    '请改为随机代号。',
  ])
    expect(screen.getByText(text)).toBeDefined()
  expect(screen.queryByText('路段.csv')).toBeNull()
})

it('a share that rounds to nothing is still something', () => {
  render(
    <SensitiveFindings profiles={[{ path: 'a.csv', findings: [{ ...finding, share: 0.0001, localExamples: [] }] }]} />,
  )
  expect(screen.getByText(/占非空值 <0.1%/)).toBeDefined()
})

it('where nothing was found it does not promise that there is nothing', () => {
  render(<SensitiveFindings profiles={[{ path: 'a.csv', findings: [] }]} />)
  expect(screen.getByText(/机器检查可能有遗漏/)).toBeDefined()
})
