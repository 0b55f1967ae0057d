import type { Language } from '../../../platform/html/view.ts'

/** Milliseconds as people say them: `140 毫秒`, `2.3 秒`, `4 分钟`, `3 小时`, `2 天`. */
export function delayText(ms: number, language: Language): string {
  const zh = language === 'zh'
  const of = (value: number, one: string, other: string) => `${value} ${zh ? one : other}`
  if (ms < 1000) return of(Math.max(1, Math.round(ms)), '毫秒', 'ms')
  if (ms < 60_000) return of(Number((ms / 1000).toPrecision(2)), '秒', 's')
  if (ms < 3_600_000) return of(Math.round(ms / 60_000), '分钟', 'min')
  if (ms < 2 * 86_400_000) return of(Math.round(ms / 3_600_000), '小时', 'h')
  return of(Math.round(ms / 86_400_000), '天', 'days')
}
