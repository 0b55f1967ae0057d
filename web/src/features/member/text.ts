import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type MemberText, zh } from './text.zh.ts'

export const memberText: Texts<MemberText> = { zh, en }
