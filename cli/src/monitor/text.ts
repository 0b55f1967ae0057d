import type { Context } from '../context.ts'
import { en } from './text.en.ts'
import { type Text, zh } from './text.zh.ts'

/** What monitor, fsck and policy say in the language asked for. */
export const textOf = ({ lang }: Pick<Context, 'lang'>): Text => (lang === 'en' ? en : zh)
