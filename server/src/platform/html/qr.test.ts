import { create } from 'qrcode'
import { expect, test } from 'vitest'
import { readQr } from '../../testing/read-qr.ts'
import { qrDrawing } from './qr.ts'

test('a drawing is read as what it was made of', () => {
  for (const content of ['https://datadeed.example/verify#DD1ABC', '证书', 'A'.repeat(900)])
    expect(readQr(`<p>${qrDrawing(content, '码"')}</p>`)).toBe(content)
  expect(String(qrDrawing('x', '"><script>'))).not.toContain('<script>')
})

test('the longest offline code with a long address keeps to version 20 at level M, which phones read', () => {
  const address = `https://${'a'.repeat(32)}.example/verify#DD1${'Q7'.repeat(365)}`
  expect(create(address, { errorCorrectionLevel: 'M' }).version).toBeLessThanOrEqual(20)
  expect(readQr(String(qrDrawing(address, '码')))).toBe(address)
})
