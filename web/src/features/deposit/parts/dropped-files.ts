/** A folder or file below it that the browser would not read; `path` says which. */
export class UnreadableEntry extends Error {
  readonly path: string
  constructor(path: string) {
    super(path)
    this.name = 'UnreadableEntry'
    this.path = path
  }
}

const pathOf = (entry: FileSystemEntry) => entry.fullPath.replace(/^\//, '')

const childrenOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    // A reader hands out at most 100 entries at a time, and none when it is through.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, () => reject(new UnreadableEntry(pathOf(folder))))
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(
      (file) => {
        const path = pathOf(entry)
        // A dropped file does not know its folder; the manifest needs the path as a folder chosen by dialog has it.
        resolve(path.includes('/') ? Object.defineProperty(file, 'webkitRelativePath', { value: path }) : file)
      },
      () => reject(new UnreadableEntry(pathOf(entry))),
    )
  })

const walk = async (entry: FileSystemEntry): Promise<File[]> => {
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)]
  const found: File[] = []
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) found.push(...(await walk(child)))
  return found
}

/** All files of what was dropped, folders with everything below them. Throws UnreadableEntry. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // The list is emptied when the event ends, so the entries are taken before anything is awaited.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (entries.length === 0) return [...transfer.files]
  const found: File[] = []
  for (const entry of entries) found.push(...(await walk(entry)))
  return found
}
