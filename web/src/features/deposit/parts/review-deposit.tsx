import { scanPart, valuesPart } from '@datadeed/dataset'
import { manifestTotals } from '@datadeed/evidence'
import { Alert, Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { FileSize } from '../../../ui/file-size.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatBytes } from '../../../ui/format.ts'
import { HashText } from '../../../ui/hash-text.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { depositText } from '../text.ts'
import { ManifestFiles } from './manifest-files.tsx'
import type { Prepared } from './prepare.ts'
import { ProfileTables } from './profile-tables.tsx'
import { SensitiveFindings } from './sensitive-findings.tsx'
import { SketchChoice } from './sketch-choice.tsx'
import { TableValues } from './table-values.tsx'

export type DepositWords = {
  title: string
  note: string
  disclose: boolean
  values: boolean
  scan: boolean
  sketch: boolean
}
type Props = {
  prepared: Prepared
  restored: boolean
  sending: boolean
  error: unknown
  onSubmit: (words: DepositWords) => void
  onDiscard: () => void
}

const longest = 20_000

/** Everything that would be sent, in full and in words, and the few things the person adds. */
export function ReviewDeposit({ prepared, restored, sending, error, onSubmit, onDiscard }: Props) {
  const text = useText(depositText).review
  const page = useText(depositText).page
  const [open, setOpen] = useState(false)
  const { manifest, digests, profiles, emptyFiles, parts, tables, sketch } = prepared
  const totals = manifestTotals(manifest)
  const also = [
    { part: scanPart, name: 'scan', words: text.discloseScan, help: text.discloseScanHelp },
    { part: valuesPart, name: 'values', words: text.discloseValues, help: text.discloseValuesHelp },
  ] as const
  const bytes = new TextEncoder().encode(prepared.text).length
  return (
    <>
      {restored && <Alert type="info" showIcon title={text.restored} className="notice" />}
      {emptyFiles.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="notice"
          title={text.emptyFiles(emptyFiles.slice(0, 5).join('、'), emptyFiles.length)}
        />
      )}
      <FormSection title={text.title}>
        <KeyValues
          items={[
            { key: 'files', label: page.files, value: totals.files.toLocaleString('zh-CN') },
            { key: 'bytes', label: page.bytes, value: <FileSize bytes={totals.bytes} exact /> },
            { key: 'sha256', label: page.sha256, value: <HashText hash={digests.sha256} whole />, wide: true },
            { key: 'sm3', label: page.sm3, value: <HashText hash={digests.sm3} whole />, wide: true },
          ]}
        />
      </FormSection>
      <FormSection title={text.files}>
        <ManifestFiles files={manifest.files} />
      </FormSection>
      <FormSection title={text.profile} lead={text.profileLead}>
        <ProfileTables profiles={profiles} />
      </FormSection>
      {tables.length > 0 && (
        <>
          <FormSection title={text.findings.title} lead={text.findings.lead}>
            <SensitiveFindings profiles={profiles} />
          </FormSection>
          <FormSection title={text.table.title} lead={text.table.lead}>
            <TableValues tables={tables} />
          </FormSection>
        </>
      )}
      <FormSection title={text.manifestText} lead={text.manifestLead(formatBytes(bytes))}>
        <details className="manifest" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{text.showManifest}</summary>
          {open && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
            <pre tabIndex={0}>
              {prepared.text.slice(0, longest)}
              {prepared.text.length > longest && `… ${text.cut}`}
            </pre>
          )}
        </details>
      </FormSection>
      <FormSection title={useText(depositText).create.steps[2] ?? ''}>
        <ProblemAlert error={error} />
        <Form<DepositWords>
          layout="vertical"
          className="narrow-form"
          initialValues={{ title: '', note: '', disclose: true, values: false, scan: true, sketch: true }}
          onFinish={onSubmit}
        >
          <Form.Item
            name="title"
            label={text.titleLabel}
            extra={text.titleHelp}
            rules={[
              { required: true, whitespace: true, message: text.titleMissing },
              { max: 100, message: text.titleLong },
            ]}
          >
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="note" label={text.noteLabel} rules={[{ max: 500, message: text.noteLong }]}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
          </Form.Item>
          {parts.some(({ name }) => name === 'profile') && (
            <Form.Item name="disclose" valuePropName="checked" extra={text.discloseHelp}>
              <Checkbox>{text.disclose}</Checkbox>
            </Form.Item>
          )}
          {also
            .filter(({ part }) => parts.some(({ name }) => name === part))
            .map(({ part, name, words, help }) => (
              <Form.Item key={part} noStyle dependencies={['disclose']}>
                {({ getFieldValue }) => (
                  <Form.Item name={name} valuePropName="checked" extra={help}>
                    <Checkbox disabled={!getFieldValue('disclose')}>{words}</Checkbox>
                  </Form.Item>
                )}
              </Form.Item>
            ))}
          <SketchChoice tables={tables} sketch={sketch} />
          <div className="form-actions start">
            <Button type="primary" size="large" htmlType="submit" loading={sending}>
              {sending ? text.submitting : text.submit}
            </Button>
            <Button size="large" disabled={sending} onClick={onDiscard}>
              {text.discard}
            </Button>
          </div>
          <p className="hint">{text.kept}</p>
        </Form>
      </FormSection>
    </>
  )
}
