import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { installation } from './worlds.ts'

const { url } = installation()

/** A file of the platform, kept under the name it is offered by. */
export const download = async (path: string, token?: string): Promise<string> => {
  const reply = await fetch(`${url}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  const name = /filename="?([^";]+)/.exec(reply.headers.get('content-disposition') ?? '')?.[1] ?? 'document.pdf'
  const file = join(mkdtempSync(join(tmpdir(), 'datadeed-e2e-doc-')), name)
  writeFileSync(file, Buffer.from(await reply.arrayBuffer()))
  return file
}

export const pdfText = (file: string): string => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
export const pdfSignatures = (file: string): string => execFileSync('pdfsig', [file], { encoding: 'utf8' })

/** The first page as a picture, in dots an inch. */
export const pdfPicture = (file: string, dpi: number): Buffer =>
  execFileSync('pdftoppm', ['-r', String(dpi), '-f', '1', '-l', '1', '-png', file], { maxBuffer: 2 ** 27 })

/** What the QR code on the first page says, as a telephone's camera would read it. */
export const pdfQr = (file: string): string => {
  const { data, width, height } = PNG.sync.read(pdfPicture(file, 150))
  // Its types say a namespace, its module is the function.
  const read = jsqr as unknown as typeof jsqr.default
  return read(new Uint8ClampedArray(data), width, height)?.data ?? ''
}

/** A copy with one bit of one byte changed. */
export const flipped = (file: string, at: number): string => {
  const bytes = readFileSync(file)
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = (bytes[place] ?? 0) ^ 1
  const copy = join(mkdtempSync(join(tmpdir(), 'datadeed-e2e-flip-')), file.split('/').at(-1) ?? 'copy')
  writeFileSync(copy, bytes)
  return copy
}
