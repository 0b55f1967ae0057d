import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atomFeed, dcatCatalogue, type FeedFrame, type FeedNotice, jsonFeed, rssFeed } from './feed.ts'

const frame: FeedFrame = {
  ...{ title: '公示', description: '说明', registrar: '登记机构', source: '办法 <试行> & "附件"' },
  ...{
    site: 'https://x.example',
    page: 'https://x.example/notices',
    self: 'https://x.example/notices/feed.atom?a=1&b=2',
  },
  next: 'https://x.example/notices/feed.atom?cursor=c&b=2',
}
const noticeOf = (name: string, holder: string): FeedNotice => ({
  ...{ number: 'GZJT-G-2026-000001', name, holder, industry: '公路旅客运输', direction: null, prefecture: '贵阳市' },
  ...{ from: '2026-03-02', to: '2026-03-16', status: 'open', publishedAt: '2026-03-02T01:00:00.000Z' },
  ...{ scenario: '场景', sourceTypes: [], records: 1, bytes: 1, timeFrom: null, timeTo: null, fieldNames: ['车速'] },
  ...{ updateFrequency: null, algorithm: '', depositNumber: 'GZJT-C-2026-000001' },
})

/** Reads XML strictly: the names of all elements in order, with their text; throws at whatever is not well formed. */
function readXml(xml: string): { name: string; text: string; in: string }[] {
  const stack: { name: string; text: string; in: string }[] = []
  const all: typeof stack = []
  const token = /<\?xml [^>]*\?>|<(\/?)([A-Za-z:]+)((?:\s+[A-Za-z:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
  const whole = (text: string) => {
    const control = [...text].some((c) => c < ' ' && !'\t\n\r'.includes(c))
    if (control || /&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`not XML: ${text}`)
  }
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex
    const found = token.exec(xml)
    if (!found) throw new Error(`not XML at ${xml.slice(at, at + 40)}`)
    const [, closing, name, attributes = '', empty, text] = found
    const top = stack.at(-1)
    if (text !== undefined) {
      whole(text)
      if (top) top.text += text
      else if (text.trim()) throw new Error('text outside')
    } else if (closing) {
      if (stack.pop()?.name !== name) throw new Error(`</${name}> closes another`)
    } else if (name) {
      whole(attributes)
      const one = { name, text: '', in: top?.name ?? '' }
      all.push(one)
      if (!empty) stack.push(one)
    }
  }
  if (stack.length > 0) throw new Error(`open: ${stack.at(-1)?.name}`)
  return all
}

const names = (all: ReturnType<typeof readXml>, within: string) =>
  all.filter((one) => one.in === within).map(({ name }) => name)

test('feeds have what RFC 4287, RSS 2.0, JSON Feed 1.1 and DCAT demand', () => {
  const notices = [noticeOf('路段车速', '黔运公司')]
  const atom = readXml(atomFeed(frame, notices))
  for (const name of ['id', 'title', 'updated', 'author'])
    expect(names(atom, 'feed').filter((n) => n === name)).toHaveLength(1)
  for (const name of ['id', 'title', 'updated', 'author', 'summary'])
    expect(names(atom, 'entry').filter((n) => n === name)).toHaveLength(1)
  for (const { name, text } of atom)
    if (name === 'updated' || name === 'published') expect(new Date(text).toISOString()).toBe(text)
  const rss = readXml(rssFeed(frame, notices))
  expect(names(rss, 'channel')).toEqual(expect.arrayContaining(['title', 'link', 'description', 'item']))
  expect(names(rss, 'item')).toEqual(expect.arrayContaining(['title', 'link', 'guid', 'pubDate', 'description']))
  const json = jsonFeed(frame, notices)
  expect([json.version, json.feed_url, json.next_url]).toEqual([
    'https://jsonfeed.org/version/1.1',
    frame.self,
    frame.next,
  ])
  for (const { id, content_text, date_published } of json.items)
    expect([id.startsWith('https://'), content_text !== '', new Date(date_published).toISOString()]).toEqual([
      ...[true, true, date_published],
    ])
  const catalogue = dcatCatalogue(frame, notices)
  expect(catalogue['@type']).toBe('dcat:Catalog')
  for (const dataset of catalogue['dcat:dataset']) {
    expect(dataset['dct:title']['@value']).not.toBe('')
    expect(dataset['dct:description']['@value']).not.toBe('')
  }
  // A feed without entries is one too.
  expect(names(readXml(atomFeed({ ...frame, next: null }, [])), 'feed')).toContain('updated')
})

test('whatever a name holds, the XML stays well formed and says what was said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'grapheme' }), (name, holder) => {
      const notices = [noticeOf(`<&"'>${name}`, holder)]
      for (const write of [atomFeed, rssFeed]) readXml(write(frame, notices))
    }),
  )
})
