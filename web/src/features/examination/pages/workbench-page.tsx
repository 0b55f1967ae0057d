import { prefectures } from '@datadeed/core/kernel/regions'
import { confidenceText } from '@datadeed/core/kernel/rule-pack'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Form, Input, Select } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatDate } from '../../../ui/format.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { directions } from '../queue-search.ts'
import { declareInterest, type NewInterest, saveProfile, withdrawInterest, workbenchQuery } from '../workbench-api.ts'
import { workbenchText } from '../workbench-text.ts'
import '../examination.css'
import '../workbench.css'

const codes = (typed: string) => typed.split(/[\s,，、;；]+/).filter(Boolean)
const isCode = (code: string) => /^[A-T]?\d{0,4}$/.test(code)

type ProfileForm = { industries: string; directions: string[]; prefectures: string[] }

/** What decides which case an examiner gets next: field, region and interests; and the cases they hold. */
export function WorkbenchPage() {
  const text = useText(workbenchText).page
  const language = useLanguage()
  const client = useQueryClient()
  const toast = useToast()
  const { profile, interests, computed, leases, rule } = useSuspenseQuery(workbenchQuery).data
  const [form] = Form.useForm<NewInterest>()
  const refresh = () => client.invalidateQueries({ queryKey: ['workbench'] })
  const save = useCommand({
    run: (values: ProfileForm, key) =>
      saveProfile({ ...values, industries: codes(values.industries.toUpperCase()) }, key),
    onDone: async () => {
      toast.success(text.saved)
      await refresh()
    },
  })
  const declare = useCommand({
    run: (values: NewInterest, key) => declareInterest(values, key),
    onDone: async () => {
      toast.success(text.declared)
      form.resetFields()
      await refresh()
    },
  })
  const withdraw = useCommand({
    run: ({ id }: { id: string }) => withdrawInterest(id),
    onDone: async () => {
      toast.success(text.withdrawn)
      await refresh()
    },
  })
  return (
    <div className="workbench">
      <PageHeader
        title={text.title}
        lead={text.lead}
        above={
          <Link to="/queue" search={{}}>
            {text.back}
          </Link>
        }
      />
      <section aria-labelledby="holding">
        <h2 id="holding">{text.holding}</h2>
        {rule && (
          <p className="hint">
            {text.rule(
              rule.leaseDays,
              `${rule.source}（${confidenceText[rule.confidence as keyof typeof confidenceText]}）`,
            )}
          </p>
        )}
        {leases.length === 0 ? (
          <EmptyState title={text.noneHeld}>{text.noneHeldBody}</EmptyState>
        ) : (
          <ul className="workbench-list">
            {leases.map((lease) => (
              <li key={lease.caseId}>
                <Link to="/queue/$id" params={{ id: lease.caseId }}>
                  {lease.name || lease.number}
                </Link>
                <code>{lease.number}</code>
                <span>{text.last(formatDate(lease.lastDay, language))}</span>
                {lease.due && <DaysLeft due={lease.due} />}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="profile">
        <h2 id="profile">{text.profile}</h2>
        <ProblemAlert error={save.error} />
        <Form<ProfileForm>
          layout="vertical"
          initialValues={{ ...profile, industries: profile.industries.join('，') }}
          onFinish={(values) => save.mutate(values)}
        >
          <Form.Item name="directions" label={text.directions}>
            <Select mode="multiple" options={directions.map((value) => ({ value, label: value }))} />
          </Form.Item>
          <Form.Item
            name="industries"
            label={text.industries}
            extra={text.industriesHelp}
            rules={[
              {
                validator: (_, typed: string) =>
                  codes(typed.toUpperCase()).every(isCode) ? Promise.resolve() : Promise.reject(text.industriesBad),
              },
            ]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="prefectures" label={text.prefectures}>
            <Select
              mode="multiple"
              optionFilterProp="label"
              options={prefectures.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {text.save}
          </Button>
        </Form>
      </section>
      <section aria-labelledby="interests">
        <h2 id="interests">{text.interests}</h2>
        <p className="hint">{text.interestsLead}</p>
        {interests.length === 0 ? (
          <EmptyState title={text.none}>{text.noneBody}</EmptyState>
        ) : (
          <ul className="workbench-list">
            {interests.map((one) => (
              <li key={one.id}>
                <span>{one.name}</span>
                <code>{one.uscc}</code>
                <span>{one.relation}</span>
                <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate({ id: one.id })}>
                  {text.withdraw}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <ProblemAlert error={declare.error ?? withdraw.error} />
        <Form<NewInterest> form={form} layout="vertical" onFinish={(values) => declare.mutate(values)}>
          <Form.Item name="uscc" label={text.uscc} rules={[{ required: true }]}>
            <Input maxLength={24} />
          </Form.Item>
          <Form.Item name="name" label={text.name} rules={[{ required: true }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="relation" label={text.relation} rules={[{ required: true }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Button htmlType="submit" loading={declare.isPending}>
            {text.declare}
          </Button>
        </Form>
        <h3>{text.computed}</h3>
        <p>
          {text.organisations}：{computed.organisations.join('、') || text.noneKnown}
        </p>
        <p>
          {text.accounts}：{computed.accounts.join('、') || text.noneKnown}
        </p>
      </section>
    </div>
  )
}
