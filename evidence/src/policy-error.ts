/** Why a file is no trust policy. */
export type PolicyFault =
  | 'too_large'
  | 'control'
  | 'windows_line'
  | 'unknown_keyword'
  | 'missing_item'
  | 'extra_item'
  | 'reserved_name'
  | 'duplicate_name'
  | 'unknown_name'
  | 'member_twice'
  | 'bad_threshold'
  | 'bad_vkey'
  | 'wrong_key_type'
  | 'duplicate_key'
  | 'bad_url'
  | 'second_quorum'
  | 'no_quorum'

type Sentence = (what: string) => string

const sentences: Record<PolicyFault, { zh: Sentence; en: Sentence }> = {
  too_large: {
    zh: () => '策略文件过大：至多 1 MiB，日志、见证人、分组各至多 256 行',
    en: () => 'the policy is too large: at most 1 MiB and 256 lines each of logs, witnesses and groups',
  },
  control: {
    zh: () => '含有不允许的控制字符，只能用空格、制表符和换行',
    en: () => 'a control character that may not stand here; only space, tab and newline may',
  },
  windows_line: {
    zh: () => '行尾是 Windows 换行（CR），请另存为 Unix 换行（LF）',
    en: () => 'the line ends as on Windows (CR); save the file with Unix line ends (LF)',
  },
  unknown_keyword: {
    zh: (w) => `不认识“${w}”，每行只能以 log、witness、group、quorum 或 # 开头`,
    en: (w) => `“${w}” is unknown; a line begins with log, witness, group, quorum or #`,
  },
  missing_item: {
    zh: () => '这一行不完整，缺少名称、公钥、门槛或成员',
    en: () => 'the line is incomplete: a name, key, threshold or member is missing',
  },
  extra_item: { zh: (w) => `这一行多出“${w}”`, en: (w) => `“${w}” is too much in this line` },
  reserved_name: {
    zh: () => '“none”是保留名称，只能写在 quorum 之后',
    en: () => '“none” is reserved and may only follow quorum',
  },
  duplicate_name: {
    zh: (w) => `名称“${w}”前面已经用过，见证人与分组不能同名`,
    en: (w) => `the name “${w}” is taken; witnesses and groups share their names`,
  },
  unknown_name: {
    zh: (w) => `“${w}”在这一行之前没有定义`,
    en: (w) => `“${w}” is not defined before this line`,
  },
  member_twice: {
    zh: (w) => `“${w}”已经是某个分组的成员，一个名称只能计入一次`,
    en: (w) => `“${w}” is a member of a group already; a name counts once`,
  },
  bad_threshold: {
    zh: (w) => `门槛“${w}”应为 any、all，或 1 到成员数之间的整数`,
    en: (w) => `the threshold “${w}” must be any, all, or from 1 to the number of members`,
  },
  bad_vkey: { zh: (w) => `“${w}”不是有效的公钥（vkey）`, en: (w) => `“${w}” is no valid vkey` },
  wrong_key_type: {
    zh: (w) => `公钥“${w}”的类型不对：日志用 Ed25519（01），见证人用见证签名（04 或 06）`,
    en: (w) => `the key “${w}” is of the wrong type: logs sign with 01, witnesses with 04 or 06`,
  },
  duplicate_key: {
    zh: (w) => `公钥“${w}”前面已经列过，换名称也算同一把`,
    en: (w) => `the key “${w}” is listed already, though perhaps under another name`,
  },
  bad_url: { zh: (w) => `“${w}”不是 http 或 https 网址`, en: (w) => `“${w}” is no http or https address` },
  second_quorum: { zh: () => 'quorum 只能有一行', en: () => 'there may be only one quorum line' },
  no_quorum: {
    zh: () => '缺少 quorum 行；不要求见证时也要写明 quorum none',
    en: () => 'there is no quorum line; write “quorum none” where no witness is demanded',
  },
}

/** Thrown for a file that is no policy; `line` counts from 1 and is 0 where the fault is of the whole file. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError'
  readonly fault: PolicyFault
  readonly line: number
  private readonly what: string

  constructor(fault: PolicyFault, line: number, what = '') {
    super(`${fault} in line ${line}`)
    this.fault = fault
    this.line = line
    this.what = what.length > 120 ? `${what.slice(0, 120)}…` : what
  }

  /** One sentence for people, with the line. */
  text(lang: 'zh' | 'en'): string {
    const sentence = sentences[this.fault][lang](this.what)
    if (this.line === 0) return sentence
    return lang === 'zh' ? `第 ${this.line} 行：${sentence}` : `line ${this.line}: ${sentence}`
  }
}
