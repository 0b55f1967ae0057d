import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type PreexamText, zh } from './text.zh.ts'

export const preexamText: Texts<PreexamText> = { zh, en }
