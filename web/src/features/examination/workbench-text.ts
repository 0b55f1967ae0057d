import type { Texts } from '../../app/language.ts'
import { en } from './workbench-text.en.ts'
import { type WorkbenchText, zh } from './workbench-text.zh.ts'

export const workbenchText: Texts<WorkbenchText> = { zh, en }
