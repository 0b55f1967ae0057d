import type { Texts } from '../../app/language.ts'
import { en } from './version-text.en.ts'
import { type VersionText, zh } from './version-text.zh.ts'

export const versionText: Texts<VersionText> = { zh, en }
