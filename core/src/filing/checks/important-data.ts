import { textLength } from '../../kernel/text.ts'
import { type Check, columnNames, found, listed } from './check.ts'

const FLOW =
  /流量|车流|客流|断面|货运量|吞吐量|周转量|运量|(?:^|_)(?:volume|flow|throughput|freight|tonnage|ridership)(?:$|_)/i

/** A conclusion has reasons; one that is open or positive says what follows. */
export const importantConclusion: Check = (form, { pack }) => {
  const told = { code: 'important_data' as const, field: 'importantData' }
  const reason = form.importantDataReason?.trim()
  if (reason && textLength(reason) < 15)
    return [
      found(pack, 'R16', {
        ...told,
        field: 'importantDataReason',
        message: '重要数据识别依据太短，结论无法复核。',
        remedy: '请写明由谁、按什么标准判断，以及数据的颗粒度和时间滞后。',
      }),
    ]
  const marked = (form.elements ?? []).filter(({ sensitivity }) => sensitivity === 'important').map(({ name }) => name)
  if (form.importantData === 'not_important' && marked.length > 0)
    return [
      found(pack, 'R16', {
        ...told,
        message: `结论是“不是重要数据”，但字段${listed(marked)}标为重要数据。`,
        remedy: '请更正字段的敏感程度，或者更正结论。',
      }),
    ]
  if (form.importantData === 'pending')
    return [
      found(pack, 'R16', {
        ...told,
        severity: 'warning',
        message: '重要数据识别结论还是“待定”，审查时须补充结论。',
        remedy: '请尽快识别；拿不准的，请向行业主管部门咨询。',
      }),
    ]
  if (form.importantData === 'important')
    return [
      found(pack, 'R12', {
        ...told,
        severity: 'warning',
        message: '数据属于重要数据，对外提供前须做风险评估。',
        remedy: '请在附件中上传风险评估报告和申报情况。',
      }),
    ]
  return []
}

/** Columns that count traffic or freight while R2 is denied: asked again, since this is what companies register first. */
export const flowColumns: Check = (form, context) => {
  if (form.redFlags?.R2 !== false) return []
  const flows = columnNames(form, context).filter((name) => {
    const label = form.elements?.find((element) => element.name === name)?.label ?? ''
    return FLOW.test(name) || FLOW.test(label)
  })
  return flows.length > 0
    ? [
        found(context.pack, 'R2', {
          code: 'flow_column',
          field: 'redFlags.R2',
          severity: 'warning',
          message: `字段${listed(flows)}看来是流量或者运量，R2 却回答了“否”。`,
          remedy: '请再核对：路段车流、门架流量、货运量通常反映经济运行情况。确实不反映的，请在识别依据中写明理由。',
        }),
      ]
    : []
}
