import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useText } from '../../../app/language.ts'
import { Icon } from '../../../ui/icon.tsx'
import type { Form } from '../api.ts'
import { filingText } from '../text.ts'
import type { SetField } from './field-input.tsx'

const keys = ['name', 'uscc', 'share'] as const
const most = 20

/** The others who share the right, a row each. */
export function CoHolders({ form, set }: { form: Form; set: SetField }) {
  const text = useText(filingText).holders
  const rows = form.coHolders ?? []
  const put = (next: typeof rows) => set('coHolders', next.length > 0 ? next : undefined)
  return (
    <div className="holders">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={at} className="holder">
          {keys.map((key) => (
            <Input
              key={key}
              value={row[key]}
              placeholder={text[key]}
              aria-label={text.cell(at + 1, text[key])}
              onChange={(event) => put(rows.map((old, i) => (i === at ? { ...old, [key]: event.target.value } : old)))}
            />
          ))}
          <Button
            type="text"
            icon={<Icon of={DeleteOutlined} />}
            aria-label={text.remove(at + 1)}
            onClick={() => put(rows.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <Button
        icon={<Icon of={PlusOutlined} />}
        disabled={rows.length >= most}
        onClick={() => put([...rows, { name: '', uscc: '', share: '' }])}
      >
        {text.add}
      </Button>
    </div>
  )
}
