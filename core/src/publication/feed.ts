import type { z } from 'zod'
import {
  chinese,
  dcatAgent,
  dcatAuthority,
  dcatContext,
  dcatFrequency,
  dcatLanguage,
  dcatPeriod,
  typedValue,
} from '../kernel/dcat.ts'
import type { publicContent } from '../kernel/register.ts'

/** One notice as feeds tell it: what the notice's own page shows, and nothing else. */
export interface FeedNotice extends z.infer<typeof publicContent> {
  number: string
  name: string
  holder: string
  industry: string
  direction: string | null
  prefecture: string
  from: string
  to: string
  status: string
  /** RFC 3339 UTC */
  publishedAt: string
}

/** What a feed says of itself. Addresses are absolute. */
export interface FeedFrame {
  title: string
  description: string
  registrar: string
  /** The rule that notices are published by, and by which what is shown is chosen. */
  source: string
  site: string
  page: string
  self: string
  next: string | null
}

// What XML 1.0 cannot hold even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const escaped = (text: string) => text.replace(notXml, '').replace(/[&<>"']/g, (c) => entities[c] ?? c)
const element = (name: string, text: string, attributes = '') => `<${name}${attributes}>${escaped(text)}</${name}>`

const noticeUrl = ({ site }: FeedFrame, { number }: FeedNotice) => `${site}/notices/${number}`
const tagsOf = ({ industry, direction }: FeedNotice) => [direction, industry].flatMap((tag) => tag || [])

/** In plain words: what it is, until when and how one may object. */
function wordsOf(notice: FeedNotice): string {
  const { holder, scenario, fieldNames, from, to, depositNumber } = notice
  return [
    `申请人：${holder}`,
    scenario && `应用场景：${scenario}`,
    fieldNames.length > 0 && `数据字段：${fieldNames.join('、')}`,
    depositNumber && `存证编号：${depositNumber}`,
    `公示期：${from} 至 ${to}，期内任何人可以在公示页实名提出异议`,
  ]
    .filter(Boolean)
    .join('\n')
}

