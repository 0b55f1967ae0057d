import type { Disclosed } from './disclosed.ts'
import { type Entry, readDepositBody } from './entry.ts'
import { inBeijing } from './time.ts'

/**
 * What a package says, for people. It follows from the entry and what is disclosed and from nothing else, so a verifier
 * can write it again and compare: nobody can put other words over good evidence.
 */
export function packageStatement(main: Entry, { owner, certificate }: Disclosed): { zh: string; en: string } {
  const code = owner?.value.code ?? null
  const zhOwner = owner === null ? '（未公开权利人）' : owner.value.name + (code === null ? '' : `（${code}）`)
  const enOwner = owner === null ? 'an owner not disclosed' : owner.value.name + (code === null ? '' : ` (${code})`)
  if (main.type === 'certificate' && certificate !== null) {
    const { number, registration, title, issuer, issuedOn, validUntil } = certificate.value
    return {
      zh: `本文件所载：${issuer}于${issuedOn}向${zhOwner}颁发数据知识产权登记证书，证书编号 ${number}，登记号 ${registration}，数据名称“${title}”，${validUntil === null ? '未载明有效期' : `有效期至 ${validUntil}`}。日志记载时间 ${inBeijing(main.time)}。请以核验结果为准。`,
      en: `This file states that on ${issuedOn} ${issuer} issued to ${enOwner} the data intellectual property registration certificate ${number}, registration ${registration}, for “${title}”, ${validUntil === null ? 'with no end of validity stated' : `valid through ${validUntil}`}. Time written in the log: ${main.time}. Only the result of verification counts.`,
    }
  }
  const { files, bytes } = readDepositBody(main.body)
  const { sha256, sm3 } = main.digests
  return {
    zh: `本文件所载：${zhOwner}存证一份数据，存证编号 ${main.subject}，共 ${files} 个文件、${bytes} 字节，清单摘要 SHA-256 ${sha256}，SM3 ${sm3}。日志记载时间 ${inBeijing(main.time)}。请以核验结果为准。`,
    en: `This file states that ${enOwner} deposited the fingerprint of a data set under ${main.subject}: ${files} file(s), ${bytes} bytes, manifest digest SHA-256 ${sha256}, SM3 ${sm3}. Time written in the log: ${main.time}. Only the result of verification counts.`,
  }
}
