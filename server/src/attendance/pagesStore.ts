// Which of a person's pages watched a session, and when:
// evidence for the CE office, without weight for credit.
import { createHash } from 'node:crypto'
import type { WatchedPage } from '@lectern/shared/evidence'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

export type PagesStore = ReturnType<typeof createPagesStore>

const runPage = script(import.meta.url, './page.lua')

/** Pages kept per person and session. */
const pagesMax = 40
/** Tells two ids apart, and cannot be traced back. */
const shortOf = (id: string): string => createHash('sha256').update(id).digest('base64url').slice(0, 6)

type Row = [page: string, signIn: string, from: number, to: number]

export const readPages = (text: string | null | undefined): WatchedPage[] =>
  (JSON.parse(text || '[]') as Row[]).map(([, signIn, from, to]) => ({
    signIn,
    from,
    to: to === 0 ? null : to,
  }))

export interface PageOf {
  personId: string
  connectionId: string
  /** Undefined if unknown. */
  webSessionId: string | undefined
}

export function createPagesStore(redis: Redis) {
  const note =
    (step: 'open' | 'close') =>
    async (
      sessionId: string,
      { personId, connectionId, webSessionId }: PageOf,
      at: number,
    ): Promise<void> => {
      await runPage(
        redis,
        [keys.pages(sessionId)],
        [personId, shortOf(connectionId), webSessionId ? shortOf(webSessionId) : '', step, at, pagesMax],
      )
    }

  return {
    opened: note('open'),
    closed: note('close'),
    of: async (sessionId: string, personId: string): Promise<WatchedPage[]> =>
      readPages(await redis.hget(keys.pages(sessionId), personId)),
    all: async (sessionId: string): Promise<Record<string, string>> => redis.hgetall(keys.pages(sessionId)),
    forget: async (sessionId: string): Promise<void> => {
      await redis.unlink(keys.pages(sessionId))
    },
  }
}
