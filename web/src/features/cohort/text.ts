import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type CohortText, zh } from './text.zh.ts'

export const cohortText: Texts<CohortText> = { zh, en }
