import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type ClockText, zh } from './text.zh.ts'

export const clockText: Texts<ClockText> = { zh, en }
