import { cohortCommandNames } from '@datadeed/core/examination/cohort-machine'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { toCsv } from '../../../app/csv.ts'
import { useLanguage, useText } from '../../../app/language.ts'
import { csvType, saveFile } from '../../../app/save-file.ts'
import { DateText } from '../../../ui/date-text.tsx'
import type { ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ShortcutHelp } from '../../../ui/shortcut-help.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { allMembers, type Cohort, cohortQuery, type Step } from '../api.ts'
import { AlikeFacts } from '../parts/alike.tsx'
import { CohortTag } from '../parts/cohort-tag.tsx'
import { MemberList, roleOf } from '../parts/member-list.tsx'
import { SamplePanel } from '../parts/sample-panel.tsx'
import { StepDialog } from '../parts/step-dialog.tsx'
import { cohortText } from '../text.ts'
import '../../examination/examination.css'
import '../../examination/case-page.css'
import '../cohort.css'

/** What the bar offers, in this order, with its keys: those of the case's page. */
const steps: readonly (readonly [Step, string])[] = [
  ['propose', 'a'],
  ['release', 'l'],
  ['approve', 'g'],
  ['send_back', 'b'],
  ['undo', 'u'],
  ['dissolve', 'd'],
]

type Props = { id: string; search: ListSearch; onSearch: (next: ListSearch) => void }

/** One cohort on one screen: where it stands, what is to be examined, every case with its differences, and what can be done. */
export function CohortPage({ id, search, onSearch }: Props) {
  const text = useText(cohortText)
  const language = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const cohort = useSuspenseQuery(cohortQuery(id)).data
  const { counts, status, next } = cohort
  const [open, setOpen] = useState<Step | null>(null)
  const was = useRef(cohort.version)
  useEffect(() => {
    // What the worker did is in the table as well.
    if (was.current !== cohort.version) void client.invalidateQueries({ queryKey: ['cohorts', 'one', id, 'members'] })
    was.current = cohort.version
  }, [client, cohort.version, id])
  const examines = next !== null && cohort.can.includes('dissolve')
  const goNext = () => next && void navigate({ to: '/queue/$id', params: { id: next.caseId } })
  const move = (by: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-case]')]
    const at = links.findIndex((link) => link.isSameNode(document.activeElement))
    links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus()
  }
  const offered = steps.filter(([command]) => cohort.can.includes(command))
  const shortcuts = [
    { key: 'n', label: text.keys.next, disabled: !examines, run: goNext },
    { key: 'j', label: text.keys.down, run: () => move(1) },
    { key: 'k', label: text.keys.up, run: () => move(-1) },
    ...offered.map(([command, key]) => ({ key, label: text.commands[command].key, run: () => setOpen(command) })),
  ]
  return (
    <div className="cohort-page">
      <PageHeader
        above={
          <>
            <Link to="/cohorts">{text.back}</Link> / <code>{cohort.number}</code>
          </>
        }
        title={text.page.title(cohort.partyName)}
        tags={<CohortTag status={status} />}
        actions={<Export cohort={cohort} />}
      />
      <ul className="facts">
        <li>{text.page.facts(counts.cases, counts.cases - counts.excepted, counts.excepted)}</li>
        <li>
          {text.page.begun(cohort.examinerName)} <DateText at={cohort.createdAt} />
        </li>
        {cohort.approverName && <li>{text.page.approver(cohort.approverName)}</li>}
      </ul>
      <div role="status">
        <p>{text.page.now[status]}</p>
        <Working progress={cohort.progress} />
      </div>
      <div className="command-bar no-print" role="toolbar" aria-label={text.page.actions}>
        {!examines && offered.length === 0 && <span className="hint">{text.page.nothing}</span>}
        {examines && (
          <Button type="primary" aria-keyshortcuts="n" onClick={goNext}>
            {status === 'exemplar' ? text.page.next.exemplar : text.page.next.sampling}
            <kbd className="keyboard-only">N</kbd>
          </Button>
        )}
        {offered.map(([command, key], at) => (
          <Button
            key={command}
            type={at === 0 && !examines && command !== 'dissolve' ? 'primary' : 'default'}
            danger={command === 'dissolve'}
            aria-keyshortcuts={key}
            onClick={() => setOpen(command)}
          >
            {text.commands[command].label}
            <kbd className="keyboard-only">{key.toUpperCase()}</kbd>
          </Button>
        ))}
        <ShortcutHelp shortcuts={shortcuts.filter(({ disabled }) => !disabled)} />
      </div>
      <SamplePanel cohort={cohort} />
      <MemberList cohort={cohort} search={search} onSearch={onSearch} />
      <details className="basis">
        <summary>{text.alike.title}</summary>
        <AlikeFacts alike={cohort.alike} />
      </details>
      <details className="basis">
        <summary>{text.history}</summary>
        <ul>
          {cohort.events.map(({ at, command, actor, note }) => (
            <li key={`${at} ${command} ${note}`}>
              <DateText at={at} /> {cohortCommandNames[command][language]} · {actor} {note}
            </li>
          ))}
        </ul>
      </details>
      {open && <StepDialog cohort={cohort} command={open} onClose={() => setOpen(null)} />}
    </div>
  )
}

function Working({ progress }: { progress: Cohort['progress'] }) {
  const text = useText(cohortText).page
  if (!progress) return null
  const { done, total, secondsLeft } = progress
  const words = text.progress(done, total) + (secondsLeft === null ? '' : text.left(secondsLeft))
  return (
    <>
      <p>{words}</p>
      <Progress percent={Math.floor((100 * done) / Math.max(1, total))} showInfo={false} aria-label={words} />
    </>
  )
}

/** The whole list with differences and reasons, as a table to keep. */
function Export({ cohort }: { cohort: Cohort }) {
  const { page, members: text } = useText(cohortText)
  const toast = useToast()
  const [running, setRunning] = useState(false)
  const save = async () => {
    setRunning(true)
    try {
      const rows = (await allMembers(cohort.id)).map((one) => [
        ...[one.number, one.name],
        roleOf(one, text.roles),
        one.differences
          .map(({ field, allowed, why }) => `${field} ${allowed ? text.allowed(why) : text.against(why)}`)
          .join('；'),
        ...[one.defect ? text.defect : text.states[one.state], one.reason],
      ])
      const head = [text.number, text.name, text.role, text.differences, text.state, text.reason]
      saveFile(`${page.exportName(cohort.number)}.csv`, toCsv(head, rows), csvType)
    } catch (error) {
      toast.failed(error)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Button loading={running} onClick={() => void save()}>
      {page.export}
    </Button>
  )
}
