import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type PartyText, zh } from './text.zh.ts'

export const partyText: Texts<PartyText> = { zh, en }
