import { keyDays, keyScopes } from '@datadeed/core/notification/policy'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Input, Modal, Select } from 'antd'
import { useText } from '../../../app/language.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { delegationsQuery } from '../../delegation/api.ts'
import { makeKey, type NewKey } from '../api.ts'
import { integrationText } from '../text.ts'

type Props = { onMade: (secret: string) => void; onClose: () => void }

export function KeyForm({ onMade, onClose }: Props) {
  const { keys: text } = useText(integrationText)
  const [form] = Form.useForm<NewKey>()
  const usable = (useQuery(delegationsQuery).data?.items ?? []).filter((one) => one.usable)
  const making = useMutation({ mutationFn: makeKey, onSuccess: ({ secret }) => onMade(secret) })
  return (
    <Modal
      open
      title={text.add}
      okText={text.create}
      cancelText={text.cancel}
      okButtonProps={{ loading: making.isPending }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemAlert error={making.error} labels={text.fields} />
      <Form<NewKey>
        form={form}
        layout="vertical"
        initialValues={{ scopes: ['read'], days: 90, delegationId: null }}
        onFinish={(values) => making.mutate({ ...values, name: values.name.trim() })}
      >
        <Form.Item
          name="name"
          label={text.fields.name}
          rules={[{ required: true, whitespace: true, max: 60, message: text.missing.name }]}
        >
          <Input autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="scopes" label={text.fields.scopes} rules={[{ required: true, message: text.missing.scopes }]}>
          <Checkbox.Group
            options={keyScopes.map((scope) => ({
              value: scope,
              label: `${text.scopes[scope]}（${text.scopeHelp[scope]}）`,
            }))}
          />
        </Form.Item>
        <Form.Item name="days" label={text.fields.days}>
          <Select options={keyDays.map((days) => ({ value: days, label: text.days(days) }))} />
        </Form.Item>
        {usable.length > 0 && (
          <Form.Item name="delegationId" label={text.fields.delegationId} extra={text.delegationHelp}>
            <Select
              options={[
                { value: null, label: text.own },
                ...usable.map(({ id, number, principal }) => ({
                  value: id,
                  label: text.onDelegation(principal.name, number),
                })),
              ]}
            />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
