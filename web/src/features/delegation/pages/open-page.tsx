import { useSuspenseQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { actFor, delegationQuery } from '../api.ts'
import { delegationText } from '../text.ts'

/** Where a message about a delegated case leads: a link alone changes nothing, the person says so. */
export function OpenPage({ id, to }: { id: string; to: string }) {
  const { open: text } = useText(delegationText)
  const toast = useToast()
  const { data: view } = useSuspenseQuery(delegationQuery(id))
  const { name } = view.principal
  return (
    <>
      <PageHeader
        title={text.title}
        lead={view.usable ? text.lead(name) : undefined}
        actions={
          <>
            {view.usable && (
              <Button type="primary" onClick={() => actFor(id, to).catch(toast.failed)}>
                {text.go(name)}
              </Button>
            )}
            <LinkButton to="/delegations/$id" params={{ id }}>
              {text.see}
            </LinkButton>
          </>
        }
      />
      {!view.usable && <Alert type="warning" showIcon title={text.gone} />}
    </>
  )
}
