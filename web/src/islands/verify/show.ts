import type { Finding } from './finding.ts'
import { text } from './text.ts'

type Child = Node | string | null

/** An element with text; nothing here is ever read as markup. */
export function element(tag: string, className: string, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children.filter((child) => child !== null))
  return made
}

function link(href: string, words: string): HTMLElement {
  const made = document.createElement('a')
  made.href = href
  made.textContent = words
  return made
}

const isDigest = /^[0-9a-f]{64}$/
const marks = { valid: '✓', invalid: '✕', cannot_check: '?' }
const tones = { valid: 'good', invalid: 'bad', cannot_check: 'wait' }

function steps(finding: Finding): HTMLElement {
  const heads = [text.step, text.finding].map((words) => {
    const head = element('th', '', words)
    head.setAttribute('scope', 'col')
    return head
  })
  const rows = finding.steps.map(({ step, outcome, message, advice }) =>
    element(
      'tr',
      '',
      element('td', '', step),
      element(
        'td',
        '',
        element('span', `tag ${tones[outcome]}`, text.stepOutcomes[outcome]),
        ` ${message}`,
        advice ? element('p', '', advice) : null,
      ),
    ),
  )
  return element(
    'table',
    'list steps',
    element('thead', '', element('tr', '', ...heads)),
    element('tbody', '', ...rows),
  )
}

/** The verdict as the server would show it, with the offer to have a PDF's signature checked there. */
export function show(name: string, finding: Finding, send: (() => void) | null): Node[] {
  const mark = element('p', 'verdict-mark', marks[finding.outcome])
  mark.setAttribute('aria-hidden', 'true')
  const head = element(
    'section',
    `verdict ${finding.outcome}`,
    mark,
    element(
      'div',
      '',
      element('h2', '', text.outcomes[finding.outcome]),
      element('p', 'lead', finding.lead ?? text.leads[finding.outcome]),
      element('p', 'muted', text.file(name)),
    ),
  )
  const facts = element(
    'dl',
    'pairs',
    ...finding.facts.map(([key, value]) =>
      element(
        'div',
        '',
        element('dt', '', key),
        element('dd', '', isDigest.test(value) ? element('code', '', value) : value),
      ),
    ),
  )
  const actions = element('p', 'actions')
  if (send) {
    const button = element('button', 'button quiet', text.send)
    button.setAttribute('type', 'button')
    button.addEventListener('click', send)
    actions.append(button)
  }
  const body = element(
    'section',
    'card',
    element('h2', '', text.result),
    steps(finding),
    finding.facts.length > 0 ? facts : null,
    finding.notes.length > 0 ? element('h3', '', finding.kind === 'pdf' ? text.notChecked : text.remarks) : null,
    finding.notes.length > 0
      ? element('ul', 'bullets', ...finding.notes.map((words) => element('li', '', words)))
      : null,
    finding.certificate ? element('p', '', link(`/certificates/${finding.certificate}`, text.see)) : null,
    actions.childNodes.length > 0 ? actions : null,
  )
  return [head, body]
}
