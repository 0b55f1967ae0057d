import { changeNames, changeTypes } from '@datadeed/core/notification/changes'
import { useMutation } from '@tanstack/react-query'
import { Checkbox, Form, Input, Modal } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { isProblem } from '../../../app/problem.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import type { NewHook } from '../api.ts'
import { integrationText } from '../text.ts'

type Props<Saved> = {
  title: string
  okText: string
  initial: NewHook
  save: (values: NewHook) => Promise<Saved>
  onSaved: (saved: Saved) => void
  onClose: () => void
}

/** Name, address and events of a web-hook; what the server refuses stands at its field. */
export function HookForm<Saved>({ title, okText, initial, save, onSaved, onClose }: Props<Saved>) {
  const { hooks: text } = useText(integrationText)
  const language = useLanguage()
  const [form] = Form.useForm<NewHook>()
  const saving = useMutation({
    mutationFn: save,
    onSuccess: onSaved,
    onError: (error) => {
      if (!isProblem(error)) return
      form.setFields(
        error.fields.map(({ path, detail }) => ({ name: path.split('.')[0] as keyof NewHook, errors: [detail] })),
      )
    },
  })
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText={text.cancel}
      okButtonProps={{ loading: saving.isPending }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemAlert error={saving.error} labels={text.fields} />
      <Form<NewHook>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(values) => saving.mutate({ ...values, name: values.name.trim(), url: values.url.trim() })}
      >
        <Form.Item
          name="name"
          label={text.fields.name}
          rules={[{ required: true, whitespace: true, max: 60, message: text.missing.name }]}
        >
          <Input autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="url"
          label={text.fields.url}
          extra={text.help.url}
          rules={[{ required: true, whitespace: true, max: 500, message: text.missing.url }]}
        >
          <Input inputMode="url" autoComplete="off" placeholder="https://" />
        </Form.Item>
        <Form.Item
          name="types"
          label={text.fields.types}
          extra={text.help.types}
          rules={[{ required: true, message: text.missing.types }]}
        >
          <Checkbox.Group options={changeTypes.map((type) => ({ value: type, label: changeNames[type][language] }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
