import { type ReactNode, useId } from 'react'

type Props = { title: string; lead?: ReactNode; aside?: ReactNode; children: ReactNode }

/** A titled part of a page or form, with the rule or help it rests on at its side. */
export function FormSection({ title, lead, aside, children }: Props) {
  const id = useId()
  return (
    <section className="form-section" aria-labelledby={id}>
      <div className="form-section-head">
        <h2 id={id}>{title}</h2>
        {lead && <p>{lead}</p>}
      </div>
      <div className={aside ? 'form-section-body with-aside' : 'form-section-body'}>
        <div>{children}</div>
        {aside && <aside>{aside}</aside>}
      </div>
    </section>
  )
}
