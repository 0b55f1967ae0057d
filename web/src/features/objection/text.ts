import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type ObjectionText, zh } from './text.zh.ts'

export const objectionText: Texts<ObjectionText> = { zh, en }
