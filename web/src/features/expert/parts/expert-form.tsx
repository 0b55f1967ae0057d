import { Button, Checkbox, Form, Input, Modal } from 'antd'
import { useText } from '../../../app/language.ts'
import { isProblem } from '../../../app/problem.ts'
import { useCommand } from '../../../app/use-command.ts'
import { EmailItem } from '../../../ui/person-fields.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { addExpert, changeExpert, type Expert, type ExpertInput } from '../api.ts'
import { expertText } from '../text.ts'

type Props = { expert: Expert | null; onSaved: (name: string) => void; onClose: () => void }

/** An expert to be added or changed; what the server refuses stands at its field. */
export function ExpertForm({ expert, onSaved, onClose }: Props) {
  const text = useText(expertText)
  const [form] = Form.useForm<ExpertInput>()
  const command = useCommand({
    run: (body: ExpertInput, key) => (expert ? changeExpert(expert.id, expert.version, body) : addExpert(body, key)),
    onDone: ({ name }) => onSaved(name),
  })
  const refuse = (error: Error) => {
    if (!isProblem(error)) return
    form.setFields(
      error.fields.map(({ path, detail }) => ({ name: path.split('.')[0] as keyof ExpertInput, errors: [detail] })),
    )
  }
  const required = (message: string) => [{ required: true, whitespace: true, min: 2, message }]
  return (
    <Modal
      open
      width={680}
      title={expert ? text.editTitle(expert.name) : text.add}
      okText={text.save}
      cancelText={text.cancel}
      okButtonProps={{ loading: command.isPending }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemAlert error={command.error} labels={text.fields} />
      <Form<ExpertInput>
        form={form}
        layout="vertical"
        initialValues={expert ? { ...expert, uscc: expert.uscc ?? '' } : { interests: [], active: true }}
        onFinish={(values) => command.mutate(values, { onError: refuse })}
      >
        <Form.Item name="name" label={text.fields.name} rules={required(text.missing.name)}>
          <Input autoFocus autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item name="title" label={text.fields.title}>
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
        <Form.Item name="field" label={text.fields.field} extra={text.help.field} rules={required(text.missing.field)}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
        <Form.Item name="organisation" label={text.fields.organisation} rules={required(text.missing.organisation)}>
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item name="uscc" label={text.fields.uscc} extra={text.help.uscc}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        <EmailItem
          name="email"
          label={text.fields.email ?? ''}
          help={text.help.email}
          missing={text.missing.email}
          malformed={text.badEmail}
          autoComplete="off"
        />
        <Form.Item label={text.fields.interests} extra={text.help.interests}>
          <Form.List name="interests">
            {(rows, { add, remove }) => (
              <>
                {rows.map(({ key, name }) => (
                  <div key={key} className="expert-interest">
                    <Form.Item name={[name, 'name']} rules={required(text.missing.interestName)}>
                      <Input aria-label={text.interest.name} placeholder={text.interest.name} maxLength={100} />
                    </Form.Item>
                    <Form.Item name={[name, 'uscc']} getValueProps={(value: string | null) => ({ value: value ?? '' })}>
                      <Input aria-label={text.interest.uscc} placeholder={text.interest.uscc} maxLength={40} />
                    </Form.Item>
                    <Form.Item name={[name, 'relation']} rules={required(text.missing.relation)}>
                      <Input aria-label={text.interest.relation} placeholder={text.interest.relation} maxLength={200} />
                    </Form.Item>
                    <Button onClick={() => remove(name)}>{text.interest.remove}</Button>
                  </div>
                ))}
                <Button onClick={() => add({ name: '', uscc: '', relation: '' })}>{text.interest.add}</Button>
              </>
            )}
          </Form.List>
        </Form.Item>
        <Form.Item name="active" valuePropName="checked">
          <Checkbox>{text.fields.active}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  )
}
