import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'

/** The newest entry of one subject: its index and the hex of its leaf hash. */
export interface SubjectHead {
  index: number
  hash: string
}

/** The end of every subject's chain. */
export interface SubjectHeads {
  get(subject: string): SubjectHead | undefined
  set(subject: string, head: SubjectHead): void
  /** Writes what was set since the last time and waits for the disk. */
  sync(): void
  close(): void
}

/** Opens the chains' ends, those below `size`; in memory where the file is null. */
export const openSubjectHeads = (file: string | null, size: number): SubjectHeads => {
  const heads = new Map<string, SubjectHead>()
  let lines: string[] = []
  if (file === null) {
    return { get: (s) => heads.get(s), set: (s, head) => void heads.set(s, head), sync: () => {}, close: () => {} }
  }
  const fd = openSync(file, 'a+', 0o600)
  // What follows was written before a crash and will be found again.
  let kept = 0
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [index = '', hash = '', ...subject] = line.split(' ')
    if (hash === '' || Number(index) >= size) break
    heads.set(subject.join(' '), { index: Number(index), hash })
    kept += Buffer.byteLength(line) + 1
  }
  ftruncateSync(fd, kept)
  return {
    get: (subject) => heads.get(subject),
    set: (subject, head) => {
      heads.set(subject, head)
      lines.push(`${head.index} ${head.hash} ${subject}\n`)
    },
    sync: () => {
      const bytes = Buffer.from(lines.join(''))
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
      fdatasyncSync(fd)
      lines = []
    },
    close: () => closeSync(fd),
  }
}
