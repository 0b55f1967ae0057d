import type { AuditText } from './text.zh.ts'

export const en: AuditText = {
  title: 'Audit',
  lead: 'Every step of every case, newest first. Submissions, notices and decisions are in the log; no record can be changed or removed.',
  caseNumber: 'Case number',
  clear: 'Clear',
  columns: {
    at: 'Time',
    case: 'Case',
    command: 'Step',
    actor: 'By',
    note: 'Note',
    log: 'Log index',
    from: 'Before',
    to: 'After',
    role: 'Role',
  },
  pending: '—',
  export: 'Export CSV',
  exported: (n) => `Exported ${n} records`,
  exportedPart: (n) => `There are more; only the last ${n} were exported. Narrow by case number.`,
  file: 'audit-trail',
  empty: 'Nothing recorded yet',
  emptyBody: 'Steps of cases appear here.',
  emptyFiltered: 'No record of this case',
  emptyFilteredBody: 'Check the number, or clear it to see all.',
}
