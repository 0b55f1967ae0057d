import { carefulApplication } from '@datadeed/core/filing/careful-application'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import type { GeneratedDeposit } from './data.ts'
import type { DemoCompany, DemoData } from './world.ts'

/** A careful application for a generated data set: the machine check finds nothing that must be mended. */
export function completeForm(company: DemoCompany, data: DemoData, generated: GeneratedDeposit): CaseDraft {
  const city = company.name.slice(0, 2)
  return carefulApplication({
    name: `${city}${generated.month}${data.name}`,
    industryCode: company.industryCode,
    direction: data.direction,
    scenario: data.use,
    formats: ['csv'],
    elements: generated.elements,
    areas: [company.prefectureCode],
    modes: [data.mode],
    algorithm: data.method,
    sampleHeader: generated.columns,
    sampleRows: generated.rows,
    intendedUses: ['licence', 'pledge'],
  })
}