/** RSS 2.0, with the addresses of itself and of its next page as in RFC 5005. */
export function rssFeed(frame: FeedFrame, notices: readonly FeedNotice[]): string {
  const newest = notices[0]
  const link = (rel: string, href: string) =>
    `<atom:link rel="${rel}" type="application/rss+xml" href="${escaped(href)}"/>`
  const items = notices.map((notice) => {
    const url = noticeUrl(frame, notice)
    return [
      '<item>',
      element('title', `${notice.name}（${notice.holder}）`),
      element('link', url),
      element('guid', url, ' isPermaLink="true"'),
      element('pubDate', new Date(notice.publishedAt).toUTCString()),
      ...tagsOf(notice).map((tag) => element('category', tag)),
      element('description', wordsOf(notice)),
      '</item>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    '<channel>',
    element('title', frame.title),
    element('link', frame.page),
    element('description', `${frame.description}（依据：${frame.source}）`),
    element('language', 'zh-cn'),
    element('copyright', frame.registrar),
    ...(newest ? [element('lastBuildDate', new Date(newest.publishedAt).toUTCString())] : []),
    '<docs>https://www.rssboard.org/rss-specification</docs>',
    link('self', frame.self),
    ...(frame.next ? [link('next', frame.next)] : []),
    ...items,
    '</channel>',
    '</rss>',
    '',
  ].join('\n')
}

/** Atom 1.0 (RFC 4287), with the address of its next page as in RFC 5005. */
export function atomFeed(frame: FeedFrame, notices: readonly FeedNotice[]): string {
  const link = (rel: string, href: string, type: string) =>
    `<link rel="${rel}" type="${type}" href="${escaped(href)}"/>`
  const author = (name: string) => `<author>${element('name', name)}</author>`
  const entries = notices.map((notice) => {
    const url = noticeUrl(frame, notice)
    return [
      '<entry>',
      element('title', notice.name),
      element('id', url),
      link('alternate', url, 'text/html'),
      element('published', notice.publishedAt),
      element('updated', notice.publishedAt),
      author(notice.holder),
      ...tagsOf(notice).map((tag) => `<category term="${escaped(tag)}"/>`),
      element('summary', wordsOf(notice)),
      '</entry>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
    element('title', frame.title),
    element('subtitle', `${frame.description}（依据：${frame.source}）`),
    element('id', frame.self),
    // A feed without entries has not changed since there were any.
    element('updated', notices[0]?.publishedAt ?? '2026-01-01T00:00:00.000Z'),
    author(frame.registrar),
    link('self', frame.self, 'application/atom+xml'),
    link('alternate', frame.page, 'text/html'),
    ...(frame.next ? [link('next', frame.next, 'application/atom+xml')] : []),
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}

/** JSON Feed 1.1; `_datadeed` holds the published fields as they are. */
export function jsonFeed(frame: FeedFrame, notices: readonly FeedNotice[]) {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: frame.title,
    home_page_url: frame.page,
    feed_url: frame.self,
    ...(frame.next && { next_url: frame.next }),
    description: frame.description,
    language: 'zh-CN',
    authors: [{ name: frame.registrar, url: frame.site }],
    _datadeed: { about: `${frame.site}/docs`, source: frame.source },
    items: notices.map((notice) => {
      const url = noticeUrl(frame, notice)
      return {
        ...{ id: url, url, title: notice.name, content_text: wordsOf(notice) },
        ...{ date_published: notice.publishedAt, tags: tagsOf(notice), authors: [{ name: notice.holder }] },
        _datadeed: notice,
      }
    }),
  }
}

/**
 * A DCAT-AP catalogue in JSON-LD: each notice is a data set that is described, not handed out, so it has no distribution;
 * what may be downloaded is the list of notices itself.
 */
export function dcatCatalogue(frame: FeedFrame, notices: readonly FeedNotice[]) {
  const feed = (name: string, mediaType: string) => ({
    '@type': 'dcat:Distribution',
    'dcat:accessURL': { '@id': frame.page },
    'dcat:downloadURL': { '@id': `${frame.site}/notices/${name}` },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
  })
  return {
    '@context': dcatContext,
    '@id': frame.self,
    '@type': 'dcat:Catalog',
    'dct:title': chinese(frame.title),
    'dct:description': chinese(frame.description),
    'dct:publisher': dcatAgent(frame.registrar),
    'dct:language': { '@id': dcatLanguage },
    'dct:source': frame.source,
    'foaf:homepage': { '@id': frame.page },
    ...(frame.next && { 'hydra:next': { '@id': frame.next } }),
    'dcat:dataset': [
      {
        '@id': frame.page,
        '@type': 'dcat:Dataset',
        'dct:title': chinese(frame.title),
        'dct:description': chinese(frame.description),
        'dct:publisher': dcatAgent(frame.registrar),
        'dct:accessRights': dcatAuthority('access-right', 'PUBLIC'),
        'dcat:distribution': [
          feed('feed.rss', 'application/rss+xml'),
          feed('feed.atom', 'application/atom+xml'),
          feed('feed.json', 'application/feed+json'),
        ],
      },
      ...notices.map((notice) => datasetOf(frame, notice)),
    ],
  }
}

function datasetOf(frame: FeedFrame, notice: FeedNotice) {
  const url = noticeUrl(frame, notice)
  const { timeFrom, timeTo } = notice
  const frequency = dcatFrequency(notice.updateFrequency)
  const period = dcatPeriod(timeFrom, timeTo)
  return {
    '@id': url,
    '@type': 'dcat:Dataset',
    'dct:identifier': notice.number,
    'dct:title': chinese(notice.name),
    'dct:description': chinese(wordsOf(notice)),
    'dct:issued': typedValue('dateTime', notice.publishedAt),
    'dct:creator': dcatAgent(notice.holder),
    'dct:publisher': dcatAgent(frame.registrar),
    'dct:accessRights': dcatAuthority('access-right', 'NON_PUBLIC'),
    'dct:language': { '@id': dcatLanguage },
    'dct:spatial': { '@type': 'dct:Location', 'dct:identifier': notice.prefecture },
    'dcat:theme': dcatAuthority('data-theme', 'TRAN'),
    'dcat:keyword': [...tagsOf(notice), ...notice.fieldNames].map((word) => chinese(word)),
    'dcat:landingPage': { '@id': url },
    ...(notice.depositNumber && { 'dct:relation': notice.depositNumber }),
    ...(frequency && { 'dct:accrualPeriodicity': frequency }),
    ...(period && { 'dct:temporal': period }),
  }
}
