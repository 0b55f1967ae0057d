import type { ReactNode } from 'react'
import { useText } from '../../../app/language.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ClocksPanel } from '../../clock/parts/clocks-panel.tsx'
import { ExpertPanel } from '../../expert/parts/expert-panel.tsx'
import { FindingFacts, OtherCases } from '../../preexam/parts/finding-facts.tsx'
import { GreenConditions } from '../../preexam/parts/green-channel.tsx'
import { JudgeFinding } from '../../preexam/parts/judge-finding.tsx'
import { preexamText } from '../../preexam/text.ts'
import { LocalPanel } from '../../prefecture/parts/local-panel.tsx'
import type { Case, Finding } from '../api.ts'
import { rowOf } from '../field-value.ts'
import { type SideTab, sideTabs } from '../side-tabs.ts'
import { examinationText } from '../text.ts'
import { AttachmentsPanel } from './attachments-panel.tsx'
import { CorrectionsPanel } from './corrections-panel.tsx'
import { DepositPanel } from './deposit-panel.tsx'
import { FindingsList } from './findings-list.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { LettersPanel } from './letters-panel.tsx'
import { useFieldName } from './use-field-name.ts'

function FindingsPanel({ c }: { c: Case }) {
  const text = useText(examinationText).findings
  const name = useFieldName()
  const { green } = useText(preexamText)
  const channel = c.greenChannel.status && c.greenChannel.conditions.length > 0 && (
    <section className="deadline" aria-label={green.title}>
      <h3>{green.title}</h3>
      <GreenConditions channel={c.greenChannel} />
    </section>
  )
  if (c.findingList.length === 0)
    return (
      <>
        <EmptyState title={text.none}>{text.noneBody}</EmptyState>
        {channel}
      </>
    )
  const title = (finding: Finding) => {
    const row = rowOf(finding.field)
    const label = finding.field ? name(finding.field) : text.other
    return row ? <a href={`#field-${row}`}>{label}</a> : <span>{label}</span>
  }
  const more = (finding: Finding) => (
    <>
      <FindingFacts finding={finding} text={(c.form as Record<string, unknown>)[finding.field]} />
      <OtherCases finding={finding} loggedAt={c.deposit.loggedAt} />
      <JudgeFinding caseId={c.id} finding={finding} may={c.mayJudge} />
    </>
  )
  return (
    <>
      <FindingsList findings={c.findingList} title={title} more={more} />
      {channel}
    </>
  )
}

/** What belongs to the form: findings, proof, attachments, corrections, letters, history and time limits. */
export function CaseSide({ c, tab, onTab }: { c: Case; tab: SideTab; onTab: (tab: SideTab) => void }) {
  const text = useText(examinationText).page
  const panels: Record<SideTab, { panel: ReactNode; count?: number }> = {
    findings: {
      panel: (
        <>
          <FindingsPanel c={c} />
          <LocalPanel caseId={c.id} />
        </>
      ),
      count: c.findingList.length,
    },
    deposit: { panel: <DepositPanel c={c} /> },
    attachments: { panel: <AttachmentsPanel c={c} />, count: c.attachments.length },
    corrections: { panel: <CorrectionsPanel c={c} />, count: c.corrections.length },
    letters: { panel: <LettersPanel c={c} />, count: c.letters.length },
    history: { panel: <HistoryPanel c={c} /> },
    deadlines: { panel: <ClocksPanel c={c} /> },
    experts: { panel: <ExpertPanel c={c} /> },
  }
  return (
    <section className="case-side" aria-label={text.side}>
      <nav className="queue-tabs" aria-label={text.side}>
        {sideTabs.map((key) => (
          <button key={key} type="button" aria-current={key === tab ? 'true' : undefined} onClick={() => onTab(key)}>
            {text.tabs[key]}
            {panels[key].count ? <span className="tab-count">{panels[key].count}</span> : null}
          </button>
        ))}
      </nav>
      {panels[tab].panel}
    </section>
  )
}
