import { isRuleCode, ruleBase } from '@datadeed/core/filing/rule-base'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-command.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { rulePackQuery } from '../api.ts'
import { useFieldName } from '../parts/use-field-name.ts'
import { agreementQuery, linkPerson } from '../workbench-api.ts'
import { workbenchText } from '../workbench-text.ts'
import '../examination.css'
import '../workbench.css'

const figure = (kappa: number | null, none: string) => (kappa === null ? none : kappa.toFixed(2))

/** What a mark of an opinion is called. */
function useMarkName(): (mark: string) => string {
  const text = useText(workbenchText).agreement
  const language = useLanguage()
  const field = useFieldName()
  const { data: pack } = useQuery(rulePackQuery)
  return (mark) => {
    const [kind = '', code = ''] = mark.split(':')
    const name =
      kind === 'rule' && isRuleCode(code)
        ? ruleBase[code][language]
        : kind === 'ground'
          ? (pack?.grounds.find((ground) => ground.code === code)?.text ?? code)
          : field(code)
    return `${text.kinds[kind] ?? kind}：${name}`
  }
}

function PersonForm() {
  const text = useText(workbenchText).agreement
  const toast = useToast()
  const [form] = Form.useForm<{ a: string; b: string }>()
  const link = useCommand({
    run: ({ a, b }: { a: string; b: string }, key) => linkPerson([a, b], key),
    onDone: () => {
      toast.success(text.linked)
      form.resetFields()
    },
  })
  return (
    <section aria-labelledby="person">
      <h2 id="person">{text.person}</h2>
      <p className="hint">{text.personLead}</p>
      <ProblemAlert error={link.error} />
      <Form form={form} layout="vertical" onFinish={(values) => link.mutate(values)}>
        <Form.Item name="a" label={text.logins[0]} rules={[{ required: true }]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="b" label={text.logins[1]} rules={[{ required: true }]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Button htmlType="submit" loading={link.isPending}>
          {text.link}
        </Button>
      </Form>
    </section>
  )
}

/** How far two people agree who examined the same application without knowing of each other, overall and per rule. */
export function AgreementPage() {
  const all = useText(workbenchText)
  const text = all.agreement
  const name = useMarkName()
  const { account } = useSuspenseQuery(meQuery).data
  const { share, sampled, waiting, cases, same, kappa, marks } = useSuspenseQuery(agreementQuery).data
  return (
    <div className="workbench">
      <PageHeader
        title={text.title}
        lead={text.lead}
        above={
          <Link to="/queue" search={{}}>
            {all.page.back}
          </Link>
        }
      />
      <KeyValues
        items={[
          { key: 'share', label: text.share, value: share === null ? null : `${share * 100} %` },
          { key: 'sampled', label: text.sampled, value: String(sampled) },
          { key: 'waiting', label: text.waiting, value: String(waiting) },
          { key: 'cases', label: text.cases, value: String(cases) },
          { key: 'same', label: text.same, value: String(same) },
          { key: 'kappa', label: text.kappa, value: <strong>{figure(kappa, text.notYet)}</strong> },
        ]}
      />
      {cases === 0 ? (
        <EmptyState title={text.none}>{text.noneBody}</EmptyState>
      ) : marks.length === 0 ? (
        <p>{text.noMarks}</p>
      ) : (
        <div className="compare-scroll">
          <table className="compare">
            <thead>
              <tr>
                <th scope="col">{text.mark}</th>
                <th scope="col">κ</th>
                <th scope="col">{text.both}</th>
                <th scope="col">{text.firstOnly}</th>
                <th scope="col">{text.secondOnly}</th>
                <th scope="col">{text.neither}</th>
              </tr>
            </thead>
            <tbody>
              {marks.map((one) => (
                <tr key={one.mark}>
                  <th scope="row">{name(one.mark)}</th>
                  <td>{figure(one.kappa, text.notYet)}</td>
                  <td>{one.both}</td>
                  <td>{one.firstOnly}</td>
                  <td>{one.secondOnly}</td>
                  <td>{one.neither}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {account.roles.includes('administrator') && <PersonForm />}
    </div>
  )
}
