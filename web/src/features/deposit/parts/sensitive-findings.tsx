import { type ColumnFinding, kinds, type ScanSummary } from '@datadeed/dataset'
import { useLanguage, useText } from '../../../app/language.ts'
import { depositText } from '../text.ts'

const most = 20

/** Down to the last digit shown, and never nothing where there is something. */
const percent = (part: number) => (part > 0 && part < 0.001 ? '<0.1%' : `${(Math.floor(part * 1000) / 10).toFixed(1)}%`)

type ShownFinding = ScanSummary['findings'][number] &
  Partial<Pick<ColumnFinding, 'count' | 'localExamples' | 'remedy' | 'reasons'>>

/**
 * What the scan found that may be sensitive, file by file: all of it where the data is, with masked examples for these eyes only, and elsewhere
 * what was disclosed of it.
 */
export function SensitiveFindings({
  profiles,
}: {
  profiles: readonly { path: string; findings: readonly ShownFinding[] }[]
}) {
  const text = useText(depositText)
  const { findings: words } = text.review
  const found = profiles.filter(({ findings }) => findings.length > 0)
  if (found.length === 0) return <p className="hint">{words.none}</p>
  return (
    <div className="profiles">
      {found.slice(0, most).map(({ path, findings }) => (
        <section key={path} aria-label={words.label(path)}>
          <h3 className="path">{path}</h3>
          <ul className="findings">
            {findings.map((finding) => (
              <Finding key={`${finding.kind} ${finding.column}`} finding={finding} />
            ))}
          </ul>
        </section>
      ))}
      {found.length > most && <p className="hint">{text.create.moreFiles(found.length - most)}</p>}
    </div>
  )
}

function Finding({ finding }: { finding: ShownFinding }) {
  const { findings: words } = useText(depositText).review
  const language = useLanguage()
  const { column, kind, share, count, confidence, localExamples = [], reasons = [] } = finding
  const name = language === 'zh' ? kinds[kind].name : kind
  return (
    <li>
      <p className="finding-head">
        <code className="path">{column}</code> <strong>{name}</strong>
      </p>
      <p className="finding-figures">
        <span>{words.share(percent(share), count?.toLocaleString('zh-CN'))}</span>
        <span>{words.confidence(percent(confidence))}</span>
      </p>
      {localExamples.length > 0 && (
        <p className="finding-examples">
          <span className="hint">{words.examples}</span>
          {localExamples.map((example) => (
            <code key={example} className="path">
              {example}
            </code>
          ))}
        </p>
      )}
      <p className="hint" lang="zh-CN">
        {finding.remedy ?? kinds[kind].remedy}
      </p>
      {reasons.length > 0 && (
        <details className="hint">
          <summary>{words.why}</summary>
          <ul lang="zh-CN">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
