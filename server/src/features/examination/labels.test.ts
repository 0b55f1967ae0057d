import { fieldLabel } from '@datadeed/core/examination/labels'
import { caseForm } from '@datadeed/core/filing/schema'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { expect, it } from 'vitest'

it('has a name for every field of the form and for attachments', () => {
  const fields = [...Object.keys(caseForm.shape), 'deposit', 'attachments', 'attachments.other', 'redFlags.R2']
  expect(fields.filter((field) => !fieldLabel(guizhou, field))).toEqual([])
  expect(fieldLabel(guizhou, 'redFlags.R2')).toBe('合规问答（R2）')
})

it('has none for what the form does not have', () => {
  for (const field of ['nonsense', '', '__proto__', 'constructor']) expect(fieldLabel(guizhou, field)).toBeUndefined()
})
