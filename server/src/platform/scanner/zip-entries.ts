/** Names in a ZIP's central directory, or null when the file is not a whole ZIP. Nothing is unpacked. */
export const zipEntries = (bytes: Uint8Array): string[] | null => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < 22 || file.readUInt32LE(0) !== 0x04034b50) return null
  // End-of-directory record: 22 bytes and a comment of at most 65,535.
  for (let at = file.length - 22; at >= Math.max(0, file.length - 22 - 65_535); at--) {
    if (file.readUInt32LE(at) !== 0x06054b50) continue
    return directory(file, file.readUInt32LE(at + 16), file.readUInt16LE(at + 10), at)
  }
  return null
}

const directory = (file: Buffer, start: number, count: number, end: number): string[] | null => {
  const names: string[] = []
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) return null
    const nameLength = file.readUInt16LE(at + 28)
    names.push(file.subarray(at + 46, at + 46 + nameLength).toString('utf8'))
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return names
}
