import { styleSheet } from './assets.ts'
import { formatMoment } from './format.ts'
import { type Content, Html, html } from './html.ts'
import { mark } from './mark.ts'
import { text } from './text.ts'
import { inLanguage, type View } from './view.ts'

export type PlaceName = keyof typeof text.zh.pages
const places: Record<PlaceName, string> = {
  home: '/',
  register: '/register',
  notices: '/notices',
  verify: '/verify',
  guide: '/guide',
  log: '/log',
}

/** A page to be sent: what stands in `main`, and what the frame around it needs to know. */
export interface Page {
  status?: number
  title: string
  /** One sentence for search engines. */
  description?: string
  place?: PlaceName
  /** Scripts of this page, by name; each only adds to what works without. */
  islands?: readonly string[]
  /** Hidden from search engines, such as answers to a form. */
  unlisted?: boolean
  /** Behind an address that is a secret: nobody keeps it, nobody is told where a reader came from. */
  secret?: boolean
  /** The page's content for programs, told to browsers and feed readers. */
  alternates?: readonly { href: string; type: string; title: string }[]
  body: Content
}

function header(view: View, place: PlaceName | undefined): Html {
  const t = text[view.language]
  const other = view.language === 'zh' ? 'en' : 'zh'
  const link = (name: PlaceName) =>
    html`<li><a href="${places[name]}"${name === place && html` aria-current="page"`}>${t.pages[name]}</a></li>`
  return html`${view.demo && html`<section class="demo" aria-label="${t.demo}"><p><strong>${t.demo}</strong> ${t.demoClock(formatMoment(view.now.toISOString(), view.language))}</p></section>`}
<header class="top"><div class="wide">
<a class="brand" href="/">${mark(38)}<span><span class="brand-site">${t.site}</span><span class="brand-zone">${t.zone}<span class="brand-product">${t.product}</span></span></span></a>
<p class="top-links"><a href="${inLanguage(view, other)}" lang="${other === 'zh' ? 'zh-CN' : 'en'}" hreflang="${other}" rel="nofollow">${other === 'zh' ? '中文' : 'English'}</a><a class="button quiet" href="/app/">${t.workplace}</a></p>
</div>
<nav aria-label="${t.nav}"><ul class="wide">${(Object.keys(places) as PlaceName[]).map(link)}</ul></nav></header>`
}

function footer(view: View): Html {
  const t = text[view.language].footer
  return html`<footer><div class="wide">
<section><h2>${t.about}</h2><p>${t.registrar(view.registrar)}</p><p>${t.basis}</p></section>
<section><h2>${t.open}</h2><ul><li><a href="/docs">${t.api}</a></li><li><a href="/api/v1/trust">${t.trust}</a></li><li><a href="/log">${t.log}</a></li></ul></section>
<section><h2>${t.check}</h2><p>${t.checkBody}</p></section>
</div></footer>`
}

/** The whole document. */
export function layout(view: View, page: Page): string {
  const t = text[view.language]
  const scripts = (page.islands ?? []).flatMap((name) => view.island(name) ?? [])
  return html`${Html.ours('<!doctype html>')}
<html lang="${view.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title === t.site ? `${t.site} · ${t.zone}` : `${page.title} - ${t.site}`}</title>
${page.description && html`<meta name="description" content="${page.description}">`}
${(page.unlisted || page.secret) && html`<meta name="robots" content="noindex">`}
${(page.alternates ?? []).map(({ href, type, title }) => html`<link rel="alternate" type="${type}" title="${title}" href="${href}">`)}
<meta name="theme-color" content="#0b5563">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${styleSheet.href}">
${scripts.map((src) => html`<script type="module" src="${src}"></script>`)}
</head>
<body>
<a class="skip" href="#main">${t.skip}</a>
${header(view, page.place)}
<main id="main" tabindex="-1">${page.body}</main>
${footer(view)}
</body>
</html>
`.toString()
}
