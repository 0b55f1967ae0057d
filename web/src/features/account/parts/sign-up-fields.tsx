import { checkUscc, usccText } from '@datadeed/core/kernel/uscc'
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import type { SignUp } from '../../../app/paths.ts'
import { EmailItem, LoginItem } from '../../../ui/person-fields.tsx'
import { accountText } from '../text.ts'
import { countyOptions, industryOptions, prefectureOptions } from './sign-up-options.ts'

export type SignUpForm = SignUp & { repeat: string }

function useRules() {
  const text = useText(accountText)
  return {
    text,
    needed: (field: keyof typeof text.fields, max: number, min = 1) => [
      { required: true, whitespace: true, message: text.required(text.fields[field]) },
      { min, message: text.tooShort(min) },
      { max, message: text.tooLong(max) },
    ],
    chosen: (field: keyof typeof text.fields) => [{ required: true, message: text.choose(text.fields[field]) }],
  }
}

export function OrganisationFields() {
  const { text, needed, chosen } = useRules()
  const form = Form.useFormInstance<SignUpForm>()
  const prefecture = Form.useWatch('prefectureCode', form)
  const [usccWarning, setUsccWarning] = useState<string | null>(null)
  const checkCode = (_rule: unknown, value: string | undefined) => {
    if (!value?.trim()) return Promise.reject(new Error(usccText.empty))
    const result = checkUscc(value)
    setUsccWarning(result.ok && result.warnings[0] ? usccText[result.warnings[0]] : null)
    return result.ok ? Promise.resolve() : Promise.reject(new Error(usccText[result.reason]))
  }
  return (
    <>
      <Form.Item
        name="uscc"
        label={text.fields.uscc}
        extra={usccWarning ?? text.signUp.usccHelp}
        validateTrigger="onBlur"
        rules={[{ required: true, validator: checkCode }]}
      >
        <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={40} className="mono" />
      </Form.Item>
      <Form.Item name="name" label={text.fields.name} rules={needed('name', 100, 2)}>
        <Input autoComplete="organization" />
      </Form.Item>
      <div className="pair">
        <Form.Item name="prefectureCode" label={text.fields.prefectureCode} rules={chosen('prefectureCode')}>
          <Select
            placeholder={text.signUp.prefecture}
            options={prefectureOptions}
            onChange={() => form.setFieldValue('countyCode', undefined)}
          />
        </Form.Item>
        <Form.Item name="countyCode" label={text.fields.countyCode} rules={chosen('countyCode')}>
          <Select
            placeholder={text.signUp.county}
            disabled={!prefecture}
            options={prefecture ? countyOptions(prefecture, text.signUp.noCounty) : []}
          />
        </Form.Item>
      </div>
      <Form.Item name="industryCode" label={text.fields.industryCode} rules={chosen('industryCode')}>
        <Select
          showSearch={{ optionFilterProp: 'words' }}
          placeholder={text.signUp.industry}
          options={industryOptions}
        />
      </Form.Item>
      <Form.Item
        name="address"
        label={text.fields.address}
        extra={text.signUp.addressHelp}
        rules={[{ max: 200, message: text.tooLong(200) }]}
      >
        <Input autoComplete="street-address" />
      </Form.Item>
    </>
  )
}

export function ContactFields() {
  const { text, needed } = useRules()
  return (
    <>
      <Form.Item name="contactName" label={text.fields.contactName} rules={needed('contactName', 40, 2)}>
        <Input autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="contactPhone"
        label={text.fields.contactPhone}
        validateTrigger="onBlur"
        rules={[
          { required: true, message: text.required(text.fields.contactPhone) },
          { pattern: /^\s*(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})\s*$/, message: text.signUp.phonePattern },
        ]}
      >
        <Input inputMode="tel" autoComplete="tel" />
      </Form.Item>
      <EmailItem
        name="contactEmail"
        label={text.fields.contactEmail}
        help={text.signUp.emailHelp}
        missing={text.required(text.fields.contactEmail)}
        malformed={text.signUp.emailPattern}
        autoComplete="email"
      />
    </>
  )
}

export function LoginField() {
  const { text } = useRules()
  return (
    <LoginItem
      name="login"
      label={text.fields.login}
      help={text.signUp.loginHelp}
      missing={text.required(text.fields.login)}
      malformed={text.signUp.loginPattern}
      autoComplete="username"
    />
  )
}
