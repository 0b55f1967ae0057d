import { Input, Modal, Radio } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { filingText } from '../text.ts'
import { type Element, elementsFrom, mostElements } from './element-rows.ts'
import { parseTable } from './paste-table.ts'

type Props = { hasRows: boolean; onTake: (found: Element[], replace: boolean) => void; onClose: () => void }

/** A whole table at once, with or without headings; says what it read before it takes it. */
export function PasteElements({ hasRows, onTake, onClose }: Props) {
  const text = useText(filingText).elements
  const [pasted, setPasted] = useState('')
  const [replace, setReplace] = useState(true)
  const found = useMemo(() => elementsFrom(parseTable(pasted)), [pasted])
  return (
    <Modal
      open
      width={720}
      title={text.pasteTitle}
      okText={text.found(found.length)}
      okButtonProps={{ disabled: found.length === 0 }}
      onOk={() => onTake(found, replace || !hasRows)}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className="hint">{text.pasteHelp}</p>
      <Input.TextArea
        autoFocus
        aria-label={text.pasteLabel}
        className="mono paste-area"
        autoSize={{ minRows: 8, maxRows: 16 }}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      <p role="status" className="hint">
        {pasted.trim() !== '' && found.length === 0 && text.foundNone}
        {found.length > mostElements && text.tooMany(found.length)}
      </p>
      {hasRows && (
        <Radio.Group
          value={replace}
          options={[
            { value: true, label: text.replace },
            { value: false, label: text.append },
          ]}
          onChange={(event) => setReplace(event.target.value)}
        />
      )}
    </Modal>
  )
}
