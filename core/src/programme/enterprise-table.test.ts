import { expect, test } from 'vitest'
import { readEnterprises } from './enterprise-table.ts'

const row = { 企业名称: '黔通智联', 潜在数据集: '高速通行时间', 联系人岗位: '数据部负责人', 状态: '已联系' }

test('rows are read by their headings; without a state an enterprise is only listed', () => {
  const { rows, faults } = readEnterprises([row, { ...row, 潜在数据集: '服务区客流', 状态: '' }])
  expect(faults).toEqual([])
  expect(rows.map(({ state }) => state)).toEqual(['contacted', 'listed'])
})

test.each([
  [{ ...row, 企业名称: '' }, '第 2 行“企业名称”'],
  [{ ...row, 状态: '办结' }, '第 2 行“状态”'],
  [{ ...row, 联系人岗位: '张三 13800000000' }, '不要写姓名、电话'],
  [{ 名称: '甲' }, '“潜在数据集”'],
])('a faulty row is told with its line: %j', (bad, words) => {
  expect(
    readEnterprises([bad as unknown as Record<string, string>])
      .faults.map(({ message }) => message)
      .join(''),
  ).toContain(words)
})

test('a row pasted twice is told', () => {
  expect(readEnterprises([row, row]).faults[0]?.message).toContain('第 3 行与第 2 行重复')
})
