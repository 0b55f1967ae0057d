/** Presses the button of the finding that has the focus, else of the first one not judged yet; false where there is none. */
export function judgeNext(verdict: 'confirmed' | 'dismissed'): boolean {
  const button = `[data-judge=${verdict}]`
  const focused = document.activeElement?.closest('.finding')?.querySelector<HTMLElement>(button)
  const next = focused ?? document.querySelector<HTMLElement>(`.case-side ${button}`)
  next?.scrollIntoView?.({ block: 'nearest' })
  next?.click()
  return next !== null
}
