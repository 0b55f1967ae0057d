import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type PrefectureText, zh } from './text.zh.ts'

export const prefectureText: Texts<PrefectureText> = { zh, en }
