/** Why a fingerprint could not be made. */
export type FingerprintErrorCode =
  | 'link'
  | 'unreadable'
  | 'not_a_file'
  | 'no_files'
  | 'name_collision'
  | 'bad_name'
  | 'changed'
  | 'changed_or_unreadable'
  | 'cancelled'
  | 'hash_failed'
  | 'too_many_files'
  | 'too_deep'
  | 'rewritten'

/** The sentence for each code: what happened and what to do. `{path}` is the file meant. */
export const fingerprintErrorZh: Record<FingerprintErrorCode, string> = {
  link: '“{path}”是链接。存证不跟随链接，请换成它指向的文件本身，或先移出文件夹。',
  unreadable: '“{path}”无法读取。请检查文件是否还在、是否有读取权限、是否被其他程序独占，然后重试。',
  not_a_file: '“{path}”不是普通文件（可能是设备、管道或套接字），无法存证。请先移出文件夹。',
  no_files: '“{path}”中没有任何文件，没有可以存证的内容。请选择至少一个文件。',
  name_collision: '“{path}”与另一个文件在统一编码（Unicode NFC）后同名。请给其中一个改名后重试。',
  bad_name: '文件名“{path}”不能写入清单（编码不合法、含控制字符或“..”）。请改名后重试。',
  changed: '“{path}”在读取过程中被修改，指纹不可靠，已停止。请等写入结束后重新计算。',
  changed_or_unreadable: '“{path}”在选定之后被修改、移走，或无法读取，已停止。请确认写入已经结束，再重新选择它。',
  cancelled: '已取消计算。',
  hash_failed: '计算“{path}”的指纹时程序出错，已停止。请重试；若仍失败，请把这句话告诉我们。',
  too_many_files: '“{path}”里的文件超过 100,000 个，一份清单放不下。请按目录分成几份存证，或先打包成较少的文件。',
  too_deep: '“{path}”的路径太长或目录层数太深（清单中最长 4096 字节），无法写入清单。请缩短目录名或上移后重试。',
  rewritten: '“{path}”不只是在末尾追加：以前的内容也变了。以前的结果不能沿用，请重新计算。',
}

/** English twin of {@link fingerprintErrorZh}. */
export const fingerprintErrorEn: Record<FingerprintErrorCode, string> = {
  link: '"{path}" is a link. Links are not followed: use the file it points to, or move it out of the folder.',
  unreadable: '"{path}" cannot be read. Check that it still exists, may be read and is not locked, then try again.',
  not_a_file: '"{path}" is not a regular file (a device, pipe or socket). Move it out of the folder.',
  no_files: '"{path}" holds no file at all: nothing to deposit. Choose at least one file.',
  name_collision: '"{path}" has the same name as another file after Unicode NFC. Rename one of them.',
  bad_name: 'The file name "{path}" cannot go into a manifest (bad encoding, control character or ".."). Rename it.',
  changed: '"{path}" changed while it was read, so its fingerprint means nothing. Wait until writing has ended.',
  changed_or_unreadable:
    '"{path}" was changed, moved or became unreadable after it was chosen. Make sure writing has ended and choose it again.',
  cancelled: 'Cancelled.',
  hash_failed: 'The program failed while hashing "{path}". Try again; if it fails again, report this sentence.',
  too_many_files:
    '"{path}" holds more than 100,000 files, more than one manifest can list. Deposit it folder by folder, or pack it.',
  too_deep:
    'The path "{path}" is too long or too deep for a manifest (4096 bytes at most). Shorten the names or move it up.',
  rewritten: '"{path}" did not only grow: its earlier content changed too. Earlier results do not hold; compute again.',
}

/** A refusal to fingerprint, with the path it is about. The message is the Chinese sentence. */
export class FingerprintError extends Error {
  readonly code: FingerprintErrorCode
  readonly path: string

  constructor(code: FingerprintErrorCode, path: string, cause?: unknown) {
    super(
      fingerprintErrorZh[code].replace('{path}', () => path),
      { cause },
    )
    this.name = 'FingerprintError'
    this.code = code
    this.path = path
  }

  /** The same sentence in the language asked for. */
  text(lang: 'zh' | 'en'): string {
    return (lang === 'zh' ? fingerprintErrorZh : fingerprintErrorEn)[this.code].replace('{path}', () => this.path)
  }
}
