import { z } from 'zod'
import { formatDateZh, type IsoDate } from '../kernel/dates.ts'
import type { FieldFault } from '../kernel/errors.ts'
import { day, moment } from '../kernel/page.ts'
import type { RulePack } from '../kernel/rule-pack.ts'
import { textField } from '../kernel/text.ts'

/** That a letter to a beneficiary without an account was served: in a way of the rules, on a day, with what was noted of it. */
export const letterService = z.object({
  way: z.string().max(40),
  reference: textField(200).default(''),
  servedOn: day,
})
export type LetterService = z.output<typeof letterService>

/** What stands against a statement of service, field by field. A letter is served from the day it was made, and not ahead. */
export function faultsOfService(
  pack: RulePack,
  { way, reference, servedOn }: LetterService,
  { madeOn, today }: { madeOn: IsoDate; today: IsoDate },
): FieldFault[] {
  const rule = pack.afterRegistration?.serviceWays?.find(({ code }) => code === way)
  return [
    ...(rule ? [] : [{ path: 'way', message: '请选择送交方式' }]),
    ...(rule?.reference && reference.trim() === '' ? [{ path: 'reference', message: `请填写${rule.reference}` }] : []),
    ...(servedOn < madeOn
      ? [{ path: 'servedOn', message: `告知书于${formatDateZh(madeOn)}作成，送交日期不能更早` }]
      : []),
    ...(servedOn > today ? [{ path: 'servedOn', message: '送交日期不能晚于今天' }] : []),
  ]
}

const wayView = z.object({ code: z.string(), name: z.string(), reference: z.string().nullable() })

/** Ways in which the reader may say that a letter was served; empty for whom that is not. */
export const serviceWaysView = z.array(wayView)

/** How a letter was served, and who said so. */
export const servedView = z
  .object({ way: z.string(), reference: z.string(), servedOn: day, by: z.string(), recordedAt: moment })
  .nullable()
