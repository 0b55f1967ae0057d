import type { View } from '../../platform/html/view.ts'

type Issue = { path: readonly PropertyKey[]; message: string }

/** One sentence per faulty field: the schema's own where it speaks the reader's language, else the field's. */
export function faultsOf(
  view: View,
  issues: readonly Issue[],
  sentences: Readonly<Record<string, string>>,
): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const { path, message } of issues) {
    const name = String(path[0])
    const own = view.language === 'zh' && /\p{Script=Han}/u.test(message) ? message : undefined
    faults[name] ??= own ?? sentences[name] ?? message
  }
  return faults
}
