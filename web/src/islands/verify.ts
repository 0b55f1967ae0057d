import { takeOverCodes } from './verify/code-form.ts'
import { element, show } from './verify/show.ts'
import { text } from './verify/text.ts'

const largest = 96 * 1024 * 1024
const card = document.querySelector('[data-verify]')
const form = card?.querySelector('form')
const input = form?.querySelector<HTMLInputElement>('input[type=file]')
const result = document.querySelector<HTMLElement>('[data-verify-result]')

const codes = document.querySelector<HTMLElement>('[data-code]')
if (codes && result) takeOverCodes(codes, result)

/** Reads and checks the chosen file; the verifier itself is loaded with the first file. */
async function examine(file: File, into: HTMLElement, send: () => void): Promise<void> {
  const say = (words: string) => into.replaceChildren(element('p', 'alert bad', words))
  if (file.size === 0) return say(text.empty)
  if (file.size > largest) return say(text.tooLarge)
  into.replaceChildren(element('p', 'muted', text.working(file.name)))
  const bytes = await file.arrayBuffer().catch(() => null)
  if (!bytes) return say(text.unreadable)
  const verifier = await import('./verify/check.ts').catch(() => null)
  if (!verifier) return say(text.failed)
  const finding = await verifier.check(new Uint8Array(bytes))
  into.replaceChildren(...show(file.name, finding, finding.kind === 'pdf' ? send : null))
}

if (form && input && result) {
  const note = form.querySelector('[data-verify-note]')
  if (note) note.textContent = `${text.private}${text.drop}`
  const run = () => {
    const [file] = input.files ?? []
    if (file) void examine(file, result, () => form.submit())
  }
  input.addEventListener('change', run)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    run()
  })
  const zone = form.querySelector('.drop')
  for (const name of ['dragover', 'dragleave', 'drop'])
    zone?.addEventListener(name, (event) => {
      event.preventDefault()
      zone.classList.toggle('over', name === 'dragover')
    })
  zone?.addEventListener('drop', (event) => {
    if (event instanceof DragEvent && event.dataTransfer?.files.length) {
      input.files = event.dataTransfer.files
      run()
    }
  })
}
