import { useText } from '../../../app/language.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import type { Template } from '../api.ts'
import { templateText } from '../text.ts'

/** What a draft takes over, folded away. */
export function FormContent({ form, name }: { form: Template['form']; name: string }) {
  const text = useText(templateText)
  const values = text.values as Record<string, Record<string, string>>
  const words = (field: string, value: unknown): string =>
    Array.isArray(value)
      ? value.map((one) => words(field, one)).join('、')
      : (values[field]?.[String(value)] ?? String(value))
  return (
    <details className="template-content">
      <summary>
        {text.content}
        <span className="visually-hidden">：{name}</span>
      </summary>
      <KeyValues
        items={Object.entries(form).map(([field, value]) => ({
          key: field,
          label: text.fields[field as keyof typeof text.fields],
          value: <span className="template-words">{words(field, value)}</span>,
          wide: true,
        }))}
      />
    </details>
  )
}
