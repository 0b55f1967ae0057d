import { element, show } from './show.ts'
import { text } from './text.ts'

/** Reads codes in pictures, where the browser can (the Shape Detection API). */
declare class BarcodeDetector {
  constructor(options: { formats: string[] })
  detect(image: ImageBitmap): Promise<{ rawValue: string }[]>
}

/** The code in a picture; null where none is read. */
async function readPhoto(file: File): Promise<string | null> {
  const image = await createImageBitmap(file)
  const [found] = await new BarcodeDetector({ formats: ['qr_code'] }).detect(image)
  return found?.rawValue ?? null
}

/**
 * Lets the page check offline codes by itself. The checker is loaded with the page and not with the first code: by then
 * the network may be gone. A code in the page's own address is checked at once.
 */
export function takeOverCodes(card: HTMLElement, result: HTMLElement): void {
  const form = card.querySelector('form')
  const field = card.querySelector('textarea')
  if (!form || !field) return
  const loading = import('./credential.ts').then(async ({ CodeChecker }) => {
    const checker = new CodeChecker(card.dataset.issuer ?? '')
    const lists: unknown = JSON.parse(card.dataset.lists ?? '[]')
    const refresh = () => checker.refresh(Array.isArray(lists) ? lists.map(String) : [])
    await refresh()
    window.addEventListener('online', refresh)
    return checker
  })
  const say = (words: string) => result.replaceChildren(element('p', 'alert bad', words))
  const run = async () => {
    const code = field.value.trim()
    if (code === '') return say(text.codeEmpty)
    const checker = await loading.catch(() => null)
    // Without the program the form goes to the site, as it does without script.
    if (!checker) return form.submit()
    result.replaceChildren(...show(text.code, checker.check(code), null))
    result.scrollIntoView({ block: 'nearest' })
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void run()
  })
  const fromAddress = () => {
    if (!/^#DD\d/.test(location.hash)) return
    field.value = location.hash.slice(1)
    void run()
  }
  window.addEventListener('hashchange', fromAddress)
  fromAddress()

  const photo = card.querySelector<HTMLElement>('[data-code-photo]')
  const input = photo?.querySelector('input')
  if (!photo || !input || !('BarcodeDetector' in window)) return
  photo.hidden = false
  input.addEventListener('change', async () => {
    const [file] = input.files ?? []
    if (!file) return
    const code = await readPhoto(file).catch(() => null)
    if (code === null) return say(text.codeUnread)
    field.value = code
    await run()
  })
}
