/** The tabs beside a case, as the address names them. A file of its own: the route must not bring in the page. */
export const sideTabs = [
  'findings',
  'deposit',
  'attachments',
  'corrections',
  'letters',
  'history',
  'deadlines',
  'experts',
] as const
export type SideTab = (typeof sideTabs)[number]
