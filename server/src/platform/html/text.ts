import { en } from './text.en.ts'
import { zh } from './text.zh.ts'
import type { Texts } from './view.ts'

export const text: Texts<typeof zh> = { zh, en }
