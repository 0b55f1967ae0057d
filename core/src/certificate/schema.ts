import { z } from 'zod'
import { moment } from '../kernel/page.ts'
import { certificateChain, registerView } from '../kernel/register.ts'

/** What anyone may know of a certificate now, by its 17-digit or 16-character number. */
export const certificateStatus = registerView
  .extend({
    demo: z.boolean(),
    /** Number of the certificate that was issued in place of this one. */
    replacedBy: z.string().nullable(),
    /** Why: a change, a rectification, a renewal, a transfer; null where nothing replaced it. */
    replacedBecause: z.string().nullable(),
    chain: certificateChain,
    asOf: moment,
    pdfSha256: z.string(),
    logIndex: z.number().int().nullable(),
    witnessedAt: moment.nullable(),
    packageReady: z.boolean(),
  })
  .meta({ id: 'Certificate' })
export const certificateNumber = z.string().regex(/^([0-9]{17}|[0-9A-Z]{16})$/, '请输入 17 位证书编号或 16 位登记号')

/** The answer to a file somebody brought: what was checked, what was found, what could not be checked. */
export const verification = z
  .object({
    outcome: z.enum(['valid', 'invalid', 'cannot_check']),
    kind: z.enum(['pdf', 'package', 'credential', 'unknown']),
    steps: z.array(
      z.object({ step: z.string(), outcome: z.enum(['valid', 'invalid', 'cannot_check']), message: z.string() }),
    ),
    notChecked: z.array(z.string()),
    certificate: certificateStatus.nullable(),
  })
  .meta({ id: 'Verification' })

/** What a holder chooses to disclose of a credential: names of claims, once or many times in a query; `none` for nothing. */
const claimName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
export const disclosureQuery = z.object({ disclose: z.union([claimName, z.array(claimName).max(40)]).optional() })
/** A key of the holder's, by a token that it signed for this certificate (docs/evidence-format.md, section 10). */
export const holderProof = z.object({ proof: z.string().min(1).max(4096) })
export const boundCredential = z
  .object({ certificateNumber: z.string(), holderKid: z.string(), issuedAt: moment })
  .meta({ id: 'BoundCredential' })
/** Unix seconds, as the specification of status lists has it. */
export const statusListQuery = z.object({ time: z.coerce.number().int().min(0).max(253_370_764_799).optional() })
export const statusListNumber = z.object({ list: z.coerce.number().int().min(1).max(65_535) })
