import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type RegisterAffairsText, zh } from './text.zh.ts'

export const registerAffairsText: Texts<RegisterAffairsText> = { zh, en }
