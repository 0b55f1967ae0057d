import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'

/** Packs texts, by path, into a ZIP archive that is the same to the byte each time. */
export const packArchive = async (
  files: readonly { path: string; text: string }[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  const encoder = new TextEncoder()
  const lastModDate = new Date(Date.UTC(2000, 0, 1))
  for (const { path, text } of files)
    await writer.add(path, new Uint8ArrayReader(encoder.encode(text)), { lastModDate, extendedTimestamp: false })
  return new Uint8Array(await writer.close())
}
