import { Link } from '@tanstack/react-router'
import { Button, Form, Steps } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { isProblem } from '../../../app/problem.ts'
import { useCommand } from '../../../app/use-command.ts'
import { useNarrow } from '../../../app/use-media.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { GateLayout } from '../../../ui/gate-layout.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { stepIcon } from '../../../ui/step-icon.tsx'
import { signUp } from '../api.ts'
import { dropDraft, readDraft, writeDraft } from '../parts/draft.ts'
import { NewPasswordFields } from '../parts/new-password-fields.tsx'
import { ContactFields, LoginField, OrganisationFields, type SignUpForm } from '../parts/sign-up-fields.tsx'
import { SignUpReview } from '../parts/sign-up-review.tsx'
import { accountText } from '../text.ts'

const draftKey = 'datadeed.sign-up'
const stepFields: (keyof SignUpForm)[][] = [
  ['uscc', 'name', 'prefectureCode', 'countyCode', 'industryCode', 'address'],
  ['contactName', 'contactPhone', 'contactEmail'],
  ['login', 'password', 'repeat'],
  [],
]
const codeField: Record<string, keyof SignUpForm> = {
  'party.bad_uscc': 'uscc',
  'party.uscc_taken': 'uscc',
  'account.login_taken': 'login',
  'account.weak_password': 'password',
}

/** Signing up an organisation in four steps; a refusal leads back to the step whose field it names. */
export function SignUpPage() {
  const text = useText(accountText)
  const [form] = Form.useForm<SignUpForm>()
  const [step, setStep] = useState(0)
  const narrow = useNarrow()
  const last = stepFields.length - 1
  const command = useCommand({
    run: ({ repeat: _repeat, ...body }: SignUpForm, key) => signUp({ ...body, address: body.address ?? '' }, key),
    onDone: () => dropDraft(draftKey),
  })
  const refuse = (error: Error) => {
    if (!isProblem(error)) return
    const named = error.fields.map((field) => ({ name: field.path as keyof SignUpForm, errors: [field.detail] }))
    const single = codeField[error.code]
    if (named.length === 0 && single) named.push({ name: single, errors: [error.detail] })
    form.setFields(named)
    const at = stepFields.findIndex((names) => named.some(({ name }) => names.includes(name)))
    if (at >= 0) setStep(at)
  }
  const go = async () => {
    try {
      await form.validateFields(stepFields[step])
    } catch {
      return // the form shows and scrolls to what is missing
    }
    if (step < last) setStep(step + 1)
    else if (!command.isPending) command.mutate(form.getFieldsValue(true), { onError: refuse })
  }
  if (command.isSuccess) {
    return (
      <GateLayout title={text.signUp.title}>
        <EmptyState title={text.signUp.doneTitle} action={<Link to="/sign-in">{text.signUp.toSignIn}</Link>}>
          {text.signUp.done(command.data.name)}
          {command.data.warnings.map((warning) => (
            <span key={warning} className="warning">
              {warning}
            </span>
          ))}
        </EmptyState>
      </GateLayout>
    )
  }
  return (
    <GateLayout title={text.signUp.title} lead={text.signUp.lead} wide>
      {narrow ? (
        <p className="step-name">{text.signUp.stepOf(step + 1, text.signUp.steps[step] ?? '')}</p>
      ) : (
        <Steps
          iconRender={stepIcon}
          current={step}
          size="small"
          responsive={false}
          items={text.signUp.steps.map((title) => ({ title }))}
        />
      )}
      <Form<SignUpForm>
        form={form}
        layout="vertical"
        className="sign-up"
        initialValues={readDraft<SignUpForm>(draftKey)}
        onValuesChange={(_, all) => writeDraft(draftKey, all)}
        onFinish={() => void go()}
        onFinishFailed={() => void go()}
      >
        <ProblemAlert error={command.error} labels={text.fields} />
        <div hidden={step !== 0}>
          <OrganisationFields />
        </div>
        <div hidden={step !== 1}>
          <ContactFields />
        </div>
        <div hidden={step !== 2}>
          <LoginField />
          <NewPasswordFields />
        </div>
        {step === last && <SignUpReview values={form.getFieldsValue(true)} />}
        <div className="form-actions">
          {step > 0 && <Button onClick={() => setStep(step - 1)}>{text.signUp.back}</Button>}
          <Button type="primary" htmlType="submit" loading={command.isPending}>
            {step === last ? text.signUp.submit : text.signUp.next}
          </Button>
        </div>
      </Form>
      <p className="gate-note">
        {text.signUp.haveAccount} <Link to="/sign-in">{text.signIn.title}</Link>
      </p>
    </GateLayout>
  )
}
