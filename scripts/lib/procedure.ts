import { caseStatuses, commandNames, procedure, statusNames } from '../../core/src/filing/machine.ts'
import { toMermaid } from '../../core/src/kernel/machine.ts'

/** docs/procedure.md: the procedure of a case as a diagram and a table, from the rows the server decides by. */
export const procedureDocument = (): string => {
  const diagram = toMermaid('draft', caseStatuses, procedure, (status) => statusNames[status].zh)
  const rows = procedure.map(
    ({ from, command, to, by, guard, article }) =>
      `| ${statusNames[from].zh} | ${commandNames[command].zh} \`${command}\` | ${statusNames[to].zh} | \`${by}\` | ${guard ? `\`${guard}\`` : ''} | ${article} |`,
  )
  return [
    '# The procedure of a case 案件办理程序',
    '',
    'Generated from `core/src/filing/machine.ts`; do not edit.',
    '',
    '```mermaid',
    diagram.trimEnd(),
    '```',
    '',
    '| from | command | to | who | guard | rule |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
