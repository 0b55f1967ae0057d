import { useText } from '../../../app/language.ts'
import { fieldText } from '../field-text.ts'
import { fieldName } from '../field-value.ts'
import { examinationText } from '../text.ts'

/** What any field, the deposit or an attachment is called in the reader's language. */
export function useFieldName(): (field: string) => string {
  const words = useText(fieldText)
  const text = useText(examinationText)
  return (field) =>
    fieldName(field, words, {
      deposit: text.correction.deposit,
      attachment: text.correction.attachment,
      attachments: text.attachments.kinds,
      all: text.attachments.title,
    })
}
