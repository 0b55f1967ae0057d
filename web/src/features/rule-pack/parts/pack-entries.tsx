import type { Confidence, RulePack } from '@datadeed/core/kernel/rule-pack'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { cohortEntries } from '../../cohort/rule-entries.ts'
import { cohortText } from '../../cohort/text.ts'
import { rulePackText } from '../text.ts'

const tones: Record<Confidence, Tone> = {
  verified: 'good',
  secondary: 'neutral',
  analogy: 'neutral',
  common_practice: 'neutral',
  assumption: 'attention',
}

type Entry = { key: string; head: ReactNode; detail?: ReactNode; source: string; confidence: Confidence }

/** Entries of the pack, each with where it comes from and how sure it is; assumptions stand out by ground, mark and words. */
function Entries({ entries }: { entries: Entry[] }) {
  const text = useText(rulePackText)
  return (
    <ul className="rule-entries">
      {entries.map(({ key, head, detail, source, confidence }) => (
        <li key={key} className={confidence === 'assumption' ? 'is-assumption' : undefined}>
          <div className="rule-head">
            <span>{head}</span>
            <StatusTag tone={tones[confidence]}>{text.confidence[confidence]}</StatusTag>
          </div>
          {detail && <p>{detail}</p>}
          <p className="hint">
            {text.columns.source}：{source}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Every entry of a pack: everything that counts days, refuses, or asks for paper. */
export function PackEntries({ pack }: { pack: RulePack }) {
  const text = useText(rulePackText)
  const cohorts = useText(cohortText)
  const cited = [
    ...Object.values(pack.steps),
    ...pack.grounds,
    ...pack.correctionReasons,
    ...pack.objectionReasons,
    ...pack.requiredAttachments,
    ...pack.requiredFields,
    ...Object.values(pack.rules),
    pack.validity,
    pack.fees,
    pack.registrar,
    pack.numbers,
  ]
  const assumed = cited.filter(({ confidence }) => confidence === 'assumption').length
  const ruleOf = ({ text: head, article, source, confidence }: (typeof pack.grounds)[number], key: string): Entry => ({
    key,
    head,
    detail: article && `${text.columns.article}：${article}`,
    source,
    confidence,
  })
  return (
    <>
      {assumed > 0 && (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={text.assumptions(assumed)}
          description={text.assumptionsBody}
        />
      )}
      <FormSection title={text.basis}>
        <Entries
          entries={pack.basis.map(({ title, issuedOn, note, source, confidence }) => ({
            key: title,
            head: title,
            detail: (
              <>
                <DateText at={issuedOn} day /> {text.issued}。{note}
              </>
            ),
            source,
            confidence,
          }))}
        />
      </FormSection>
      <FormSection title={text.steps} lead={text.stepsLead}>
        <Entries
          entries={Object.entries(pack.steps).map(([key, step]) => ({
            key,
            head: (
              <>
                <strong>{step.name}</strong> {step.days === 0 ? text.sameDay : `${step.days} ${text.units[step.unit]}`}
              </>
            ),
            detail: `${text.columns.expiry}：${text.expiry[step.onExpiry]}`,
            source: step.source,
            confidence: step.confidence,
          }))}
        />
      </FormSection>
      <FormSection title={text.grounds}>
        <Entries entries={pack.grounds.map((ground) => ruleOf(ground, ground.code))} />
      </FormSection>
      <FormSection title={text.materials}>
        <Entries
          entries={pack.requiredAttachments.map(({ code, name, when, source, confidence }) => ({
            key: code,
            head: name,
            detail: `${text.columns.when}：${text.when[when]}`,
            source,
            confidence,
          }))}
        />
      </FormSection>
      <FormSection title={text.fields}>
        <Entries
          entries={pack.requiredFields.map(({ field, label, help, severity, source, confidence }) => ({
            key: field,
            head: `${label}（${text.fieldSeverity[severity]}）`,
            detail: help,
            source,
            confidence,
          }))}
        />
      </FormSection>
      <FormSection title={text.correctionReasons}>
        <Entries
          entries={pack.correctionReasons.map(({ code, text: head, ...rest }) => ({ key: code, head, ...rest }))}
        />
      </FormSection>
      <FormSection title={text.objectionReasons}>
        <Entries
          entries={pack.objectionReasons.map(({ code, text: head, ...rest }) => ({ key: code, head, ...rest }))}
        />
      </FormSection>
      <FormSection title={text.validity}>
        <Entries
          entries={[
            {
              key: 'validity',
              head: text.years(pack.validity.years),
              detail: pack.validity.cappedByAuthorisation && text.capped,
              source: pack.validity.source,
              confidence: pack.validity.confidence,
            },
            {
              key: 'fees',
              head: text.fee(pack.fees.registrationFen),
              source: pack.fees.source,
              confidence: pack.fees.confidence,
            },
          ]}
        />
      </FormSection>
      {pack.cohort && (
        <FormSection title={cohorts.rule.title}>
          <Entries entries={cohortEntries(pack.cohort, cohorts)} />
        </FormSection>
      )}
      <FormSection title={text.rules}>
        <Entries entries={Object.entries(pack.rules).map(([key, rule]) => ruleOf({ ...rule, code: key }, key))} />
      </FormSection>
    </>
  )
}
