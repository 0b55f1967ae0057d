import { describe, expect, it } from 'vitest'
import { palette } from './theme.ts'

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

describe('text colours reach WCAG AA', () => {
  const texts = [
    'text',
    'textSecondary',
    'textTertiary',
    'placeholder',
    'accent',
    'success',
    'warning',
    'danger',
  ] as const
  it.each(texts)('%s on white and on the surface', (name) => {
    expect(contrast(palette[name], palette.white)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette[name], palette.surface)).toBeGreaterThanOrEqual(4.5)
  })
  it.each([
    ['accentDark', 'accentSoft'],
    ['warning', 'warningSoft'],
    ['success', 'successSoft'],
    ['danger', 'dangerSoft'],
    ['white', 'accent'],
  ] as const)('%s on %s', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })
  it('field borders reach 3', () => {
    expect(contrast(palette.lineStrong, palette.white)).toBeGreaterThanOrEqual(3)
  })
})
