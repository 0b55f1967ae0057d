import type { ReactNode } from 'react'
import { useTitle } from './use-title.ts'

type Props = { title: string; lead?: ReactNode; above?: ReactNode; tags?: ReactNode; actions?: ReactNode }

/** The page's one h1, its document title, one sentence of orientation and the page's actions. */
export function PageHeader({ title, lead, above, tags, actions }: Props) {
  useTitle(title)
  return (
    <header className="page-header">
      <div className="page-header-main">
        {above && <div className="page-header-above">{above}</div>}
        <div className="page-header-title">
          <h1>{title}</h1>
          {tags}
        </div>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {actions && <div className="page-actions no-print">{actions}</div>}
    </header>
  )
}
