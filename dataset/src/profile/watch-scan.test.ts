import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCsvCutter } from '../reader/csv.ts'
import { createDetector } from '../scan/detect.ts'
import { hintsOf } from '../scan/hints.ts'
import { createScanWatcher } from './watch-scan.ts'

const headings = [
  '身份证号',
  '手机号',
  '姓名',
  '地址',
  '车牌号',
  '银行卡号',
  '金额',
  'vin',
  'mmsi',
  'imo',
  'tel',
  '证件号',
  'x',
]

test('a decimal of up to eight digits before its point shows nothing under any heading, as the pass takes for granted', () => {
  const detectors = headings.map((name) => createDetector(hintsOf(name, headings)))
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{1,8}\.[0-9]{1,20}$/), (text) => {
      for (const detector of detectors) expect(detector.signals(text)).toBe(0)
    }),
    { numRuns: 500 },
  )
})

test('a batch is scanned as its values are one by one', () => {
  const value = fc.oneof(
    fc.stringMatching(/^[0-9]{1,9}\.[0-9]{0,8}$/),
    fc.constantFrom('13812345678', '贵A12345', '0.5', '.5', '1.', '13812345678.0', '520102199003071237', 'a@b.cn'),
  )
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.constantFrom(...headings), (values, name) => {
      const [whole, single] = [createScanWatcher(), createScanWatcher()]
      const [one, other] = [whole, single].map((watcher) => watcher.column(name, 0, [name]))
      const cutter = createCsvCutter((block) => {
        const fields = Int32Array.from({ length: block.rows }, (_, i) => i)
        one?.addBatch({ block, fields, ones: fields, twos: fields, count: block.rows }, 0, block.rows)
      }, ',')
      cutter.push(new TextEncoder().encode(values.join('\n')))
      cutter.end()
      for (const text of values) other?.add(text, 1)
      expect(whole.findings(values.length)).toEqual(single.findings(values.length))
    }),
  )
})
