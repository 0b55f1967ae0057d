import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { LineField } from '../../../ui/line-field.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { type CoachingCase, finishTask } from '../api.ts'
import { coachingText } from '../text.ts'
import { useCoaching, useShown } from '../use-coaching.ts'

type Task = CoachingCase['tasks'][number]
const sides = ['company', 'coach'] as const

function NewTask({ c }: { c: CoachingCase }) {
  const text = useText(coachingText)
  const [words, setWords] = useState('')
  const [side, setSide] = useState<Task['side']>('company')
  const [due, setDue] = useState('')
  const add = useCoaching(c, 'tasks', text.taskAdded, () => {
    setWords('')
    setDue('')
  })
  return (
    <div className="coaching-form no-print">
      <ProblemAlert error={add.error} />
      <TextEntry label={text.taskText} value={words} max={300} rows={2} onChange={setWords} />
      <div className="pair">
        <fieldset>
          <legend>{text.taskSide}</legend>
          <Radio.Group
            name="side"
            value={side}
            options={sides.map((value) => ({ value, label: text.sides[value] }))}
            onChange={({ target }) => setSide(target.value)}
          />
        </fieldset>
        <LineField label={text.taskDue} type="date" value={due} onChange={setDue} />
      </div>
      <p>
        <Button loading={add.isPending} onClick={() => add.mutate({ text: words.trim(), side, due })}>
          {text.taskAdd}
        </Button>
      </p>
    </div>
  )
}

/** Who is to do what until when, the open ones with the days that are left. */
export function Tasks({ c }: { c: CoachingCase }) {
  const text = useText(coachingText)
  const toast = useToast()
  const show = useShown()
  const [asked, setAsked] = useState<Task | null>(null)
  const finish = useCommand({
    run: ({ id, note }: { id: string; note: string }, key) => finishTask(c.id, id, c.version, note, key),
    onDone: async (view) => {
      setAsked(null)
      toast.success(text.done)
      await show(view)
    },
  })
  return (
    <FormSection title={text.tasks}>
      {c.tasks.length === 0 && <p>{text.tasksNone}</p>}
      <ul className="coaching-list">
        {c.tasks.map((task) => (
          <li key={task.id}>
            <div>
              {task.text}
              <p className="hint">
                {text.sides[task.side]} · {text.taskDue} <DateText at={task.due} day /> ·{' '}
                {text.taskMade(task.createdBy)}
                {task.doneBy && ` · ${text.taskDone(task.doneBy)}`}
                {task.doneNote && `：${task.doneNote}`}
              </p>
            </div>
            <div className="acts">
              {task.doneAt === null ? <DaysLeft due={task.due} /> : <DateText at={task.doneAt} day />}
              {task.mayFinish && (
                <Button
                  className="no-print"
                  aria-label={`${text.taskFinish}：${task.text}`}
                  onClick={() => setAsked(task)}
                >
                  {text.taskFinish}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {asked && (
        <WordsModal
          title={text.taskFinishTitle}
          consequence={
            <>
              <p>{asked.text}</p>
              <p>{text.taskFinishBody}</p>
            </>
          }
          confirmLabel={text.taskFinish}
          fieldLabel={text.taskFinishNote}
          max={500}
          running={finish.isPending}
          error={finish.error}
          onConfirm={(note) => finish.mutate({ id: asked.id, note })}
          onClose={() => setAsked(null)}
        />
      )}
      {c.can.includes('add_task') && <NewTask c={c} />}
    </FormSection>
  )
}
