const zh = {
  title: '电子凭证',
  lead: '与这张证书内容相同的电子凭证，可以只出示其中几项：没有勾选的内容，对方看不到，也推算不出来。文件附有状态列表和签发机构公钥，对方不联网也能核验，并看到核验依据的是哪一天的状态。',
  choose: '要出示的内容',
  download: '下载电子凭证',
  wallet: '钱包程序用的原文（SD-JWT）',
  pending: '电子凭证在见证方签名后一分钟内制成，请稍后刷新本页。',
  codeTitle: '离线核验码',
  codeLead: '码里写有权利人、名称、编号、有效期、日志序号和签名。核验页打开以后，断网也能核验这个码。',
  codeLabel: '离线核验码：内容与下方的码文字相同',
  codeText: '码的文字',
  copy: '复制',
  copied: '已复制',
  checkTitle: '离线核验码',
  checkLead: '扫描证书页上的离线核验码，把得到的文字或网址粘贴到这里。本页打开以后，断网也能核验。',
  field: '码的文字',
  hint: '以 DD1 开头，或者是含有 #DD1 的网址',
  photo: '或者选择码的照片',
  check: '核验离线码',
  empty: '没有收到码的文字。请先扫描离线核验码，把得到的文字粘贴到这里。',
  name: '离线核验码',
}

const en: typeof zh = {
  title: 'Credential',
  lead: 'A digital credential with the same content as this certificate. Show only some of it: what is not ticked can neither be seen nor worked out. The file holds a status list and the keys of the registrar, so that it can be verified without a network, and the verifier sees of which date the status is.',
  choose: 'What to show',
  download: 'Download the credential',
  wallet: 'For wallet programs (SD-JWT)',
  pending: 'The credential is made within a minute after the witnesses have signed; reload this page shortly.',
  codeTitle: 'Offline code',
  codeLead:
    'The code holds holder, title, number, validity, index in the log and a signature. Once the verification page is open, the code can be verified without a network.',
  codeLabel: 'Offline code: its content is the text below',
  codeText: 'Text of the code',
  copy: 'Copy',
  copied: 'Copied',
  checkTitle: 'Offline code',
  checkLead:
    'Scan the offline code on a certificate page and paste the text or address you get. Once this page is open it works without a network.',
  field: 'Text of the code',
  hint: 'Begins with DD1, or is an address with #DD1 in it',
  photo: 'Or choose a picture of the code',
  check: 'Verify the code',
  empty: 'No text arrived. Scan the offline code first and paste the text here.',
  name: 'Offline code',
}

export const credentialText = { zh, en }
