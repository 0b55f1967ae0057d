const zh = {
  usage: `用法：datadeed credential key --out 密钥文件
      datadeed credential bind 证书编号 --key 密钥文件 --server 网址 [选项]
      datadeed credential present 凭证文件 --key 密钥文件 --nonce 随机数 --audience 对象 --out 文件 [选项]

key      生成权利人自己的密钥（P-256，PEM）。请妥善保管：平台没有副本，丢了只能重新绑定
bind     把证书的电子凭证绑定到这把密钥，取回绑定了的凭证；再次绑定即换钥，原绑定的凭证作废
present  从凭证中选出要出示的内容，附上持有证明，只对这一个核验方、这一个随机数有效；不联网

  --key 文件             密钥文件
  --out 文件             写到哪里；bind 默认为当前文件夹的“证书编号.bound.credential.json”
  --disclose 名称,…      present：只出示这几项，none 为都不出示；默认全部
  --nonce 随机数         present：核验方给出的随机数
  --audience 对象        present：核验方给出的对象，通常是它的网址
  --server 网址          bind：平台网址，也可用环境变量 DATADEED_SERVER
  --login 用户名         bind：签署人的登录名；密码在提示后输入，或用环境变量 DATADEED_PASSWORD
  --totp 六位数字        bind：动态口令（账号启用时）
  --token 令牌           bind：已有的登录令牌，也可用环境变量 DATADEED_TOKEN`,
  unknown: (name: string) => `没有“credential ${name}”这个命令。可用：key、bind、present。`,
  badKey: (path: string) => `“${path}”不是 P-256 私钥（PEM）。用 datadeed credential key 生成一把。`,
  badCredential: (path: string) => `“${path}”不是电子凭证，或者已经损坏。请重新取得。`,
  notBound: '这份凭证没有绑定密钥，不能附持有证明。请先用 datadeed credential bind 取得绑定了的凭证。',
  otherKey: '这份凭证绑定的是另一把密钥。请换用绑定时的密钥，或者用 datadeed credential bind 重新绑定。',
  unknownClaim: (names: string, known: string) => `凭证里没有“${names}”。可出示的有：${known}。`,
  keyMade: (path: string, kid: string) => `密钥已写入 ${path}（只有本人可读），指纹 ${kid}。请备份并妥善保管。`,
  bound: (number: string, path: string) => `证书 ${number} 的电子凭证已绑定这把密钥，绑定了的凭证写入 ${path}。`,
  presented: (path: string, audience: string) => `已写入 ${path}，只供 ${audience} 这一次核验。`,
}
type CredentialText = typeof zh

const en: CredentialText = {
  usage: `Usage: datadeed credential key --out KEY
       datadeed credential bind NUMBER --key KEY --server URL [options]
       datadeed credential present CREDENTIAL --key KEY --nonce NONCE --audience WHO --out FILE [options]

key      make a key of the holder's own (P-256, PEM). Keep it well: the platform has no copy
bind     bind a certificate's credential to the key and fetch it; a new key replaces the old, whose credential then ends
present  choose what to show and prove that you hold the key, to this verifier and this nonce only; no network

  --key FILE             the key
  --out FILE             where to write; for bind NUMBER.bound.credential.json in the current folder by default
  --disclose NAME,…      present: show only these, none for nothing; everything by default
  --nonce NONCE          present: the nonce the verifier gave
  --audience WHO         present: the audience the verifier gave, usually its address
  --server URL           bind: the platform; or DATADEED_SERVER
  --login NAME           bind: sign-in name of who signs for the company; the password is asked for, or DATADEED_PASSWORD
  --totp DIGITS          bind: one-time code, where the account has it
  --token TOKEN          bind: an existing session token; or DATADEED_TOKEN`,
  unknown: (name) => `There is no command "credential ${name}". There are key, bind and present.`,
  badKey: (path) => `"${path}" is no P-256 private key (PEM). Make one with datadeed credential key.`,
  badCredential: (path) => `"${path}" is no credential, or it is damaged. Get it again.`,
  notBound: 'This credential is bound to no key. Get a bound one with datadeed credential bind.',
  otherKey: 'This credential is bound to another key. Use that key, or bind again with datadeed credential bind.',
  unknownClaim: (names, known) => `The credential has no "${names}". It has: ${known}.`,
  keyMade: (path, kid) =>
    `The key is in ${path}, readable by you alone; thumbprint ${kid}. Keep a copy in a safe place.`,
  bound: (number, path) => `The credential of ${number} is bound to this key; it is in ${path}.`,
  presented: (path, audience) => `Written to ${path}, for ${audience} and this check alone.`,
}

/** What `datadeed credential` says. */
export const credentialText = { zh, en }
