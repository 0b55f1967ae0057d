import { formWords } from '@datadeed/core/kernel/form-words'
import type { Field } from './api.ts'
import { labelled } from './field-words.ts'

const help: Record<Field, string> = {
  name: 'Say what the data is or what it serves; end with “data”, “data set” or “database” in Chinese.',
  industryCode: 'By the national industry classification (GB/T 4754).',
  direction: 'One of the six directions of the transport zone.',
  scenario: 'Conditions, scope, users, and the problem it solves.',
  sourceTypes: 'More than one may apply.',
  acquisition: 'More than one may apply.',
  sourceStatement: 'How it was collected, or under which authorisation or contract.',
  authorisationUntil: 'If the authorisation ends; the certificate does not outlast it.',
  personalInfo: 'State truthfully whether there is any.',
  personalInfoBasis: 'Law, contract or consent, and how people were told.',
  anonymisation: 'What was removed or aggregated, and how re-identification is prevented.',
  importantData: 'The conclusion reached.',
  importantDataReason: 'Who judged by which standard, at which granularity and delay.',
  redFlags: 'Answer each; when in doubt, yes, and explain.',
  formats: 'Type one and press Enter.',
  elements: 'Name, type, unit, meaning and sensitivity of each column.',
  records: 'Number of records.',
  bytes: 'Total number of bytes.',
  timeFrom: 'Earliest day the data is about.',
  timeTo: 'Latest day the data is about.',
  areas: 'Prefectures or counties the data is about.',
  modes: 'More than one may apply.',
  updateFrequency: 'As it really is.',
  updatePeriod: 'How long updates will go on.',
  algorithm: 'Cleaning, merging, modelling and their effect; no code, trade secrets may stay out.',
  algorithmConfidential: 'The examiner still sees them.',
  sampleHeader: 'The same names as the data elements.',
  sampleRows: 'At least three rows, masked.',
  originality: 'What was put into collecting, cleaning and modelling.',
  ownership: 'As it really is.',
  coHolders: 'Names as on the licence; shares in words.',
  disclosure: 'Whether the data has been published.',
  intendedUses: 'They decide which questions are asked.',
  infrastructure: 'Place, protection level and access control.',
  agentName: 'Leave empty when applying yourself.',
  agentUscc: '18 characters as on the licence.',
  commitTruth: 'What is stated and submitted is true, accurate and complete.',
  commitSource: 'The data was obtained and processed lawfully and infringes nobody’s rights.',
  commitNoDispute: 'We hold the rights registered, and no dispute about them is pending.',
  commitSecurity:
    'Security measures are taken; registration and use harm neither national security nor the public interest.',
}

export const fields = labelled(
  { ...formWords.en.fields, algorithmConfidential: 'Leave the rules out of the public notice' },
  help,
)
