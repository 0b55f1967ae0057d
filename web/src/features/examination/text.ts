import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type ExaminationText, zh } from './text.zh.ts'

export const examinationText: Texts<ExaminationText> = { zh, en }
