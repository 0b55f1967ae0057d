import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type BatchText, zh } from './text.zh.ts'

export const batchText: Texts<BatchText> = { zh, en }
