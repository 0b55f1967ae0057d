import type { Row } from '../kernel/machine.ts'

export const batchStatuses = ['receiving', 'checking', 'ready', 'drafting', 'submitting', 'undoing', 'undone'] as const
export type BatchStatus = (typeof batchStatuses)[number]

export const batchCommands = [
  'upload',
  'close',
  'finish',
  'correct',
  'attach',
  'make_drafts',
  'submit',
  'undo',
] as const
export type BatchCommand = (typeof batchCommands)[number]

export type BatchBy = 'own_filer' | 'own_signatory' | 'system'
export type BatchGuard = 'clean_rows' | 'open_drafts'

const article = '平台办事规程'

/** The life of a batch: rows come in, are checked, become drafts, are signed together. The cases have their own procedure. */
export const batchProcedure: readonly Row<BatchStatus, BatchCommand, BatchBy, BatchGuard>[] = [
  { from: 'receiving', command: 'upload', to: 'receiving', by: 'own_filer', article },
  { from: 'receiving', command: 'close', to: 'checking', by: 'own_filer', article },
  { from: 'receiving', command: 'undo', to: 'undoing', by: 'own_filer', article },
  { from: 'checking', command: 'finish', to: 'ready', by: 'system', article },
  // A corrected file: its rows replace those that are no draft yet.
  { from: 'ready', command: 'upload', to: 'receiving', by: 'own_filer', article },
  { from: 'ready', command: 'correct', to: 'ready', by: 'own_filer', article },
  // Papers for all rows: each row is checked again.
  { from: 'ready', command: 'attach', to: 'checking', by: 'own_filer', article },
  { from: 'ready', command: 'make_drafts', to: 'drafting', by: 'own_filer', guard: 'clean_rows', article },
  { from: 'ready', command: 'submit', to: 'submitting', by: 'own_signatory', guard: 'open_drafts', article },
  { from: 'ready', command: 'undo', to: 'undoing', by: 'own_filer', article },
  { from: 'drafting', command: 'finish', to: 'ready', by: 'system', article },
  { from: 'submitting', command: 'finish', to: 'ready', by: 'system', article },
  { from: 'undoing', command: 'finish', to: 'undone', by: 'system', article },
]

export const batchStatusNames: Record<BatchStatus, { zh: string; en: string }> = {
  receiving: { zh: '接收中', en: 'Receiving' },
  checking: { zh: '检查中', en: 'Checking' },
  ready: { zh: '待处理', en: 'Ready' },
  drafting: { zh: '生成草稿中', en: 'Making drafts' },
  submitting: { zh: '提交中', en: 'Submitting' },
  undoing: { zh: '撤销中', en: 'Undoing' },
  undone: { zh: '已撤销', en: 'Undone' },
}
