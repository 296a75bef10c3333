// Sends desks the parts that changed, at most twice a second per booth across all servers.

import type { DeskPart } from '@lectern/shared/booths'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { After, Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import { script } from '../../core/script.ts'
import type { Broadcast } from '../../live/broadcast.ts'
import { rooms } from '../../live/rooms.ts'
import type { BoothViews } from '../boothViews.ts'

export interface DeskNewsOptions {
  redis: Redis
  views: Pick<BoothViews, 'desk'>
  broadcast: Broadcast
  clock: Clock
  after: After
  log: Log
}

const runNews = script<[number, ...DeskPart[]]>(import.meta.url, './news.lua')

/** Minimum time (ms) between two pushes to a desk. */
export const deskEveryMs = 500

export function createDeskNews({ redis, views, broadcast, clock, after, log }: DeskNewsOptions) {
  /** Desks with a push scheduled on this server, and how to cancel it. */
  const telling = new Map<string, () => void>()
  let closed = false

  async function tell(boothId: string, parts: DeskPart[]): Promise<void> {
    const [wait, ...news] = await runNews(
      redis,
      [keys.boothNews(boothId), keys.boothStaff(boothId)],
      [clock(), deskEveryMs, ...parts],
    )
    if (news.length > 0)
      broadcast(rooms.boothDesk(boothId), 'booths.desk', { boothId, ...(await views.desk(boothId, news)) })
    if (wait <= 0 || closed || telling.has(boothId)) return
    telling.set(
      boothId,
      after(wait, () => {
        telling.delete(boothId)
        touch(boothId)
      }),
    )
  }

  function touch(boothId: string, ...parts: DeskPart[]): void {
    if (closed) return
    tell(boothId, parts).catch((error: unknown) => log.warn({ boothId, err: error }, 'a desk was not told'))
  }

  return {
    /** Call after every change at a booth, with the parts of its desk that show it. */
    touch,
    close(): void {
      closed = true
      for (const cancel of telling.values()) cancel()
      telling.clear()
    },
  }
}
