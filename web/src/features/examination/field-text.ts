import type { Texts } from '../../app/language.ts'
import { en } from './field-text.en.ts'
import { type FieldText, zh } from './field-text.zh.ts'

export const fieldText: Texts<FieldText> = { zh, en }
