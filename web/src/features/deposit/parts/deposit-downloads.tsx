import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { saveFile } from '../../../app/save-file.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { type Deposit, receiptHref } from '../api.ts'
import { depositText } from '../text.ts'
import { recallPrivate } from './prepare.ts'

/** The receipt as package, page to print and proof; and, in the window that made it, the part that was never sent. */
export function DepositDownloads({ deposit: { id, number, status } }: { deposit: Deposit }) {
  const text = useText(depositText).page
  const kept = recallPrivate(id)
  const files = [
    { what: 'receipt', title: text.package, help: text.packageHelp },
    { what: 'receipt.pdf', title: text.pdf, help: text.pdfHelp },
    { what: 'proof', title: text.proof, help: text.proofHelp },
  ] as const
  return (
    <FormSection title={text.downloads} lead={status === 'published' ? undefined : text.notYet}>
      <ul className="file-rows">
        {files.map(({ what, title, help }) => (
          <li key={what}>
            <div>
              <strong>{title}</strong>
              <p className="hint">{help}</p>
            </div>
            <Button
              icon={<Icon of={DownloadOutlined} />}
              href={status === 'published' ? receiptHref(id, what) : undefined}
              disabled={status !== 'published'}
              aria-label={`${text.downloads} ${title}`}
              download
            >
              {text.downloads}
            </Button>
          </li>
        ))}
        {kept && (
          <li className="private">
            <div>
              <strong>{text.private}</strong>
              <p className="hint">{text.privateHelp}</p>
            </div>
            <Button type="primary" onClick={() => saveFile(`${number}-private.json`, kept, 'application/json')}>
              {text.savePrivate}
            </Button>
          </li>
        )}
      </ul>
    </FormSection>
  )
}
