import { kinds, type ScanSummary, scanPart } from '@datadeed/dataset'
import type { Manifest } from '@datadeed/evidence'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { type Deposit, depositQuery, showPart } from '../api.ts'
import { depositText } from '../text.ts'
import { partFromKept, recallPrivate } from './prepare.ts'
import { SensitiveFindings } from './sensitive-findings.tsx'

/** What was disclosed of the scan, as far as this version knows the kinds. */
function summaryOf({ disclosures }: Deposit) {
  const content = disclosures.find(({ name }) => name === scanPart)?.content
  if (!Array.isArray(content)) return null
  const files = content as ScanSummary[]
  return files
    .filter(({ file, findings }) => typeof file === 'string' && Array.isArray(findings))
    .map(({ file, findings }) => ({ path: file, findings: findings.filter(({ kind }) => Object.hasOwn(kinds, kind)) }))
}

/** What the scan found as it was disclosed; for the owner of a deposit that only commits to it, the way to disclose it. */
export function ScanPart({ deposit, manifest }: { deposit: Deposit; manifest: Manifest | null }) {
  const text = useText(depositText).page.scan
  const summary = summaryOf(deposit)
  if (!summary && !(manifest?.parts?.names.includes(scanPart) && deposit.can.includes('disclose'))) return null
  return (
    <FormSection title={text.title} lead={summary ? text.lead : text.missing}>
      {summary ? (
        <SensitiveFindings profiles={summary} />
      ) : (
        manifest && <ShowScan id={deposit.id} manifest={manifest} />
      )}
    </FormSection>
  )
}

function ShowScan({ id, manifest }: { id: string; manifest: Manifest }) {
  const text = useText(depositText).page.scan
  const client = useQueryClient()
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState(false)
  const kept = recallPrivate(id)
  const command = useCommand({
    run: showPart,
    onDone: (deposit) => {
      client.setQueryData(depositQuery(id).queryKey, deposit)
      void client.invalidateQueries({ queryKey: ['case'] })
      toast.success(text.done)
    },
  })
  const show = (from: string) => {
    const disclosure = partFromKept(from, manifest, scanPart)
    setWrong(disclosure === null)
    if (disclosure) command.mutate({ id, disclosure })
  }
  return (
    <>
      <ProblemAlert error={command.error} />
      {wrong && (
        <p className="entry-error" role="alert">
          {text.wrong}
        </p>
      )}
      <div className="form-actions start">
        <Button type="primary" loading={command.isPending} onClick={() => (kept ? show(kept) : input.current?.click())}>
          {kept ? text.show : text.choose}
        </Button>
      </div>
      {!kept && <p className="hint">{text.chooseHelp}</p>}
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={text.choose}
        onChange={({ target }) => {
          void target.files?.[0]?.text().then(show)
          target.value = ''
        }}
      />
    </>
  )
}
