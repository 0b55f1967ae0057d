import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type AuditText, zh } from './text.zh.ts'

export const auditText: Texts<AuditText> = { zh, en }
