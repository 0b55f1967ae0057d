import { caseStatuses, commandNames, procedure, statusNames } from '../../core/src/filing/machine.ts'
import { type Row, toMermaid } from '../../core/src/kernel/machine.ts'
import {
  affairCommandNames,
  affairProcedure,
  affairStatuses,
  affairStatusNames,
  entryCommandNames,
  entryProcedure,
  entryStatuses,
  entryStatusNames,
} from '../../core/src/registration/machine.ts'

type Names = { zh: string }

/** A table of rows as a diagram and a table. */
const section = <S extends string, C extends string>(
  first: S,
  states: readonly S[],
  rows: readonly Row<S, C, string, string>[],
  names: Record<S, Names>,
  commands: Record<C, Names>,
): string[] => [
  '```mermaid',
  toMermaid(first, states, rows, (state) => names[state].zh).trimEnd(),
  '```',
  '',
  '| from | command | to | who | guard | rule |',
  '|---|---|---|---|---|---|',
  ...rows.map(
    ({ from, command, to, by, guard, article }) =>
      `| ${names[from].zh} | ${commands[command].zh} \`${command}\` | ${names[to].zh} | \`${by}\` | ${guard ? `\`${guard}\`` : ''} | ${article} |`,
  ),
  '',
]

/** docs/procedure.md: the procedures as diagrams and tables, from the rows the server decides by. */
export const procedureDocument = (): string =>
  [
    '# The procedure of a case 案件办理程序',
    '',
    'Generated from `core/src/filing/machine.ts` and `core/src/registration/machine.ts`; do not edit.',
    '',
    ...section('draft', caseStatuses, procedure, statusNames, commandNames),
    '## The life of a registration 登记之后',
    '',
    'A registration is moved by an affair that two people have granted, or by its last day.',
    '',
    ...section('active', entryStatuses, entryProcedure, entryStatusNames, entryCommandNames),
    '## The procedure of a register affair 登记事务办理程序',
    '',
    ...section('draft', affairStatuses, affairProcedure, affairStatusNames, affairCommandNames),
  ].join('\n')
