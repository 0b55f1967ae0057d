import { type CalendarFile, workingDaysOf } from '@datadeed/core/kernel/calendar-file'
import { regionName } from '@datadeed/core/kernel/regions'
import { confidenceText } from '@datadeed/core/kernel/rule-pack'
import { type Language, useLanguage, useText } from '../../../app/language.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDays } from '../../../ui/format.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { versionText } from '../version-text.ts'

/** Days off by their name: 春节 2月15日至2月23日；… */
function named(holidays: readonly (readonly [string, string])[], language: Language): string {
  const groups = new Map<string, string[]>()
  for (const [day, name] of holidays) groups.set(name, [...(groups.get(name) ?? []), day])
  return [...groups].map(([name, days]) => `${name} ${formatDays(days, language)}`).join('；')
}

/** A calendar as people read it: year by year, newest first, and what prefectures add. */
export function CalendarDays({ file }: { file: CalendarFile }) {
  const text = useText(versionText).calendar
  const now = useLanguage()
  const local = Object.entries(file.local)
  return (
    <>
      {Object.entries(file.years)
        .sort(([a], [b]) => b.localeCompare(a))
        .map(([year, { holidays, makeupWorkdays, source, provisional = false }]) => (
          <FormSection key={year} title={text.year(year)} lead={text.workingDays(workingDaysOf(year, file.years))}>
            {provisional && <StatusTag tone="attention">{text.provisional}</StatusTag>}
            <KeyValues
              items={[
                { key: 'off', label: text.off, value: named(holidays, now), wide: true },
                {
                  key: 'worked',
                  label: text.worked,
                  value: formatDays(makeupWorkdays, now) || text.noneWorked,
                  wide: true,
                },
                { key: 'source', label: text.source, value: source, wide: true },
              ]}
            />
          </FormSection>
        ))}
      <FormSection title={text.local}>
        {local.length === 0 && <EmptyState title={text.localNone}>{text.localNoneBody}</EmptyState>}
        <ul className="rule-entries">
          {local.map(([code, { holidays, makeupWorkdays, steps, source, confidence }]) => (
            <li key={code}>
              <div className="rule-head">
                <span>
                  <strong>{regionName(code)}</strong> {named(holidays, now)}
                  {makeupWorkdays.length > 0 && `；${text.worked} ${formatDays(makeupWorkdays, now)}`}
                </span>
                <StatusTag tone={confidence === 'assumption' ? 'attention' : 'neutral'}>
                  {confidenceText[confidence]}
                </StatusTag>
              </div>
              <p className="hint">
                {text.counts}
                {steps.map((step) => text.steps[step]).join('、')}；{text.source}：{source}
              </p>
            </li>
          ))}
        </ul>
      </FormSection>
    </>
  )
}
