import { atomFeed, dcatCatalogue, type FeedFrame, jsonFeed, rssFeed } from '@datadeed/core/publication/feed'
import type { feedNames, feedQuery } from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { regionText } from '../../platform/html/parts.ts'
import { address } from '../../platform/html/view.ts'
import type { Platform } from '../../platform/platform.ts'
import { listPublished } from './notice.ts'

type FeedName = (typeof feedNames)[number]
type Query = z.output<typeof feedQuery>

/** Notices of one answer; the rest is at its `next`. */
const perFeed = 50

const kinds: Record<FeedName, { mediaType: string; write: (...of: Parameters<typeof rssFeed>) => string }> = {
  'feed.rss': { mediaType: 'application/rss+xml', write: rssFeed },
  'feed.atom': { mediaType: 'application/atom+xml', write: atomFeed },
  'feed.json': { mediaType: 'application/feed+json', write: (...of) => JSON.stringify(jsonFeed(...of)) },
  'dcat.jsonld': { mediaType: 'application/ld+json', write: (...of) => JSON.stringify(dcatCatalogue(...of)) },
}

export const feedType = (name: FeedName): string => kinds[name].mediaType

/** A feed of notices with what their pages show; the same content has the same bytes. */
export async function noticeFeed(p: Platform, name: FeedName, query: Query) {
  const { items, next } = await listPublished(p, query, perFeed)
  const { mediaType, write } = kinds[name]
  const site = p.config.publicUrl
  const at = (path: string, more: { cursor?: string | undefined } = {}) =>
    `${site}${address(path, { ...query, ...more })}`
  const own = `/notices/${name}`
  const [basis] = p.pack.basis
  const frame: FeedFrame = {
    title: `数据知识产权登记公示（交通专区）${p.config.demo ? '：演示数据，没有法律效力' : ''}`,
    description: '通过审查的数据知识产权登记申请。公示期内任何人可以实名提出异议。',
    registrar: p.pack.registrar.name,
    source: basis ? `${basis.title}（${p.pack.name} ${p.pack.version}）` : p.pack.name,
    ...{ site, self: at(own), page: at('/notices', { cursor: undefined }) },
    next: next && at(own, { cursor: next }),
  }
  const notices = items.map((item) => ({ ...publishedOnly(item), prefecture: regionText(item.prefectureCode, 'zh') }))
  return { mediaType, body: Buffer.from(write(frame, notices)) }
}

type Published = Awaited<ReturnType<typeof listPublished>>['items'][number]

/** Without ids of the platform's own. */
function publishedOnly({ id: _id, industryCode: _code, prefectureCode: _place, ...published }: Published) {
  return published
}
