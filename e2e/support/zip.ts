import { crc32 } from 'node:zlib'

/** A ZIP archive of files by their names, without compression. */
export const zip = (files: ReadonlyMap<string, Uint8Array>): Buffer => {
  const local: Uint8Array[] = []
  const central: Uint8Array[] = []
  let at = 0
  for (const [title, content] of files) {
    const name = Buffer.from(title)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x800, 2)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(content.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), head, name, content)
    central.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), head, place, name)
    at += 30 + name.length + content.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.size, 8)
  end.writeUInt16LE(files.size, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, directory, end])
}
