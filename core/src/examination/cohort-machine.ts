import type { Row } from '../kernel/machine.ts'

export const cohortStatuses = [
  'gathering',
  'exemplar',
  'drawing',
  'sampling',
  'ready',
  'proposing',
  'proposed',
  'approved',
  'retracting',
  'releasing',
  'released',
  'dissolving',
  'dissolved',
] as const
export type CohortStatus = (typeof cohortStatuses)[number]

export const cohortCommands = [
  'gather',
  'fix_list',
  'draw',
  'widen',
  'pass_sample',
  'split_off',
  'propose',
  'approve',
  'release',
  'undo',
  'send_back',
  'dissolve',
  'fail',
  'finish',
] as const
export type CohortCommand = (typeof cohortCommands)[number]

/** `policy.ts` beside this says what each word means for an actor and a cohort. */
export type CohortBy = 'holder' | 'second_person' | 'third_person' | 'system'

export type CohortGuard =
  | 'enough'
  | 'too_few'
  | 'exemplar_accepted'
  | 'defect_bearable'
  | 'sample_clean'
  | 'above_number'
  | 'within_number'

const house = '平台办事规程'
const measure = '贵州省数据知识产权登记管理办法（试行）'

type CohortRow = Row<CohortStatus, CohortCommand, CohortBy, CohortGuard>
const fromEach = (from: readonly CohortStatus[], rest: Omit<CohortRow, 'from'>): CohortRow[] =>
  from.map((one) => ({ from: one, ...rest }))

/**
 * The life of a cohort of alike cases: one is examined in full, the rules prove the others equivalent, chance picks some that are examined
 * too, two people decide. Its cases keep their own procedure; the cohort only gives its commands, one case at a time.
 */
export const cohortProcedure: readonly CohortRow[] = [
  { from: 'gathering', command: 'gather', to: 'exemplar', by: 'system', guard: 'enough', article: house },
  { from: 'gathering', command: 'gather', to: 'dissolving', by: 'system', guard: 'too_few', article: house },
  // From here on the list stands, and is logged before anybody can know what will be drawn.
  { from: 'exemplar', command: 'fix_list', to: 'drawing', by: 'system', guard: 'exemplar_accepted', article: house },
  { from: 'drawing', command: 'draw', to: 'sampling', by: 'system', article: house },
  ...fromEach(['sampling', 'ready'], {
    ...{ command: 'widen', to: 'sampling', by: 'system', guard: 'defect_bearable', article: house },
  }),
  { from: 'sampling', command: 'pass_sample', to: 'ready', by: 'system', guard: 'sample_clean', article: house },
  ...(['exemplar', 'sampling', 'ready'] as const).map(
    (one): CohortRow => ({ from: one, command: 'split_off', to: one, by: 'holder', article: house }),
  ),
  { from: 'ready', command: 'propose', to: 'proposing', by: 'holder', article: measure },
  { from: 'proposing', command: 'finish', to: 'proposed', by: 'system', article: house },
  // Above the number of the rule pack two people beside the examiner agree, each to the very list they saw.
  { from: 'proposed', command: 'approve', to: 'approved', by: 'second_person', guard: 'above_number', article: house },
  { from: 'approved', command: 'approve', to: 'approved', by: 'second_person', guard: 'above_number', article: house },
  {
    ...{ from: 'proposed', command: 'release', to: 'releasing', by: 'second_person' },
    ...{ guard: 'within_number', article: measure },
  },
  { from: 'approved', command: 'release', to: 'releasing', by: 'third_person', article: measure },
  ...fromEach(['proposed', 'approved'], { command: 'undo', to: 'retracting', by: 'holder', article: house }),
  ...fromEach(['proposed', 'approved'], {
    command: 'send_back',
    to: 'retracting',
    by: 'second_person',
    article: house,
  }),
  { from: 'retracting', command: 'finish', to: 'ready', by: 'system', article: house },
  { from: 'releasing', command: 'finish', to: 'released', by: 'system', article: measure },
  ...fromEach(['exemplar', 'drawing', 'sampling', 'ready'], {
    ...{ command: 'dissolve', to: 'dissolving', by: 'holder', article: house },
  }),
  // The exemplar did not pass, or the sample has more defects than the rule pack bears.
  ...fromEach(['exemplar', 'drawing', 'sampling', 'ready', 'proposed', 'approved'], {
    ...{ command: 'fail', to: 'dissolving', by: 'system', article: house },
  }),
  { from: 'dissolving', command: 'finish', to: 'dissolved', by: 'system', article: house },
]

/** States in which the worker is at it. */
export const cohortAtWork: readonly CohortStatus[] = [
  'gathering',
  'drawing',
  'proposing',
  'retracting',
  'releasing',
  'dissolving',
]

export const cohortStatusNames: Record<CohortStatus, { zh: string; en: string }> = {
  gathering: { zh: '归集中', en: 'Gathering' },
  exemplar: { zh: '待审范例', en: 'Exemplar to examine' },
  drawing: { zh: '待抽样', en: 'Awaiting the draw' },
  sampling: { zh: '抽样审查中', en: 'Examining the sample' },
  ready: { zh: '可提出拟办', en: 'Ready to propose' },
  proposing: { zh: '逐件提出拟办中', en: 'Proposing' },
  proposed: { zh: '待复核', en: 'Awaiting review' },
  approved: { zh: '待第二名复核人', en: 'Awaiting the second reviewer' },
  retracting: { zh: '逐件撤回拟办中', en: 'Retracting' },
  releasing: { zh: '逐件发出决定中', en: 'Releasing' },
  released: { zh: '已办结', en: 'Released' },
  dissolving: { zh: '解散中', en: 'Dissolving' },
  dissolved: { zh: '已解散', en: 'Dissolved' },
}

export const cohortCommandNames: Record<CohortCommand, { zh: string; en: string }> = {
  gather: { zh: '归集完毕', en: 'Gathered' },
  fix_list: { zh: '名单定稿入日志', en: 'List fixed and logged' },
  draw: { zh: '抽样', en: 'Draw' },
  widen: { zh: '扩大抽样', en: 'Widen the sample' },
  pass_sample: { zh: '抽样通过', en: 'Sample passed' },
  split_off: { zh: '剔出', en: 'Split off' },
  propose: { zh: '整批提出拟办', en: 'Propose all' },
  approve: { zh: '第一名复核人同意', en: 'Approve' },
  release: { zh: '整批复核通过', en: 'Release all' },
  undo: { zh: '撤回拟办', en: 'Undo' },
  send_back: { zh: '整批退回', en: 'Send back' },
  dissolve: { zh: '解散', en: 'Dissolve' },
  fail: { zh: '不成立而解散', en: 'Failed' },
  finish: { zh: '逐件办完', en: 'Finished' },
}
