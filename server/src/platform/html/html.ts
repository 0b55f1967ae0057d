/** Markup that is safe to send. Only the `html` tag makes it, so a string can never become markup by itself. */
export class Html {
  readonly #text: string
  private constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
  /** Markup written by us, such as a drawing; never give it anything a person typed. */
  static ours(text: string): Html {
    return new Html(text)
  }
}

export type Content = Html | string | number | bigint | null | undefined | false | readonly Content[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
// Control characters have no place in HTML, and direction marks could make a name read as another one.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unshowable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g

/** Text for an element or a quoted attribute; what cannot be shown becomes U+FFFD, so that it is seen to be there. */
export function escapeText(text: string): string {
  return text.replace(unshowable, '\ufffd').replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (content instanceof Html) return content.toString()
  if (Array.isArray(content)) return content.map(render).join('')
  return escapeText(String(content))
}

/** Markup with values: each is escaped unless it is `Html` already. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  return Html.ours(strings.reduce((text, string, at) => text + render(values[at - 1]) + string))
}
