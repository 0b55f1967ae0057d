import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { embeddedPackage, utf8Decode } from './index.ts'

const textOf = (pdf: Uint8Array) => {
  const found = embeddedPackage(pdf)
  return found && utf8Decode(found)
}

test('finds the evidence package embedded as a file, and nothing else', () => {
  const text = '{"format":"datadeed-package/1"}'
  const embed = (content: Buffer, more: string) =>
    Buffer.concat([
      Buffer.from(`%PDF-1.7\n7 0 obj\n<< /Length ${content.length} /Type /EmbeddedFile ${more}>>\nstream\n`),
      content,
      Buffer.from('\nendstream\nendobj\n'),
    ])
  expect(textOf(embed(deflateSync(text), '/Filter /FlateDecode '))).toBe(text)
  expect(textOf(embed(Buffer.from(text), ''))).toBe(text)
  expect(embeddedPackage(embed(Buffer.from('{}'), ''))).toBeNull()
  expect(embeddedPackage(embed(Buffer.from('not deflated'), '/Filter /FlateDecode '))).toBeNull()
})

test('a file made of nothing but the words it looks for costs no time', () => {
  const start = performance.now()
  expect(embeddedPackage(Buffer.from(' obj /EmbeddedFile '.repeat(20_000)))).toBeNull()
  expect(embeddedPackage(Buffer.from(`/EmbeddedFile ${'stream'.repeat(20_000)}`))).toBeNull()
  expect(performance.now() - start).toBeLessThan(1000)
})
