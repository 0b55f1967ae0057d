import { type Content, type Html, html } from './html.ts'
import { text } from './text.ts'
import type { View } from './view.ts'

/** What came in with a form that was refused: shown again, with a sentence at each faulty field. */
export interface Returned {
  values: Readonly<Record<string, string>>
  faults: Readonly<Record<string, string>>
}

export interface Field {
  name: string
  label: string
  hint?: string
  type?: 'text' | 'email' | 'tel' | 'area'
  /** Given, the field is a choice. */
  options?: readonly (readonly [string, string])[]
  choose?: string
  autocomplete?: string
  optional?: boolean
  max: number
}

/** One field, required unless `optional`, with label, hint and fault tied to it for screen readers. */
export function field({ values, faults }: Returned, f: Field): Html {
  const id = `field-${f.name}`
  const value = values[f.name] ?? ''
  const fault = faults[f.name]
  const described = [f.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  const common = html`id="${id}" name="${f.name}"${!f.optional && html` required`}${described && html` aria-describedby="${described}"`}${fault && html` aria-invalid="true"`}`
  const input: Content = f.options
    ? html`<select ${common}><option value="">${f.choose}</option>${f.options.map(
        ([code, name]) => html`<option value="${code}"${code === value && html` selected`}>${name}</option>`,
      )}</select>`
    : f.type === 'area'
      ? html`<textarea ${common} maxlength="${f.max}" rows="6">
${value}</textarea>`
      : html`<input ${common} type="${f.type ?? 'text'}" maxlength="${f.max}" value="${value}"${f.autocomplete && html` autocomplete="${f.autocomplete}"`}>`
  return html`<div class="field"><label for="${id}">${f.label}</label>${
    f.hint && html`<p class="hint" id="${id}-hint">${f.hint}</p>`
  }${input}${fault && html`<p class="fault" id="${id}-fault">${fault}</p>`}</div>`
}

/** Above a refused form: how many faults there are, each a link to its field. */
export function faultSummary(view: View, { faults }: Returned, labels: Readonly<Record<string, string>>): Content {
  // In the order of the form.
  const all = Object.keys(labels).flatMap((name) => (faults[name] ? [[name, faults[name]] as const] : []))
  if (all.length === 0) return null
  return html`<div class="alert bad" role="alert" tabindex="-1" id="faults"><p><strong>${text[view.language].form.faults(all.length)}</strong></p><ul>${all.map(
    ([name, fault]) =>
      html`<li><a href="#field-${name}">${labels[name] ?? name}</a>${view.language === 'zh' ? '：' : ': '}${fault}</li>`,
  )}</ul></div>`
}
