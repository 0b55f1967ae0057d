import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type TemplateText, zh } from './text.zh.ts'

export const templateText: Texts<TemplateText> = { zh, en }
