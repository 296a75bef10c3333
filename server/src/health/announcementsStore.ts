// What organisers tell the people of their conference, for as long as it is shown.
import type { Announcement } from '@lectern/shared/health'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'

export type AnnouncementsStore = ReturnType<typeof createAnnouncementsStore>

export function createAnnouncementsStore(redis: Redis) {
  const read = async (conferenceId: string): Promise<Announcement[]> =>
    (await redis.hvals(keys.announcements(conferenceId)))
      .map((text) => JSON.parse(text) as Announcement)
      .sort((a, b) => a.at - b.at)

  return {
    /** A repeat with the same id finds the first. Those whose time is over go. */
    async add(conferenceId: string, announcement: Announcement): Promise<Announcement> {
      const key = keys.announcements(conferenceId)
      await redis.hsetnx(key, announcement.announcementId, JSON.stringify(announcement))
      const all = await read(conferenceId)
      const over = all.filter(({ until }) => until <= announcement.at)
      if (over.length > 0) await redis.hdel(key, ...over.map(({ announcementId }) => announcementId))
      return all.find(({ announcementId }) => announcementId === announcement.announcementId) ?? announcement
    },
    async withdraw(conferenceId: string, announcementId: string): Promise<void> {
      await redis.hdel(keys.announcements(conferenceId), announcementId)
    },
    /** Those shown at this moment, oldest first. */
    shownAt: async (conferenceId: string, now: number): Promise<Announcement[]> =>
      (await read(conferenceId)).filter(({ until }) => until > now),
  }
}
