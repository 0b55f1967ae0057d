import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type DelegationText, zh } from './text.zh.ts'

export const delegationText: Texts<DelegationText> = { zh, en }
