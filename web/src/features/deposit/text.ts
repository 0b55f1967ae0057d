import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type DepositText, zh } from './text.zh.ts'

export const depositText: Texts<DepositText> = { zh, en }
