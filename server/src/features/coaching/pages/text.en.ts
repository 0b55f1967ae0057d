import type { EligibilityText } from './text.zh.ts'

export const en: EligibilityText = {
  title: 'Eligibility check',
  lead: (count) =>
    `${count} questions tell whether a data set can be registered now, and what is still missing. No account, no names: the answers are in the address only.`,
  none: 'The rules in force have no eligibility check. See how to file, or sign in and book coaching.',
  check: 'Show the result',
  again: 'Start again',
  print:
    'Print this page or send its address to a colleague: it holds codes of answers, no organisation and no person.',
  number: (at, of) => `Question ${at} of ${of}`,
  openTitle: (count) => `${count} question(s) without an answer`,
  openBody: 'What you chose is kept. Please answer these too:',
  outcome: 'Result',
  verdicts: {
    can_file: 'You can file',
    first: 'Do these first, then file',
    cannot: 'It cannot be registered now',
  },
  verdictBody: {
    can_file: 'Nothing stands in the way, going by your answers; the examination decides.',
    first: 'Nothing forbids it, but some things come first. Check again when they are done.',
    cannot: 'For the reasons below the rules in force refuse it. Come back when they no longer hold.',
  },
  because: 'Because',
  todo: 'To do first',
  all: 'Answers and clauses one by one',
  columns: {
    question: 'Question',
    answer: 'Your answer',
    result: 'Result',
    clause: 'Clause',
    confidence: 'How well founded',
  },
  effects: { pass: 'nothing in the way', first: 'do first', stop: 'not registrable' },
  coach: 'Ask for coaching with these answers',
  coachNote: 'Sign in and open a coaching case; the answers come along, a coach gets in touch, visits can be booked.',
  file: 'Sign in and file',
  guide: 'How to file',
  basis: 'Rules',
  pack: (name, version) => `${name}, version ${version}`,
  edit: 'Change the answers',
  change: 'Change',
}
