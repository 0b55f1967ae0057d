import { Checkbox, Form } from 'antd'
import { useText } from '../../../app/language.ts'
import { depositText } from '../text.ts'
import type { Prepared } from './prepare.ts'

const most = 12

/** Whether the sketch goes to the registry, with the columns it is of; or, in a sentence, why there is none. */
export function SketchChoice({ tables, sketch }: Pick<Prepared, 'tables' | 'sketch'>) {
  const text = useText(depositText).review.sketch
  if (tables.length === 0) return null
  if (sketch === null) return <p className="hint sketch-note">{text.noKey}</p>
  const failed = sketch.failed.length > 0 && (
    <p className="hint sketch-note">{text.failed(sketch.failed.slice(0, 5).join('、'))}</p>
  )
  if (sketch.told.length === 0) return failed || <p className="hint sketch-note">{text.tooFew}</p>
  const names = [...new Set(sketch.told.flatMap(({ columns, rows }) => [...columns, ...(rows ? [text.rows] : [])]))]
  return (
    <>
      <Form.Item name="sketch" valuePropName="checked" extra={text.help(names.slice(0, most), names.length - most)}>
        <Checkbox>{text.send}</Checkbox>
      </Form.Item>
      {failed}
    </>
  )
}
