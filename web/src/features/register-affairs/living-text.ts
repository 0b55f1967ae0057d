import type { Texts } from '../../app/language.ts'
import { en } from './living-text.en.ts'
import { type LivingText, zh } from './living-text.zh.ts'

export const livingText: Texts<LivingText> = { zh, en }
