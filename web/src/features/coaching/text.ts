import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type CoachingText, zh } from './text.zh.ts'

export const coachingText: Texts<CoachingText> = { zh, en }
