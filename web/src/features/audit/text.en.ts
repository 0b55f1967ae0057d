import type { AuditText } from './text.zh.ts'

export const en: AuditText = {
  title: 'Audit trail',
  lead: 'Every step of every case, newest first. Each is in the log and cannot be changed or removed.',
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
  pending: 'not yet',
  export: 'Export CSV',
  exported: (n) => `Exported ${n} records`,
  exportedPart: (n) => `There are more; only the last ${n} were exported. Narrow by case number.`,
  file: 'audit-trail',
  empty: 'Nothing recorded yet',
  emptyBody: 'Steps of cases appear here.',
  emptyFiltered: 'No record of this case',
  emptyFilteredBody: 'Check the number, or clear it to see all.',
}
