// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeText, html } from './html.ts'

// The little of the DOM that is asked here; the server's types know none of it.
interface Parsed {
  children: { length: number }
  textContent: string
  getAttributeNames(): string[]
  getAttribute(name: string): string
}
declare const DOMParser: new () => {
  parseFromString(text: string, type: 'text/html'): { body: Parsed; querySelector(selector: string): Parsed | null }
}

const documentOf = (markup: string) => new DOMParser().parseFromString(`<!doctype html><body>${markup}`, 'text/html')
/** What a reader sees of a text: what cannot be shown stands as U+FFFD, and a parser makes every line end a \n. */
const seen = (text: string) =>
  escapeText(text)
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\r\n?/g, '\n')

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc
    .array(
      fc.constantFrom('<', '>', '"', "'", '&', '</p>', '<script>', '-->', '<!--', ']]>', '&lt;', '\0', '\r', '中', '`'),
    )
    .map((parts) => parts.join('')),
)

describe('html', () => {
  test('shows any string as text, in an element and in an attribute', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const page = documentOf(html`<p title="${text}">${text}</p>`.toString())
        const shown = page.querySelector('p')
        expect(page.body.children).toHaveLength(1)
        expect(shown?.children).toHaveLength(0)
        expect(shown?.getAttributeNames()).toEqual(['title'])
        expect(shown?.textContent).toBe(seen(text))
        expect(shown?.getAttribute('title')).toBe(seen(text))
      }),
      { numRuns: 400 },
    )
  })

  test('keeps ordinary writing as it is', () => {
    const text = '“贵州”数据集 v2.0（试行）— 100% 😀\n\t第二行'
    expect(escapeText(text)).toBe(text)
  })

  test('makes hidden direction marks and control characters visible', () => {
    expect(escapeText('a\u202eb\u0007c')).toBe('a\ufffdb\ufffdc')
  })

  test('takes markup only from itself, also in lists', () => {
    const item = (name: string) => html`<li>${name}</li>`
    expect(html`<ul>${['<b>', 'x'].map(item)}${null}${undefined}${false}${0}${['<i>']}</ul>`.toString()).toBe(
      '<ul><li>&lt;b&gt;</li><li>x</li>0&lt;i&gt;</ul>',
    )
  })

  test('is not fooled by an object that looks like markup', () => {
    const fake = { toString: () => '<script>' } as unknown as string
    expect(html`${fake}`.toString()).toBe('&lt;script&gt;')
  })
})
