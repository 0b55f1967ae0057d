import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export const mebibyte = 1_048_576

/** A file that compresses and deduplicates badly: a counter in every block of one mebibyte of noise. */
export const writeNoise = (path: string, bytes: number): Promise<void> => {
  const noise = Buffer.from(Uint8Array.from({ length: mebibyte }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 11) & 255))
  const blocks = function* () {
    for (let block = 0; block * mebibyte < bytes; block++) {
      const content = Buffer.from(noise)
      content.writeUInt32LE(block)
      yield content
    }
  }
  return pipeline(Readable.from(blocks()), createWriteStream(path))
}
