import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type WatchText, zh } from './text.zh.ts'

export const watchText: Texts<WatchText> = { zh, en }
