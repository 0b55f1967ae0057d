import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { certificateStatus, verification } from '@datadeed/core/certificate/schema'
import { parseTrust } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { PlatformClient } from '../platform-client.ts'
import { overall, verifyFiles } from '../verify-files.ts'
import type { DemoFolder } from './files.ts'
import type { Stage } from './stage.ts'

const expect = (found: string, wanted: string, what: string): string => {
  if (found !== wanted) throw new Error(`${what}: ${found}`)
  return { valid: '有效', invalid: '无效' }[found] ?? found
}

/** The bytes with one bit turned, a little behind the middle. */
const tampered = (bytes: Uint8Array): Uint8Array => {
  const changed = bytes.slice()
  const at = Math.floor(bytes.length * 0.6)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

/** Checks the certificate as strangers do: by number, by file, and offline; and shows that a changed byte is noticed. */
export const checkCertificate = async (stage: Stage, client: PlatformClient, folder: DemoFolder, number: string) => {
  const pdf = new Uint8Array(await readFile(folder.at(`${number}.pdf`)))
  const evidence = new Uint8Array(await readFile(folder.at(`${number}.datadeed.json`)))
  const trust = parseTrust(nodeCrypto, await readFile(folder.at('trust.json'), 'utf8'))
  const authorities = [new X509Certificate(await readFile(folder.at('ca.pem')))]
  const upload = async (bytes: Uint8Array, name: string) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), name)
    return verification.parse(await client.json('POST', '/api/v1/verifications', form))
  }
  const offline = (file: Uint8Array, beside: Uint8Array | null) => {
    const found = verifyFiles({ name: `${number}.pdf`, file, beside, documents: new Map(), trust, authorities })
    return overall(found, beside === null)
  }
  await stage.step(
    '任何人',
    '在线：按编号查询',
    async () => certificateStatus.parse(await client.json('GET', `/api/v1/certificates/${number}`)),
    ({ holder, status }) => {
      if (status !== 'active') throw new Error(`status: ${status}`)
      return `有效，权利人 ${holder}`
    },
  )
  await stage.step(
    '任何人',
    '在线：上传 PDF、证据包',
    async () => [await upload(pdf, 'c.pdf'), await upload(evidence, 'c.datadeed.json')],
    (results) => results.map((one) => expect(one.outcome, 'valid', 'upload')).join('、'),
  )
  await stage.step(
    '任何人',
    '离线：PDF 与证据包',
    async () => offline(pdf, evidence),
    (outcome) => expect(outcome, 'valid', 'offline, with package'),
  )
  await stage.step(
    '任何人',
    '离线：只有 PDF（内嵌存证证据）',
    async () => offline(pdf, null),
    (outcome) => expect(outcome, 'valid', 'offline, PDF alone'),
  )
  await stage.step(
    '任何人',
    '改动 PDF 一个字节',
    async () => [offline(tampered(pdf), evidence), (await upload(tampered(pdf), 'c.pdf')).outcome],
    (outcomes) => `离线、在线均${outcomes.map((one) => expect(one, 'invalid', 'changed PDF'))[0]}`,
  )
  await stage.step(
    '任何人',
    '改动证据包一个字节',
    async () => [offline(pdf, tampered(evidence)), (await upload(tampered(evidence), 'c.datadeed.json')).outcome],
    (outcomes) => `离线、在线均${outcomes.map((one) => expect(one, 'invalid', 'changed package'))[0]}`,
  )
}
