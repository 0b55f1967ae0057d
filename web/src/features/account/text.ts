import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type AccountText, zh } from './text.zh.ts'

export const accountText: Texts<AccountText> = { zh, en }
