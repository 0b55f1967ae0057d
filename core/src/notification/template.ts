import type { MessageKind } from './kinds.ts'

export interface Words {
  subject: string
  /** What happened and what to do next. */
  text: string
}
export interface Template {
  kind: MessageKind
  zh: Words
  en: Words
}
