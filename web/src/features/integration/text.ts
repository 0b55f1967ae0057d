import type { Texts } from '../../app/language.ts'
import { en } from './text.en.ts'
import { type IntegrationText, zh } from './text.zh.ts'

export const integrationText: Texts<IntegrationText> = { zh, en }
