// What audits keep about auditors: in the list of their data, merged with another person's, and erased.
import type { PersonRecords } from '../accounts/personRecords.ts'
import type { AuditorsStore } from './auditorsStore.ts'
import { timeText } from './words.ts'

export const createAuditRecords = (auditors: AuditorsStore): PersonRecords => ({
  async collect(personId) {
    const ids = await auditors.conferencesOf(personId)
    const given = await Promise.all(ids.map((id) => auditors.find(id, personId)))
    const audits = given.flatMap((access) =>
      access
        ? [
            {
              activities: access.activityIds,
              given: timeText(access.givenAt),
              until: timeText(access.until),
              ended: timeText(access.endedAt),
            },
          ]
        : [],
    )
    return audits.length > 0 ? { Audits: audits } : {}
  },
  move: (from, to) => auditors.move(from, to),
  erase: (personId) => auditors.remove(personId),
})
