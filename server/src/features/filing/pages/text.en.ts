import type { GreenChannelText } from './text.zh.ts'

export const en: GreenChannelText = {
  title: 'Green channel',
  lead: 'Complete applications of one plain source and without doubts go through the green channel: a machine tests each condition, and the time limit of the examination is shorter. Whatever meets them is let in without asking, and nobody can let in anything else.',
  none: 'The rules in force have no green channel; all applications have the same time limit.',
  guide: 'How to file',
  file: 'Sign in and file',
  conditions: 'Conditions',
  conditionsNote:
    'Tested by machine at submission; a case that meets all of them is in. Tested again whenever the case moves or its findings change; a case that fails one leaves, and its history says why.',
  vocabulary: 'See the vocabulary',
  condition: 'Condition',
  source: 'Source',
  confidence: 'How well founded',
  clock: 'Time limit and time taken',
  clockNote:
    'Time taken: working days from submission to decision of the cases decided within a year, the day of submission not counted; from the records, renewed each minute.',
  channel: 'Channel',
  limit: 'Time limit',
  median: 'Time taken (median)',
  decided: 'Decided',
  green: 'Green channel',
  normal: 'Ordinary',
  days: (days) => `${days} working days`,
  noneDecided: 'none yet',
  cases: (count) => `${count} cases`,
  now: 'In the channel now',
  entered: 'Entered within a year',
  left: 'Left within a year',
  reasons: 'Why cases left',
  noReasons: 'No case left within a year.',
  pack: (name, version) => `${name}, version ${version}`,
}
