import type { CheckStep, Finding } from '../islands/verify/finding.ts'
import { element, show } from '../islands/verify/show.ts'
import { text } from '../islands/verify/text.ts'
import { Belief } from './believed.ts'
import { showArchive } from './bulk-view.ts'
import { checkCode, demandOf, type Examined, examine, type GivenFile } from './examine.ts'
import { kindOf } from './kind.ts'
import { selfTest } from './self-test.ts'
import { words } from './text.ts'

const largest = 96 * 1024 * 1024

const by = <T extends HTMLElement>(id: string): T => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no ${id} in the page`)
  return found as T
}

/** Both languages of what was found wrong, for a reader who shows it to another. */
function reasonsOf(finding: Finding): Node | null {
  const wrong = finding.steps.filter((step): step is CheckStep & { also: string } => step.also !== undefined)
  if (wrong.length === 0) return null
  const items = wrong.map(({ also, code }) => element('li', '', also, code ? element('code', '', ` ${code}`) : null))
  return element('ul', 'also', ...items)
}

function render({ name, finding }: Examined): HTMLElement {
  const reasons = reasonsOf(finding)
  const article = element('article', '', ...show(name, finding, null))
  if (reasons) article.querySelector('.card')?.append(reasons)
  article.dataset.outcome = finding.outcome
  return article
}

/** Brings the page to life. `source` is the text of this program, for its workers. */
export function startPage(source: string): void {
  const [results, trust] = [by('results'), by('trust-shown')]
  const inputs = [by<HTMLInputElement>('files'), by<HTMLInputElement>('roots')]
  const zone = by('drop')
  const belief = new Belief()
  document.title = words.title
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]')) {
    const word = words[element.dataset.words as keyof typeof words]
    if (typeof word === 'string') element.textContent = word
  }
  trust.replaceChildren(...belief.show())
  const [nonce, audience] = [by<HTMLInputElement>('nonce'), by<HTMLInputElement>('audience')]
  by('new-nonce').addEventListener('click', () => {
    nonce.value = [...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
  })

  const say = (message: string, tone = 'bad') => results.prepend(element('p', `alert ${tone}`, message))
  const read = async (file: File): Promise<GivenFile | null> => {
    if (file.size === 0 || file.size > largest) {
      say(`${file.name}：${file.size === 0 ? words.empty : words.tooLarge}`)
      return null
    }
    const bytes = await file.arrayBuffer().catch(() => null)
    if (!bytes) say(`${file.name}：${words.unreadable}`)
    return bytes && { name: file.name, bytes: new Uint8Array(bytes) }
  }

  const take = async (chosen: readonly File[], as: 'root' | null) => {
    results.replaceChildren()
    const given: GivenFile[] = []
    const archives: File[] = []
    for (const file of chosen) {
      const head = new Uint8Array(
        await file
          .slice(0, 1024)
          .arrayBuffer()
          .catch(() => new ArrayBuffer(0)),
      )
      if (as === null && kindOf(file.name, head) === 'zip') {
        archives.push(file)
        continue
      }
      const one = await read(file)
      const kind = one && (as ?? kindOf(one.name, one.bytes))
      if (one && (kind === 'trust' || kind === 'issuer' || kind === 'status_list' || kind === 'root')) {
        say(`${one.name}：${belief.take(kind, one.name, one.bytes)}`, 'wait')
        trust.replaceChildren(...belief.show())
      } else if (one) given.push(one)
    }
    if (archives.length + given.length === 0) return
    const expected = demandOf(nonce.value, audience.value)
    if (expected === 'half') return say(words.holdingHalf)
    // Only now is known whom to believe: a root may have come after the archive.
    for (const archive of archives) {
      const into = element('div', '')
      results.append(into)
      const { trust, issuer, roots } = belief.now
      showArchive(source, { archive, believed: { trust, issuer, roots }, expected }, into)
    }
    if (given.length === 0) return
    try {
      results.append(...examine(given, belief.now, expected).map(render))
    } catch {
      say(words.failed)
    }
    results.scrollIntoView({ block: 'nearest' })
  }

  setTimeout(() => {
    if (selfTest()) return
    for (const input of inputs) input.disabled = true
    results.replaceChildren(element('p', 'alert bad', words.selfTestFailed))
  })
  for (const input of inputs)
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])]
      input.value = ''
      if (files.length > 0) void take(files, input.id === 'roots' ? 'root' : null)
    })
  for (const name of ['dragover', 'dragleave', 'drop'])
    document.addEventListener(name, (event) => {
      event.preventDefault()
      zone.classList.toggle('over', name === 'dragover')
    })
  document.addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0) void take(files, null)
  })
  const code = by<HTMLTextAreaElement>('code')
  by('code-form').addEventListener('submit', (event) => {
    event.preventDefault()
    const typed = code.value.trim()
    const shown = typed && render({ name: text.code, finding: checkCode(typed, belief.now) })
    results.replaceChildren(shown || element('p', 'alert bad', text.codeEmpty))
  })
  by('print').addEventListener('click', () => window.print())
  by('clear').addEventListener('click', () => results.replaceChildren())
  by<HTMLAnchorElement>('language').addEventListener('click', (event) => {
    event.preventDefault()
    location.hash = document.documentElement.lang === 'en' ? '#zh' : '#en'
    location.reload()
  })
}
