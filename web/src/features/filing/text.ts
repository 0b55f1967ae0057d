import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type FilingText, zh } from './text.zh.ts'

export const filingText: Texts<FilingText> = { zh, en }
