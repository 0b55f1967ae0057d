import { createFileRoute } from '@tanstack/react-router'
import { registrationQuery } from '../../../features/register-affairs/api.ts'
import { RegistrationPage } from '../../../features/register-affairs/pages/registration-page.tsx'

export const Route = createFileRoute('/_work/registrations/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(registrationQuery(params.id)),
  component: OneRegistration,
})

function OneRegistration() {
  return <RegistrationPage id={Route.useParams().id} />
}
