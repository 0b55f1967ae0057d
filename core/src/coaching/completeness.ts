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
 * Counts the deposit, every required field and every attachment that is always required as one part each; a part with an error of the machine check is not done. Errors
 * elsewhere count as errors only.
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
  const isOpen = (part: string) => errors.some(({ field }) => field === part || field.startsWith(`${part}.`))
  return {
    done: [...parts].filter((part) => !isOpen(part)).length,
    of: parts.size,
    errors: errors.length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
  }
}

/** A completeness in whole percent, rounded down: 100 only where nothing is open. */
export const percentOf = ({ done, of }: Pick<Completeness, 'done' | 'of'>): number =>
  of === 0 ? 100 : Math.floor((done * 100) / of)
