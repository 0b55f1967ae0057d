import { commandNames } from '@datadeed/core/filing/machine'
import { regionName } from '@datadeed/core/kernel/regions'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { useKept } from '../../../app/use-kept.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { formatDate } from '../../../ui/format.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ShortcutHelp } from '../../../ui/shortcut-help.tsx'
import type { Shortcut } from '../../../ui/use-shortcuts.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { CohortStrip } from '../../cohort/parts/cohort-strip.tsx'
import { CasePack } from '../../filing/case-pack.tsx'
import { judgeNext } from '../../preexam/judge-next.ts'
import { GreenTag } from '../../preexam/parts/green-channel.tsx'
import { preexamText } from '../../preexam/text.ts'
import { localQuery } from '../../prefecture/api.ts'
import { LineageSection } from '../../register-affairs/parts/lineage-section.tsx'
import { type Case, caseQuery, packOfCase } from '../api.ts'
import { keepUnfinished, noDraft, parseDraft, putItem, removeItem } from '../correction-draft.ts'
import { rowOf } from '../field-value.ts'
import { CaseStatusTag } from '../parts/case-marks.tsx'
import { CaseSide } from '../parts/case-side.tsx'
import { CorrectionDialog } from '../parts/correction-dialog.tsx'
import { FormView } from '../parts/form-view.tsx'
import { ItemDialog } from '../parts/item-dialog.tsx'
import { ExtendDialog, HandOverDialog } from '../parts/lease-dialogs.tsx'
import { LeaseStrip } from '../parts/lease-strip.tsx'
import { ObjectionsPanel } from '../parts/objections-panel.tsx'
import { ProposalPanel } from '../parts/proposal-panel.tsx'
import {
  AcceptanceDialog,
  ClaimDialog,
  ReleaseDialog,
  RetractDialog,
  SendBackDialog,
  UnclaimDialog,
} from '../parts/reason-dialogs.tsx'
import { RefusalDialog } from '../parts/refusal-dialog.tsx'
import { ReturnPanel } from '../parts/return-panel.tsx'
import { type SideTab, sideTabs } from '../side-tabs.ts'
import { examinationText } from '../text.ts'
import { useClaimNext } from '../use-claim-next.ts'
import { visitQuery } from '../workbench-api.ts'
import { workbenchText } from '../workbench-text.ts'
import '../examination.css'
import '../form-view.css'
import '../workbench.css'
import '../case-page.css' // its rules for narrow screens come last

/** What the bar offers, in this order; objections are decided beside their text. */
const offeredHere = [
  'propose_acceptance',
  'require_correction',
  'propose_refusal',
  'release',
  'send_back',
  'retract_proposal',
  'claim',
  'hand_over',
  'extend_lease',
  'unclaim',
] as const
type Offered = (typeof offeredHere)[number]

const keys: Partial<
  Record<Offered, { key: string; label: 'accept' | 'correct' | 'refuse' | 'release' | 'back' | 'claim' }>
> = {
  propose_acceptance: { key: 'a', label: 'accept' },
  require_correction: { key: 'm', label: 'correct' },
  propose_refusal: { key: 'r', label: 'refuse' },
  release: { key: 'l', label: 'release' },
  send_back: { key: 'b', label: 'back' },
  claim: { key: 'c', label: 'claim' },
}
/** Keys of the workbench, with words of its own. */
const workKeys: Partial<Record<Offered, { key: string; label: 'handOver' | 'extend' }>> = {
  hand_over: { key: 'h', label: 'handOver' },
  extend_lease: { key: 'e', label: 'extend' },
}
const keyOf = (command: Offered) => (keys[command] ?? workKeys[command])?.key

const flags = () => [...document.querySelectorAll<HTMLElement>('[data-flag]')]
const flagAt = (element: Element | null) => element?.closest('.field-row')?.querySelector<HTMLElement>('[data-flag]')

