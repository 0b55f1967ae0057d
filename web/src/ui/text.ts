import type { Texts } from '../app/language.ts'
import { en } from './text.en.ts'
import { type UiText, zh } from './text.zh.ts'

export const uiText: Texts<UiText> = { zh, en }
