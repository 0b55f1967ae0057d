import type { RulePack } from '../kernel/rule-pack.ts'

/** How far a draft is, by the machine check: parts asked for without an error among all that are asked for. */
export interface Completeness {
  done: number
  of: number
  errors: number
  warnings: number
}

interface Found {
  field: string
  severity: string
}

/**
 * Counts as one part each: the deposit, every required field, every attachment that is always required, and all else the machine check looks
 * at. A part with an error is not done.
 */
export function completenessOf(
  pack: Pick<RulePack, 'requiredFields' | 'requiredAttachments'>,
  findings: readonly Found[],
): Completeness {
  const parts = new Set([
    'deposit',
    ...pack.requiredFields.flatMap(({ field, severity }) => (severity === 'error' ? [field] : [])),
    ...pack.requiredAttachments.flatMap(({ code, when }) => (when === 'always' ? [`attachments.${code}`] : [])),
  ])
  const errors = findings.filter(({ severity }) => severity === 'error')
  const isOf = (part: string, { field }: Found) => field === part || field.startsWith(`${part}.`)
  const open = [...parts].filter((part) => errors.some((error) => isOf(part, error)))
  const elsewhere = errors.some((error) => !open.some((part) => isOf(part, error)))
  return {
    done: parts.size - open.length + (elsewhere ? 0 : 1),
    of: parts.size + 1,
    errors: errors.length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
  }
}

/** A completeness in whole percent, rounded down: 100 only where nothing is open. */
export const percentOf = ({ done, of }: Pick<Completeness, 'done' | 'of'>): number =>
  of === 0 ? 100 : Math.floor((done * 100) / of)
