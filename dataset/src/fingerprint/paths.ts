import { compareBytes, FormatError, MAX_FILES, manifestPath, utf8Encode } from '@datadeed/evidence'
import { FingerprintError } from './errors.ts'

/** The name as the manifest writes it. Throws `bad_name`; a replacement character means the name was not text. */
const nameOf = (path: string): string => {
  try {
    if (path.includes('\ufffd')) throw new FormatError('not_utf8', 'path')
    return manifestPath(path)
  } catch (error) {
    const tooLong = error instanceof FormatError && error.code === 'too_large'
    throw new FingerprintError(tooLong ? 'too_deep' : 'bad_name', path, error)
  }
}

/** Files under their manifest paths and in manifest order. Throws `bad_name`, `too_deep`, `name_collision`, `no_files`, `too_many_files`. */
export const arrange = <F extends { path: string }>(files: F[], root: string): F[] => {
  if (files.length === 0) throw new FingerprintError('no_files', root)
  if (files.length > MAX_FILES) throw new FingerprintError('too_many_files', root)
  const arranged = files
    .map((file) => {
      const path = nameOf(file.path)
      return { key: utf8Encode(path), file: { ...file, path } }
    })
    .sort((a, b) => compareBytes(a.key, b.key))
    .map(({ file }) => file)
  arranged.forEach((file, i) => {
    if (file.path === arranged[i - 1]?.path) throw new FingerprintError('name_collision', file.path)
  })
  return arranged
}
