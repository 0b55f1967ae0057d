import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Derivation } from '../../clock/parts/derivation.tsx'
import { type Objection, objectionQuery } from '../api.ts'
import { AnswerForm } from '../parts/answer-form.tsx'
import { ComparedSection, ComparisonSection } from '../parts/comparison-section.tsx'
import { DecideForm } from '../parts/decide-form.tsx'
import { EvidenceSection, EvidenceUpload } from '../parts/evidence-section.tsx'
import { MediationSection } from '../parts/mediation-section.tsx'
import { ObjectionTag } from '../parts/objection-tag.tsx'
import { objectionText } from '../text.ts'
import '../objection.css'

/** One objection as the company or the registry sees it, with what may be done about it. */
export function ObjectionPage({ id }: { id: string }) {
  const text = useText(objectionText)
  const client = useQueryClient()
  const { data: objection } = useSuspenseQuery(objectionQuery(id))
  const { objector, answer, decision, can } = objection
  const moved = (next: Objection) => {
    client.setQueryData(objectionQuery(id).queryKey, next)
    void client.invalidateQueries({ queryKey: ['objections'] })
    void client.invalidateQueries({ queryKey: ['case', next.caseId] })
  }
  return (
    <>
      <PageHeader
        title={objection.number}
        above={<Link to="/objections">{text.title}</Link>}
        tags={<ObjectionTag status={objection.status} />}
      />
      <FormSection title={text.statement}>
        <KeyValues
          items={[
            {
              key: 'case',
              label: text.case,
              wide: true,
              value: (
                <Link to="/cases/$id" params={{ id: objection.caseId }}>
                  {objection.caseName}（{objection.caseNumber}）
                </Link>
              ),
            },
            { key: 'reason', label: text.columns.reason, value: objection.reason },
            { key: 'lodgedAt', label: text.columns.lodgedAt, value: <DateText at={objection.lodgedAt} /> },
            {
              key: 'served',
              label: text.served,
              value: objection.servedAt ? <DateText at={objection.servedAt} /> : text.notServed,
            },
            { key: 'due', label: text.columns.due, value: <DateText at={objection.answerDue} day /> },
            { key: 'objector', label: text.objector, value: objector?.name ?? text.objectorHidden },
            ...(objector ? [{ key: 'contact', label: text.contact, value: objector.contact }] : []),
            { key: 'statement', label: text.statement, value: objection.statement, wide: true },
            ...(objection.withdrawal && objector
              ? [{ key: 'withdrawal', label: text.withdrawal, value: objection.withdrawal, wide: true }]
              : []),
          ]}
        />
        {objection.answerPeriod && <Derivation days={objection.answerPeriod.derivation} />}
      </FormSection>
      {objection.mergedInto && <Alert type="info" showIcon title={text.merged(objection.mergedInto)} />}
      <EvidenceSection objection={objection} />
      <MediationSection objection={objection} onMoved={moved} />
      {objection.compared && <ComparedSection found={objection.compared} />}
      {objection.comparison && <ComparisonSection found={objection.comparison} />}
      {can.includes('answer') ? (
        <FormSection title={text.answerTitle} lead={text.answerHelp}>
          <EvidenceUpload id={id} onMoved={moved} />
          <AnswerForm id={id} onMoved={moved} />
        </FormSection>
      ) : (
        <FormSection title={text.answer}>
          <KeyValues
            items={[
              { key: 'answer', label: text.answer, value: answer ?? text.noAnswer, wide: true },
              { key: 'at', label: text.answeredAt, value: <DateText at={objection.answeredAt} /> },
              ...(objection.rejoinderDue
                ? [{ key: 'by', label: text.rejoinderDue, value: <DateText at={objection.rejoinderDue} day /> }]
                : []),
              ...(objection.rejoinder
                ? [{ key: 'rejoinder', label: text.rejoinder, value: objection.rejoinder, wide: true }]
                : []),
            ]}
          />
        </FormSection>
      )}
      {decision && (
        <FormSection title={text.decision}>
          <KeyValues
            items={[
              { key: 'outcome', label: text.outcome, value: text.status[objection.status] },
              { key: 'at', label: text.decidedAt, value: <DateText at={objection.decidedAt} /> },
              { key: 'reason', label: text.reason, value: decision, wide: true },
              ...(objection.publishedId
                ? [
                    {
                      key: 'published',
                      label: text.published,
                      value: (
                        <Link to="/decisions/$id" params={{ id: objection.publishedId }}>
                          {text.published}
                        </Link>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </FormSection>
      )}
      {can.includes('decide') && (
        <FormSection title={text.decideTitle} lead={text.decideHelp}>
          <DecideForm id={id} mayUphold={can.includes('uphold')} onMoved={moved} />
        </FormSection>
      )}
    </>
  )
}
