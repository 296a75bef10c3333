// The announcements that are shown now: loaded once, kept current by events.
import type { Announcement } from '@lectern/shared/health'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useConnection, useNow } from '../live/useConnection.ts'
import { announcementsKey, announcementsQuery } from './healthApi.ts'

interface Known {
  announcements: Announcement[]
}

/** How often it is looked whether their time is over, in ms. */
const tickMs = 15_000

export function useAnnouncements(): Announcement[] {
  const connection = useConnection()
  const queries = useQueryClient()
  const now = useNow(tickMs)
  const { data } = useQuery(announcementsQuery)
  useEffect(() => {
    const change = (apply: (all: Announcement[]) => Announcement[]) =>
      queries.setQueryData<Known>(
        announcementsKey,
        (known) => known && { announcements: apply(known.announcements) },
      )
    const without = (announcementId: string) => (all: Announcement[]) =>
      all.filter((each) => each.announcementId !== announcementId)
    let isFirst = true
    const stops = [
      connection.on('health.announced', (added) =>
        change((all) => [...without(added.announcementId)(all), added]),
      ),
      connection.on('health.withdrawn', ({ announcementId }) => change(without(announcementId))),
      // After a lost connection events may be missing.
      connection.onConnected(() => {
        if (!isFirst) void queries.invalidateQueries({ queryKey: announcementsKey })
        isFirst = false
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [connection, queries])
  return data?.announcements.filter(({ until }) => until > now) ?? []
}
