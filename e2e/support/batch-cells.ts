import { formWords } from '../../core/src/kernel/form-words.ts'
import { carefulForm } from './filing.ts'

const { values } = formWords.zh

/** A careful application as a row of the table, as a person would write it. */
export function cellsOf(deposit: string, name: string, more: Record<string, string> = {}): Record<string, string> {
  const form = carefulForm(name)
  return {
    deposit,
    name,
    direction: form.direction ?? '',
    scenario: form.scenario ?? '',
    sourceTypes: values.sourceTypes.enterprise,
    acquisition: values.acquisition.self,
    sourceStatement: form.sourceStatement ?? '',
    personalInfo: values.personalInfo.none,
    importantData: values.importantData.not_important,
    importantDataReason: form.importantDataReason ?? '',
    redFlags: '全否',
    elements: (form.elements ?? [])
      .map((one) => [one.name, one.label, one.type, one.unit, one.meaning].join('|'))
      .join('\n'),
    records: '１，０００',
    areas: '贵阳市',
    modes: '公路',
    updateFrequency: '每月',
    updatePeriod: '长期',
    algorithm: form.algorithm ?? '',
    sample: [form.sampleHeader ?? [], ...(form.sampleRows ?? [])].map((row) => row.join('|')).join('\n'),
    ownership: '单独所有',
    disclosure: '未公开',
    intendedUses: '许可使用',
    ...{ commitTruth: '是', commitSource: '是', commitNoDispute: '是', commitSecurity: '是' },
    ...more,
  }
}
