// For registers whose record layout nobody could confirm: a list to type or copy from.

import { namePartsOf } from '@lectern/shared/names'
import { csvForPeople } from '../../http/csv.ts'
import type { Adapter } from './adapter.ts'
import { dayReported, nameNotices, numberOf } from './claimed.ts'

const head = [
  'Given name',
  'Family name',
  'Profession',
  'Number of the event',
  'Day',
  'Credit',
  'Certificate',
]

/** `draft`: what could not be confirmed. */
export const plainList = (draft: string): Adapter => ({
  draft,
  deletes: false,
  activityProblems: () => [],
  recordProblems: () => [],
  notices: nameNotices,
  write: (records, { activity, timeZone }) =>
    csvForPeople([
      head,
      ...records.map((record) => {
        const { givenName, familyName } = namePartsOf(record.person)
        return [
          givenName,
          familyName,
          record.person.profession,
          numberOf(activity, record, timeZone),
          dayReported(record, timeZone),
          String(record.amount),
          record.code,
        ]
      }),
    ]),
})
