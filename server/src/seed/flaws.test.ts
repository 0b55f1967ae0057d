import { findings } from '@datadeed/core/filing/findings'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { expect, test } from 'vitest'
import { generateDeposit } from './data.ts'
import { flawNames, withFlaw } from './flaws.ts'
import { completeForm } from './form.ts'
import { companies, dataSets } from './world.ts'

const [company] = companies
const [data] = dataSets
if (!company || !data) throw new Error('no company')
const generated = generateDeposit(company, data, '2026-01-05')
const context = {
  ...{ pack: guizhou, today: '2026-02-10', attachments: [{ kind: 'source_proof' }], namesInUse: [] },
  manifestSummary: { files: 1, bytes: 20_000, formats: ['csv'], published: true },
  profile: { columns: generated.columns, records: 480, timeFrom: '2026-01-05', timeTo: '2026-01-24' },
  scanned: [],
}
const told = (flaw: Parameters<typeof withFlaw>[1]) => {
  const form = { ...completeForm(company, data, generated), timeFrom: '2026-01-05', timeTo: '2026-01-24' }
  return findings(withFlaw(form, flaw, generated), context)
}

test.each(flawNames)('what is wrong with %s the machine tells, and lets it be submitted', (flaw) => {
  const before = told(undefined)
  const added = told(flaw).filter(({ code }) => !before.some((one) => one.code === code))
  expect(added.map(({ severity }) => severity)).toEqual(['warning'])
})
