import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { expect, test } from 'vitest'
import { attachFile } from './attach-file.ts'

test('an independent program finds the file and its bytes', async () => {
  const document = await PDFDocument.create()
  document.addPage()
  const bytes = Buffer.from('{"甲":1}')
  const file = {
    name: 'datadeed.json',
    mediaType: 'application/json',
    description: '存证证据包',
    bytes,
    at: new Date(0),
  }
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-attach-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), await attachFile(await document.save(), file))
    execFileSync('pdfdetach', ['-saveall', '-o', folder, join(folder, 'a.pdf')])
    expect(readFileSync(join(folder, 'datadeed.json'))).toEqual(bytes)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
