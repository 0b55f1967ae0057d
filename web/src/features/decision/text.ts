import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type DecisionText, zh } from './text.zh.ts'

export const decisionText: Texts<DecisionText> = { zh, en }
