import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type RulePackText, zh } from './text.zh.ts'

export const rulePackText: Texts<RulePackText> = { zh, en }
