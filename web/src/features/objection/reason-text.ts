import { guizhou } from '@datadeed/core/kernel/rule-pack'

/** The wording of a reason code in the rule pack. */
export const reasonText = (code: string): string =>
  guizhou.objectionReasons.find((reason) => reason.code === code)?.text ?? code
