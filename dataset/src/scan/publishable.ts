import type { ColumnFinding, PublishableFinding, TrajectoryFinding } from './types.ts'

const isTrajectory = (finding: ColumnFinding): finding is TrajectoryFinding => 'reidentification' in finding

/**
 * The findings as they may leave the machine. Members are copied by name, so that whatever is added to a finding later stays at home until it is
 * named here.
 */
export const publishable = (findings: readonly ColumnFinding[]): PublishableFinding[] =>
  findings.map((finding) => ({
    column: finding.column,
    kind: finding.kind,
    share: finding.share,
    count: finding.count,
    confidence: finding.confidence,
    reasons: [...finding.reasons],
    remedy: finding.remedy,
    ...(isTrajectory(finding)
      ? {
          columns: { ...finding.columns },
          reidentification: finding.reidentification && { ...finding.reidentification },
        }
      : {}),
  }))
