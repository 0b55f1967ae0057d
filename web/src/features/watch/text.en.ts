import type { WatchText } from './text.zh.ts'

export const en: WatchText = {
  title: 'Watched notices',
  lead: 'You are told in the inbox, and by mail as you chose there, when a notice appears that meets your terms.',
  newTitle: 'New watch',
  newLead:
    'Fill in one or several; all must hold. With a deposit of your own you are told of data like yours, and neither side sees the other’s data.',
  words: 'Words',
  wordsHelp: 'Words of what is published, separated by spaces',
  owner: 'Applicant',
  field: 'Data element',
  deposit: 'Like this deposit of mine',
  depositNone: 'No deposit',
  share: 'How alike',
  shareOf: (percent) => `at least ${percent}% of my data occurs in the noticed data`,
  submit: 'Watch',
  missing: 'Fill in at least one term, or choose a deposit.',
  listTitle: 'My watches',
  emptyTitle: 'No watches yet',
  empty: 'Fill in terms above and press “Watch”; you will be told of new notices.',
  since: 'Since',
  depositTerm: (number, percent) => `like deposit ${number}, at least ${percent}%`,
  hits: 'Notices found',
  noHits: 'No new notice met the terms yet.',
  hitShare: (percent) => `about ${percent}% of your data is in it`,
  end: 'End the watch',
  endNote: 'You are not told any more, and what was found is deleted.',
}
