// Compares data files of an objector without an account: sketches are made here, and nothing else leaves the machine.
const box = document.querySelector<HTMLElement>('[data-sketch]')
const input = box?.querySelector('input')
const said = box?.querySelector<HTMLElement>('[data-sketch-status]')

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))

/** The answer's content, or its problem as a sentence. */
async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const content: unknown = await response.json().catch(() => null)
  if (response.ok) return content
  const { detail, title } = (content ?? {}) as { detail?: string; title?: string }
  throw new Error(detail ?? title ?? '')
}

/** False where nothing in the files can be compared. */
async function handIn(path: string, files: File[]): Promise<boolean> {
  const { epoch, key } = (await post(`${path}/comparison-key`, {})) as { epoch: number; key: string }
  const { fingerprintFiles } = await import('@datadeed/dataset/browser')
  const { sketch } = await fingerprintFiles(files, { comparisonKey: { epoch, key: fromHex(key) } })
  if (!sketch?.part) return false
  await post(`${path}/sketch`, { sketch: sketch.part })
  return true
}

if (box && input && said) {
  const { sketch: path = '', working = '', nothing = '', failed = '' } = box.dataset
  box.hidden = false
  input.addEventListener('change', async () => {
    const files = [...(input.files ?? [])]
    if (files.length === 0) return
    input.disabled = true
    said.textContent = working
    try {
      if (await handIn(path, files)) return location.reload()
      said.textContent = nothing
    } catch (error) {
      said.textContent = (error instanceof Error && error.message) || failed
    }
    input.disabled = false
    input.value = ''
  })
}
