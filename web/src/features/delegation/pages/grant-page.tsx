import { delegateKinds } from '@datadeed/core/delegation/machine'
import type { DelegatedAction } from '@datadeed/core/kernel/actor'
import { addDays, toChinaDate } from '@datadeed/core/kernel/dates'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useText } from '../../../app/language.ts'
import { isProblem } from '../../../app/problem.ts'
import { meQuery, systemQuery } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-command.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { rulePackQuery } from '../../examination/api.ts'
import { type Delegation, delegationsQuery, grantDelegation, type NewDelegation, ownCasesQuery } from '../api.ts'
import { delegationText } from '../text.ts'
import '../delegation.css'

type Fields = {
  kind: NewDelegation['kind']
  delegateUscc: string
  delegateLogin: string
  actions: DelegatedAction[]
  which: 'all' | 'named'
  caseIds?: string[]
  from: string
  until: string
  password: string
  totp?: string
}

const months = 6

/** Not `required`, which would put an attribute on the group that a group may not have. */
const atLeastOne = (message: string) => ({
  validator: (_: unknown, chosen: readonly string[]) =>
    chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error(message)),
})

/** A signatory says who may do what, in which cases, until when, and signs it with the password. */
export function GrantPage({ onSigned }: { onSigned: (signed: Delegation) => void }) {
  const text = useText(delegationText)
  const words = text.form
  const toast = useToast()
  const client = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const { account } = useSuspenseQuery(meQuery).data
  const { data: system } = useSuspenseQuery(systemQuery)
  const { data: pack } = useSuspenseQuery(rulePackQuery)
  const { items: cases } = useSuspenseQuery(ownCasesQuery).data
  const today = toChinaDate(Date.parse(system.now))
  const rules = pack.delegation
  const which = Form.useWatch('which', form) ?? 'all'
  const sign = useCommand({
    run: (body: NewDelegation) => grantDelegation(body),
    onDone: (signed) => {
      toast.success(words.signed, 6)
      void client.invalidateQueries({ queryKey: delegationsQuery.queryKey })
      onSigned(signed)
    },
  })
  const refuse = (error: Error) => {
    if (!isProblem(error)) return
    form.setFields(
      error.fields.map(({ path, detail }) => ({ name: path.split('.')[0] as keyof Fields, errors: [detail] })),
    )
  }
  const send = ({ which: chosen, caseIds = [], totp, ...values }: Fields) =>
    sign.mutate(
      {
        ...values,
        delegateUscc: values.delegateUscc.trim(),
        delegateLogin: values.delegateLogin.trim(),
        caseIds: chosen === 'all' ? null : caseIds,
        ...(totp ? { totp } : {}),
      },
      { onError: refuse },
    )
  const required = (message: string) => [{ required: true, message }]
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} above={<Link to="/delegations">{words.back}</Link>} />
      <Form<Fields>
        form={form}
        layout="vertical"
        // What may be left empty says so itself; what stands ticked already is no option.
        requiredMark={false}
        className="delegation-form"
        initialValues={{
          ...{ kind: 'agent', delegateUscc: '', delegateLogin: '', which: 'all' },
          actions: ['draft', 'deposit_read', 'answer_correction', 'receive_letters'],
          ...{ from: today, until: addDays(today, months * 30) },
        }}
        onFinish={send}
      >
        <ProblemAlert error={sign.error} labels={words.fields} />
        <FormSection title={words.whom}>
          <Form.Item name="kind" label={words.kind}>
            <Radio.Group options={delegateKinds.map((kind) => ({ value: kind, label: text.kinds[kind] }))} />
          </Form.Item>
          <Form.Item
            name="delegateUscc"
            label={words.uscc}
            extra={words.usccHelp}
            dependencies={['kind', 'delegateLogin']}
            rules={[
              ({ getFieldValue }) => ({
                validator: (_, value: string) =>
                  value.trim() || (getFieldValue('kind') === 'coach' && String(getFieldValue('delegateLogin')).trim())
                    ? Promise.resolve()
                    : Promise.reject(new Error(words.missing.whom)),
              }),
            ]}
          >
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item name="delegateLogin" label={words.login} extra={words.loginHelp}>
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
        </FormSection>
        <FormSection title={words.what} lead={words.whatLead}>
          <Form.Item name="actions" label={words.fields.actions} rules={[atLeastOne(words.missing.actions)]}>
            <Checkbox.Group>
              {(rules?.actions ?? []).map((action) => (
                <Checkbox key={action.code} value={action.code} disabled={!action.allowed}>
                  {text.actions[action.code]}
                  <small>{action.allowed ? action.text : words.notAllowed}</small>
                </Checkbox>
              ))}
            </Checkbox.Group>
          </Form.Item>
        </FormSection>
        <FormSection title={words.which} lead={words.newNeedsAll}>
          <Form.Item name="which" label={words.which}>
            <Radio.Group
              options={[
                { value: 'all', label: words.all },
                { value: 'named', label: words.named, disabled: cases.length === 0 },
              ]}
            />
          </Form.Item>
          {cases.length === 0 && <p className="hint">{words.noneOwn}</p>}
          {which === 'named' && (
            <Form.Item name="caseIds" label={words.chooseCases} rules={required(words.missing.cases)}>
              <Select
                mode="multiple"
                optionFilterProp="label"
                options={cases.map(({ id, number, name }) => ({
                  value: id,
                  label: `${number} ${name || words.unnamed}`,
                }))}
              />
            </Form.Item>
          )}
        </FormSection>
        <FormSection title={words.when} lead={rules && words.most(rules.maxDays)}>
          <Form.Item name="from" label={words.from} rules={required(words.missing.from)}>
            <Input type="date" min={today} className="short" />
          </Form.Item>
          <Form.Item name="until" label={words.until} rules={required(words.missing.until)}>
            <Input type="date" min={today} className="short" />
          </Form.Item>
        </FormSection>
        <FormSection title={words.sign} lead={words.signLead}>
          <Form.Item name="password" label={words.password} rules={required(words.missing.password)}>
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          {account.totp && (
            <Form.Item name="totp" label={words.totp}>
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} className="short" />
            </Form.Item>
          )}
          <Button type="primary" size="large" htmlType="submit" loading={sign.isPending}>
            {words.submit}
          </Button>
        </FormSection>
      </Form>
    </>
  )
}
