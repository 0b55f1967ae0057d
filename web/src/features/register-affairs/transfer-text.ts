import type { Texts } from '../../app/language.ts'
import { en } from './transfer-text.en.ts'
import { type TransferText, zh } from './transfer-text.zh.ts'

export const transferText: Texts<TransferText> = { zh, en }
