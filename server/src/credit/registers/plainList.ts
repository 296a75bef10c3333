// For registers whose record layout nobody could confirm: a list to type or copy from.

import { namePartsOf } from '@lectern/shared/names'
import { csvForPeople } from '../../http/csv.ts'
import { type Adapter, office } from './adapter.ts'
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

/** `draft`: what could not be confirmed. `body`: whose number of the event each record needs. */
export const plainList = (body: string, draft: string): Adapter => ({
  draft,
  deletes: false,
  activityProblems: () => [],
  recordProblems: (claimed, { activity, timeZone }) =>
    numberOf(activity, claimed, timeZone) === '' ? [office(`The activity has no ${body} number.`)] : [],
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
