import { useSuspenseQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useState } from 'react'
import '../account.css'
import { useText } from '../../../app/language.ts'
import { meQuery, mustEnrol } from '../../../app/session.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ChangePassword } from '../parts/change-password.tsx'
import { MyData } from '../parts/my-data.tsx'
import { Sessions } from '../parts/sessions.tsx'
import { SignIns } from '../parts/sign-ins.tsx'
import { TotpSection } from '../parts/totp-section.tsx'
import { accountText } from '../text.ts'

/** One's own account. Staff without a second factor find that first, and why. */
export function AccountPage() {
  const text = useText(accountText).account
  const me = useSuspenseQuery(meQuery).data
  const waiting = mustEnrol(me)
  const [first] = useState(waiting) // the section does not move away from under the person once done
  const totp = <TotpSection on={me.account.totp} />
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} />
      {waiting && (
        <Alert className="notice" type="warning" showIcon title={text.enrolTitle} description={text.enrolLead} />
      )}
      {first && totp}
      <MyData me={me} />
      {!first && totp}
      <ChangePassword login={me.account.login} />
      <Sessions />
      <FormSection title={text.signIns} lead={me.lastSignIns.length > 0 ? text.signInsLead : text.noSignIns}>
        <SignIns records={me.lastSignIns} />
      </FormSection>
    </>
  )
}
