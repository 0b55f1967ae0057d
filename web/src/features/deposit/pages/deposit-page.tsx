import { type Json, type Manifest, readManifest } from '@datadeed/evidence'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-command.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { createCase, depositQuery } from '../api.ts'
import { DepositDownloads } from '../parts/deposit-downloads.tsx'
import { DepositOverlaps } from '../parts/deposit-overlaps.tsx'
import { DepositStatus } from '../parts/deposit-status.tsx'
import { ManifestFiles } from '../parts/manifest-files.tsx'
import { ProfileTables, type ShownProfile } from '../parts/profile-tables.tsx'
import { ScanPart } from '../parts/scan-part.tsx'
import { SketchFault } from '../parts/sketch-fault.tsx'
import { WitnessPicture } from '../parts/witness-picture.tsx'
import { depositText } from '../text.ts'
import '../deposit.css'

function manifestOf(value: unknown): Manifest | null {
  try {
    return readManifest(value as Json)
  } catch {
    return null // made by a later version of the format
  }
}
/** The profile the owner showed, when it is one this version understands. */
function profilesOf(disclosures: readonly { name: string; content?: unknown }[]): ShownProfile[] {
  const content = disclosures.find(({ name }) => name === 'profile')?.content
  if (!Array.isArray(content)) return []
  return content.filter((item) => typeof item?.path === 'string' && Array.isArray(item.columns) && item.format)
}

type Props = { id: string; onCase: (id: string) => void }

export function DepositPage({ id, onCase }: Props) {
  const text = useText(depositText)
  const { data: deposit } = useSuspenseQuery(depositQuery(id))
  const { acting } = useSuspenseQuery(meQuery).data
  const apply = useCommand({ run: createCase, onDone: (made) => onCase(made.id) })
  const manifest = manifestOf(deposit.manifest)
  const profiles = profilesOf(deposit.disclosures)
  const { digests, position, number, sameAsEarlier, actedFor } = deposit
  return (
    <>
      <PageHeader
        title={deposit.title}
        above={
          <>
            <Link to="/deposits">{text.page.back}</Link> / <code>{number}</code>
          </>
        }
        tags={<DepositStatus status={deposit.status} />}
        actions={
          deposit.can.includes('file') && (
            <Button type="primary" loading={apply.isPending} onClick={() => apply.mutate(id)}>
              {text.page.apply}
            </Button>
          )
        }
      />
      <ProblemAlert error={apply.error} onRetry={() => apply.mutate(id)} />
      {actedFor && <p>{text.page.actedFor(actedFor)}</p>}
      {sameAsEarlier && <Alert type="warning" showIcon title={text.page.same} className="notice" />}
      <SketchFault id={id} />
      <FormSection title={text.page.progress}>
        <WitnessPicture deposit={deposit} />
      </FormSection>
      <DepositDownloads deposit={deposit} />
      {/* What is compared with others' data is told to the owner, not to whoever acts for it. */}
      {!acting && <DepositOverlaps deposit={deposit} />}
      <FormSection title={text.review.fingerprint}>
        <KeyValues
          items={[
            { key: 'sha256', label: text.page.sha256, value: <HashText hash={digests.sha256} whole />, wide: true },
            { key: 'sm3', label: text.page.sm3, value: <HashText hash={digests.sm3} whole />, wide: true },
            { key: 'files', label: text.page.files, value: text.files(deposit.files) },
            { key: 'bytes', label: text.page.bytes, value: <FileSize bytes={deposit.bytes} exact /> },
            { key: 'createdAt', label: text.page.createdAt, value: <DateText at={deposit.createdAt} /> },
            ...(deposit.note ? [{ key: 'note', label: text.page.note, value: deposit.note, wide: true }] : []),
          ]}
        />
      </FormSection>
      {position && (
        <FormSection title={text.page.position}>
          <KeyValues
            items={[
              { key: 'index', label: text.page.index, value: position.index.toLocaleString('zh-CN') },
              { key: 'loggedAt', label: text.page.loggedAt, value: <DateText at={position.loggedAt} /> },
              { key: 'treeSize', label: text.page.treeSize, value: position.treeSize.toLocaleString('zh-CN') },
              { key: 'rootHash', label: text.page.rootHash, value: <HashText hash={position.rootHash} /> },
              { key: 'leafHash', label: text.page.leafHash, value: <HashText hash={position.leafHash} /> },
            ]}
          />
        </FormSection>
      )}
      <FormSection title={text.review.files}>
        {manifest ? <ManifestFiles files={manifest.files} /> : <p className="hint">{text.page.missing}</p>}
      </FormSection>
      {profiles.length > 0 && (
        <FormSection title={text.review.profile}>
          <ProfileTables profiles={profiles} />
        </FormSection>
      )}
      <ScanPart deposit={deposit} manifest={manifest} />
      <FormSection title={text.page.verify}>
        <ol className="how">
          {text.page.verifySteps.map((step, at) => (
            <li key={step}>
              {step}
              {at === 1 && <code className="command">{text.page.verifyCommand(`${number}.datadeed.json`)}</code>}
            </li>
          ))}
        </ol>
        <a href="/verify">{text.page.verifyPage}</a>
      </FormSection>
    </>
  )
}
