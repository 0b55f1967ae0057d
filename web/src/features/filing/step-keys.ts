/** The steps of the form, as the address names them. A file of its own: the route must not bring in the rules. */
export const stepKeys = [
  'basics',
  'source',
  'compliance',
  'structure',
  'rules',
  'sample',
  'attachments',
  'commit',
] as const
export type StepKey = (typeof stepKeys)[number]
