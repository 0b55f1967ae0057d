import { prefectures } from '@datadeed/core/kernel/regions'
import { noticeQuery } from '@datadeed/core/publication/schema'
import { registerQuery } from '@datadeed/core/registration/schema'
import type { Platform } from '../../platform/platform.ts'
import { getLogStatus } from '../evidence/service.ts'
import { listNotices } from '../publication/service.ts'
import { searchRegister } from '../registration/service.ts'

const newest = 6

/** What the home page tells of the register, counted now. */
export async function homeFigures(p: Platform) {
  const [registered, onNotice, log, byPrefecture] = await Promise.all([
    searchRegister(p, registerQuery.parse({ limit: newest })),
    listNotices(p, noticeQuery.parse({ open: 'true', limit: newest })),
    getLogStatus(p),
    Promise.all(
      prefectures.map(async ({ code }) => {
        const { total } = await searchRegister(p, registerQuery.parse({ prefectureCode: code, limit: 1 }))
        return { code, count: total }
      }),
    ),
  ])
  return { registered, onNotice, log, byPrefecture }
}
export type HomeFigures = Awaited<ReturnType<typeof homeFigures>>
