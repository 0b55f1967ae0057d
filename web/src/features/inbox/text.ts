import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type InboxText, zh } from './text.zh.ts'

export const inboxText: Texts<InboxText> = { zh, en }
