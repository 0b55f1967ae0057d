import { coachingProcedure, coachingStatuses, coachingStatusNames } from '../../core/src/coaching/machine.ts'
import { delegationProcedure, delegationStateNames, delegationStatuses } from '../../core/src/delegation/machine.ts'
import {
  cohortCommandNames,
  cohortProcedure,
  cohortStatuses,
  cohortStatusNames,
} from '../../core/src/examination/cohort-machine.ts'
import { batchProcedure, batchStatuses, batchStatusNames } from '../../core/src/filing/batch-machine.ts'
import { caseStatuses, commandNames, procedure, statusNames } from '../../core/src/filing/machine.ts'
import { type Row, toMermaid } from '../../core/src/kernel/machine.ts'
import { objectionProcedure, objectionStatuses } from '../../core/src/publication/machine.ts'
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
  names: Partial<Record<S, Names>>,
  commands: Partial<Record<C, Names>>,
): string[] => [
  '```mermaid',
  toMermaid(first, states, rows, (state) => names[state]?.zh ?? state).trimEnd(),
  '```',
  '',
  '| from | command | to | who | guard | rule |',
  '|---|---|---|---|---|---|',
  ...rows.map(
    ({ from, command, to, by, guard, article }) =>
      `| ${names[from]?.zh ?? from} | ${commands[command] ? `${commands[command].zh} ` : ''}\`${command}\` | ${names[to]?.zh ?? to} | \`${by}\` | ${guard ? `\`${guard}\`` : ''} | ${article} |`,
  ),
  '',
]

const objectionNames: Record<(typeof objectionStatuses)[number], Names> = {
  lodged: { zh: '已提出' },
  answered: { zh: '已答复' },
  mediation: { zh: '调解中' },
  settled: { zh: '调解结案' },
  withdrawn: { zh: '已撤回' },
  dismissed: { zh: '不成立' },
  upheld: { zh: '成立' },
}

/** docs/procedure.md: the procedures as diagrams and tables, from the rows the server decides by. */
export const procedureDocument = (): string =>
  [
    '# The procedure of a case 案件办理程序',
    '',
    'Generated from the procedure tables in `core/src/*/*machine.ts`; do not edit.',
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
    '## The procedure of an objection 异议办理程序',
    '',
    ...section('lodged', objectionStatuses, objectionProcedure, objectionNames, {}),
    '## The procedure of a batch filing 批量申报程序',
    '',
    ...section('receiving', batchStatuses, batchProcedure, batchStatusNames, {}),
    '## The procedure of a cohort 成批审查程序',
    '',
    'One case is examined in full, the rules prove the others equivalent, chance picks some that are examined too.',
    '',
    ...section('gathering', cohortStatuses, cohortProcedure, cohortStatusNames, cohortCommandNames),
    '## The procedure of a coaching case 辅导程序',
    '',
    ...section('open', coachingStatuses, coachingProcedure, coachingStatusNames, {}),
    '## The procedure of a delegation 委托程序',
    '',
    ...section('offered', delegationStatuses, delegationProcedure, delegationStateNames, {}),
  ].join('\n')