/** The facts of a case at one glance, under its name. */
function Facts({ c }: { c: Case }) {
  const text = useText(examinationText).page
  const language = useLanguage()
  const day = (iso: string) => formatDate(iso, language)
  return (
    <ul className="facts">
      <li>
        {c.partyName}，{regionName(c.prefectureCode).replace(/^贵州省/, '')}
      </li>
      <li>
        {text.submitted} <DateText at={c.submittedAt} />
      </li>
      {c.examinerName && (
        <li>
          {text.examiner} {c.examinerName}
        </li>
      )}
      {c.notice && (
        <li>
          <a href={`/notices/${c.notice.number}`}>
            {text.notice} {text.noticeLine(c.notice.number, day(c.notice.from), day(c.notice.to))}
          </a>
        </li>
      )}
      {c.certificate && (
        <li>
          <a href={`/certificates/${c.certificate.certificateNumber}`}>
            {text.certificateLine(c.certificate.certificateNumber, day(c.certificate.validUntil))}
          </a>
        </li>
      )}
    </ul>
  )
}

type Props = { id: string; tab: SideTab; onTab: (tab: SideTab) => void }

/** One case: form, findings, proof, attachments and history side by side, and what may be done about it. */
export function CasePage({ id, tab, onTab }: Props) {
  const text = useText(examinationText)
  const language = useLanguage()
  const toast = useToast()
  const c = useSuspenseQuery(caseQuery(id)).data
  const { data: pack } = useQuery(packOfCase(c.rulePack))
  const me = useSuspenseQuery(meQuery).data
  const [open, setOpen] = useState<Offered | null>(null)
  const [whole, setWhole] = useState(false)
  const work = useText(workbenchText)
  const examines = me.can.includes('queue.examine')
  const visit = useQuery({ ...visitQuery(id), enabled: examines || me.can.includes('queue.review') }).data
  // An officer of the place acts beside the findings, not by a command on the case.
  const local = useQuery({ ...localQuery(id), enabled: me.account.roles.includes('officer') }).data
  const claimNext = useClaimNext()
  const since = visit?.since
  const partial = since !== null && since !== undefined && !whole
  const [editing, setEditing] = useState<string | null>(null)
  const [draft, setDraft, forgetDraft] = useKept(`datadeed.correction.${id}`, parseDraft)
  const backToList = useRef(false)

  const offered = offeredHere.filter((command) => c.can.includes(command))
  const correcting = offered.includes('require_correction')
  const edit = (field: string) => {
    backToList.current = open === 'require_correction'
    setOpen(null)
    setEditing(field)
  }
  const endEdit = () => {
    setEditing(null)
    if (backToList.current) setOpen('require_correction')
  }
  const step = (by: 1 | -1) => {
    const all = flags()
    const current = flagAt(document.activeElement)
    const at = current ? all.indexOf(current) : -1
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]
    next?.focus()
    next?.closest('.field-row')?.scrollIntoView?.({ block: 'nearest' })
  }
  const shortcuts: Shortcut[] = offered.flatMap((command) => {
    const [known, worked] = [keys[command], workKeys[command]]
    const run = () => setOpen(command)
    if (known) return [{ key: known.key, label: text.keys[known.label], run }]
    return worked ? [{ key: worked.key, label: work.keys[worked.label], run }] : []
  })
  if (since) shortcuts.push({ key: 'w', label: work.keys.whole, run: () => setWhole(!whole) })
  if (examines) shortcuts.push({ key: 'n', label: work.keys.next, run: claimNext.run })
  sideTabs.forEach((name, at) => {
    shortcuts.push({ key: String(at + 1), label: work.keys.tab(text.page.tabs[name]), run: () => onTab(name) })
  })
  if (correcting)
    shortcuts.push(
      { key: 'f', label: text.keys.flag, run: () => (flagAt(document.activeElement) ?? flags()[0])?.click() },
      { key: 'j', label: text.keys.next, run: () => step(1) },
      { key: 'k', label: text.keys.previous, run: () => step(-1) },
    )
  const judged = useText(preexamText)
  const judge = (verdict: 'confirmed' | 'dismissed') => {
    if (tab !== 'findings') onTab('findings')
    // The panel is drawn first.
    setTimeout(() => judgeNext(verdict) || toast.info(judged.allJudged))
  }
  if (c.mayJudge)
    shortcuts.push(
      { key: 'y', label: judged.confirmKey, run: () => judge('confirmed') },
      { key: 'n', label: judged.dismissKey, run: () => judge('dismissed') },
    )
  const close = () => setOpen(null)
  const own = c.examinerName === me.account.name && me.can.includes('queue.review')

  return (
    <div className="case-page">
      <PageHeader
        title={c.name || c.number}
        above={
          <>
            <Link to="/queue" search={{}} activeOptions={{ exact: true }}>
              {text.page.back}
            </Link>{' '}
            / <code>{c.number}</code>
          </>
        }
        tags={
          <>
            <CaseStatusTag status={c.status} />
            {c.green && <GreenTag />}
            {c.due && <DaysLeft due={c.due} />}
          </>
        }
      />
      <Facts c={c} />
      <div className="command-bar no-print" role="toolbar" aria-label={text.page.actions}>
        {offered.length === 0 && (
          <span className="hint">
            {c.can.includes('dismiss_objection')
              ? text.page.decideBelow
              : local && local.can.length > 0
                ? text.page.local
                : text.page.readOnly}
          </span>
        )}
        {offered.map((command, at) => (
          <Button
            key={command}
            type={at === 0 ? 'primary' : 'default'}
            danger={command === 'propose_refusal'}
            aria-keyshortcuts={keyOf(command)}
            onClick={() => setOpen(command)}
          >
            {commandNames[command][language]}
            {command === 'require_correction' && draft.items.length > 0 && `（${draft.items.length}）`}
            {keyOf(command) && <kbd className="keyboard-only">{keyOf(command)?.toUpperCase()}</kbd>}
          </Button>
        ))}
        <ShortcutHelp shortcuts={shortcuts} />
        {(examines || me.can.includes('queue.review')) && (
          <Link to="/compare" search={{ a: c.id }}>
            {work.links.compare}
          </Link>
        )}
      </div>
      {me.can.includes('cohort.list') && <CohortStrip caseId={c.id} />}
      {visit?.lease && c.status === 'under_review' && <LeaseStrip c={c} lease={visit.lease} />}
      {since && <ReturnPanel c={c} since={since} whole={whole} onWhole={() => setWhole(!whole)} />}
      <ProposalPanel c={c} own={own} />
      {c.objections.length > 0 && <ObjectionsPanel c={c} />}
      <LineageSection of={{ entryId: null, caseId: c.id }} here={null} />
      <div className="case-columns">
        {!partial && (
          <FormView
            c={c}
            draft={correcting ? draft : noDraft}
            onFlag={correcting && pack ? edit : undefined}
            onShowChange={() => onTab('corrections')}
          />
        )}
        <CasePack rulePack={c.rulePack}>
          <CaseSide c={c} tab={tab} onTab={onTab} />
        </CasePack>
      </div>
      {editing && pack && (
        <ItemDialog
          key={editing}
          field={editing}
          pack={pack}
          findings={c.findingList.filter((one) => one.field === editing || rowOf(one.field) === editing)}
          known={draft.unfinished[editing] ?? draft.items.find(({ field }) => field === editing)}
          inList={draft.items.some(({ field }) => field === editing)}
          onType={(item) => setDraft(keepUnfinished(draft, item))}
          onSave={(item) => {
            setDraft(putItem(draft, item))
            endEdit()
          }}
          onRemove={() => {
            setDraft(removeItem(draft, editing))
            endEdit()
          }}
          onClose={endEdit}
        />
      )}
      {open === 'require_correction' && pack && (
        <CorrectionDialog
          c={c}
          pack={pack}
          draft={draft}
          onEdit={edit}
          onRemove={(field) => setDraft(removeItem(draft, field))}
          onSent={forgetDraft}
          onClose={close}
        />
      )}
      {open === 'propose_acceptance' && <AcceptanceDialog c={c} onClose={close} />}
      {open === 'propose_refusal' && <RefusalDialog c={c} onClose={close} />}
      {open === 'release' && <ReleaseDialog c={c} onClose={close} />}
      {open === 'send_back' && <SendBackDialog c={c} onClose={close} />}
      {open === 'retract_proposal' && <RetractDialog c={c} onClose={close} />}
      {open === 'claim' && <ClaimDialog c={c} onClose={close} />}
      {open === 'hand_over' && <HandOverDialog c={c} onClose={close} />}
      {open === 'extend_lease' && visit?.lease && <ExtendDialog c={c} lease={visit.lease} onClose={close} />}
      {open === 'unclaim' && <UnclaimDialog c={c} onClose={close} />}
    </div>
  )
}
