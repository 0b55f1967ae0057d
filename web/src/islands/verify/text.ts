/** A moment without its clock, where the sentence names that once. */
const bare = (moment: string) => moment.replace('（北京时间）', '')

const zh = {
  private: '文件只在您的浏览器里核验，不会离开这台电脑。联网时会按编号或摘要查询证书现状。',
  drop: '也可以把文件拖到这里。',
  working: (name: string) => `正在核验 ${name} …`,
  choose: '请先选择证书 PDF 或证据包。',
  empty: '文件是空的（0 字节）。请重新下载证书或证据包后再试。',
  tooLarge: '文件超过 96 MB，不会是本站颁发的证书或证据包。请选择下载的原文件。',
  unreadable: '文件读不出来，可能已被移动、删除或正被其他程序占用。请重新选择。',
  unknownType:
    '这不是证书 PDF、证据包（.datadeed.json）或电子凭证（.credential.json、.sd-jwt）。请选择从平台下载的原文件。',
  failed: '核验程序没有加载成功。请检查网络后重试，或点“发送到本站核验”。',
  outcomes: { valid: '有效', invalid: '无效', cannot_check: '无法核验' },
  leads: {
    valid: '所有步骤都已通过。',
    invalid: '至少有一步没有通过，请不要采信这份文件。原因见下表。',
    cannot_check: '有步骤现在无法完成，既不能确认真，也不能确认假。原因见下表。',
  },
  file: (name: string) => `文件：${name}`,
  result: '核验结果',
  step: '步骤',
  finding: '结果',
  stepOutcomes: { valid: '通过', invalid: '不通过', cannot_check: '无法核对' },
  passed: '核对一致',
  notReached: '前面的步骤没有通过，无从核对',
  notChecked: '这次没有核对的',
  remarks: '请注意',
  statement: '文件所载',
  holder: '权利人',
  subject: '编号',
  name: '名称',
  witnessed: '见证时间',
  stamped: '时间戳机构',
  witnessedAt: (at: string, after: string | null) =>
    after ? `${bare(after)} 之后、${bare(at)} 之前已经存在（北京时间）` : `最迟于 ${bare(at)} 已经存在（北京时间）`,
  digestStep: '签发记录',
  digestFound: (number: string) => `与本平台签发的证书 ${number} 逐字节一致`,
  digestMissing: '本平台没有签发过与此文件逐字节一致的证书：文件可能被改动、另存过，或者不是本平台的证书',
  digestOffline: '没有连上本站，无法查询签发记录。请联网后重试，或用证据包核验',
  signatureNotChecked: 'PDF 的电子签名没有在浏览器里核对。可以发送到本站核验，或用命令行程序 datadeed verify 核验。',
  current: '现在是否仍然有效',
  statuses: {
    active: (until: string) => `登记有效，有效期至 ${until}`,
    suspended: () => '登记中止中：异议或中止程序还没有结论，其间不能凭它主张权利；结束后可能恢复，也可能撤销',
    expired: (until: string) => `登记已于 ${until} 届满`,
    cancelled: () => '登记已注销',
    revoked: () => '登记已撤销',
  },
  statusOffline: '没有连上本站，无法查询登记现状',
  trustOffline: '没有取得本站的信任文件，用的是文件自带的公钥',
  trustFromSite: '公钥取自本站的信任文件。要完全不依赖本站，请从其他渠道取得信任文件，用命令行程序核验。',
  send: '发送到本站核验',
  see: '查看这份证书的现状',
  statusAsOf: (at: string) => `状态列表截至 ${at}，没有变更、注销或撤销`,
  code: '离线核验码',
  codeEmpty: '请先扫描离线核验码，把得到的文字粘贴到这里。',
  codeUnread: '照片里没有认出二维码。请靠近、放平、光线充足后重拍，或者用其他扫码程序得到文字后粘贴。',
}
type VerifyText = typeof zh

const en: VerifyText = {
  private:
    'The file is checked in your browser and does not leave this computer. Only its number or digest is looked up.',
  drop: ' You can also drop the file here.',
  working: (name) => `Checking ${name} …`,
  choose: 'Choose a certificate PDF or an evidence package first.',
  empty: 'The file is empty (0 bytes). Download it again.',
  tooLarge: 'The file exceeds 96 MB, so it is not one of ours. Choose the original download.',
  unreadable: 'The file cannot be read; it may have been moved, deleted or be in use. Choose it again.',
  unknownType:
    'This is no certificate PDF, evidence package (.datadeed.json) or credential (.credential.json, .sd-jwt). Choose the original download.',
  failed: 'The checking program did not load. Check your network and try again, or send the file to this site.',
  outcomes: { valid: 'Valid', invalid: 'Not valid', cannot_check: 'Cannot be checked' },
  leads: {
    valid: 'Every step passed.',
    invalid: 'At least one step failed; do not rely on this file. The reason is below.',
    cannot_check:
      'Some step could not be carried out, so the file is neither proved nor disproved. The reason is below.',
  },
  file: (name) => `File: ${name}`,
  result: 'Result',
  step: 'Step',
  finding: 'Finding',
  stepOutcomes: { valid: 'passed', invalid: 'failed', cannot_check: 'not checkable' },
  passed: 'agrees',
  notReached: 'an earlier step failed, so this could not be checked',
  notChecked: 'Not checked this time',
  remarks: 'Please note',
  statement: 'What the file states',
  holder: 'Holder',
  subject: 'Number',
  name: 'Name',
  witnessed: 'Witnessed',
  stamped: 'Timestamp authority',
  witnessedAt: (at, after) =>
    after
      ? `existed after ${bare(after)} and by ${bare(at)} (Beijing time)`
      : `existed by ${bare(at)} at the latest (Beijing time)`,
  digestStep: 'Record of issue',
  digestFound: (number) => `byte for byte the certificate ${number} issued here`,
  digestMissing:
    'no certificate issued here is byte for byte this file: it may have been changed, saved anew, or come from elsewhere',
  digestOffline: 'this site could not be reached to look it up; try again online or use the evidence package',
  signatureNotChecked:
    'The PDF signature was not checked in the browser. Send the file to this site or use the command datadeed verify.',
  current: 'Whether it still holds',
  statuses: {
    active: (until) => `registered, valid through ${until}`,
    suspended: () =>
      'suspended: an objection or suspension is not yet decided; meanwhile nothing can be claimed by it, and it may come back into force or be revoked',
    expired: (until) => `expired after ${until}`,
    cancelled: () => 'cancelled',
    revoked: () => 'revoked',
  },
  statusOffline: 'this site could not be reached to look up the present state',
  trustOffline: "This site's trust file could not be fetched; the keys in the file itself were used",
  trustFromSite:
    "The keys come from this site's trust file. To depend on this site for nothing, get the trust file elsewhere and use the command line.",
  send: 'Send to this site to check',
  see: 'See its present state',
  statusAsOf: (at) => `the status list of ${at} tells of no change, cancellation or revocation`,
  code: 'Offline code',
  codeEmpty: 'Scan the offline code first and paste the text here.',
  codeUnread:
    'No code was found in the picture. Take it again nearer, flat and in good light, or paste the text another program read.',
}

/** The page's own language decides. A worker has no page and shows nothing. */
const english = globalThis.document?.documentElement.lang.startsWith('en') ?? false
export const text: VerifyText = english ? en : zh
export const language = english ? 'en' : 'zh'
/** The language that is not the page's. */
export const other = english ? 'zh' : 'en'
