import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type HomeText, zh } from './text.zh.ts'

export const homeText: Texts<HomeText> = { zh, en }
