import { buffer } from 'node:stream/consumers'
import { certificateNumber } from '@datadeed/core/certificate/schema'
import { AppError } from '@datadeed/core/kernel/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendAsset } from '../../platform/html/assets.ts'
import type { Page } from '../../platform/html/layout.ts'
import { pageRoute } from '../../platform/html/page-route.ts'
import type { View } from '../../platform/html/view.ts'
import type { Platform } from '../../platform/platform.ts'
import { positionsOf } from '../evidence/service.ts'
import { getEntry, publicRevisions } from '../registration/service.ts'
import { certificatePage, certificatePendingPage, text } from './pages/certificate.ts'
import { credentialText } from './pages/credential-text.ts'
import { type OfflineKit, verdictPage, verifyPage } from './pages/verify.ts'
import {
  claimsOf,
  getCertificate,
  offlineAddress,
  offlineTrust,
  offlineVerifier,
  verifyBytes,
  verifyOfflineCode,
} from './service.ts'
import { requireCertificate } from './status.ts'

/** Numbers are read aloud, copied from paper and pasted with spaces; full-width digits come from Chinese keyboards. */
function typedNumber(input: string): string {
  return input.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

async function offlineKit(p: Platform): Promise<OfflineKit> {
  const [trust, verifier] = await Promise.all([offlineTrust(p), offlineVerifier(p)])
  return { trust, verifier }
}

async function checkSentFile(p: Platform, view: View, request: FastifyRequest): Promise<Page> {
  const t = text[view.language]
  const file = await request.file()
  const refuse = async (fault: string) => verifyPage(view, await offlineKit(p), { file: fault })
  if (!file?.filename) return await refuse(t.noFile)
  const bytes = await buffer(file.file)
  if (file.file.truncated) return await refuse(t.tooLarge)
  if (bytes.length === 0) return await refuse(t.emptyFile)
  return verdictPage(view, file.filename, await verifyBytes(p, bytes, view.language))
}

/** A code or a file, from a page whose script does not run. */
async function checkSent(p: Platform, view: View, request: FastifyRequest, code: string | undefined): Promise<Page> {
  if (request.isMultipart()) return await checkSentFile(p, view, request)
  const t = credentialText[view.language]
  if (code?.trim()) return verdictPage(view, t.name, await verifyOfflineCode(p, code, view.language))
  return verifyPage(view, await offlineKit(p), { code: { value: '', fault: t.empty } })
}

export function certificatePages(app: FastifyInstance, p: Platform): void {
  pageRoute(app, p, '/verify', async ({ view, query }) => {
    if (query.number === undefined) return verifyPage(view, await offlineKit(p))
    const number = typedNumber(query.number)
    if (certificateNumber.safeParse(number).success) return { redirect: `/certificates/${number}` }
    return verifyPage(view, await offlineKit(p), {
      number: { value: query.number, fault: text[view.language].badNumber },
    })
  })
  pageRoute(app, p, '/verify', ({ view, request, form }) => checkSent(p, view, request, form.code), {
    method: 'POST',
    perMinute: 60,
  })
  app.get('/verify/offline.html', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    const verifier = await offlineVerifier(p)
    if (!verifier) throw new AppError('kernel.not_found')
    return sendAsset(request, reply.header('content-security-policy', verifier.policy), verifier, false)
  })
  pageRoute(app, p, '/certificates/:number', async ({ view, params }) => {
    const number = typedNumber(params.number ?? '')
    if (!certificateNumber.safeParse(number).success) throw new AppError('certificate.not_issued')
    try {
      const [certificate, row] = await Promise.all([getCertificate(p, number), requireCertificate(p, number)])
      const [positions, offline, claims, { revisions }] = await Promise.all([
        positionsOf(p, [row.leaf_id]),
        offlineAddress(p, number),
        claimsOf(p, number),
        publicRevisions(p, number),
      ])
      return certificatePage(view, certificate, positions.get(row.leaf_id) ?? null, offline, claims, revisions)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'certificate.not_issued') throw error
      await getEntry(p, number)
      return certificatePendingPage(view, number)
    }
  })
}
