// Lists for the German chambers' EIV: which physicians (EFN) took part in which event (VNR). The points are
// those of the event, so no amount is reported.
import { type Adapter, office, type RecordToSend } from './adapter.ts'
import { numberOf } from './claimed.ts'

const isVnr = (number: string): boolean => /^\d{19}$/.test(number)
/** EIV's own words: what it adds to a list, and what it takes from it. */
const reports = { add: 'Nachmeldung', delete: 'Löschen' } as const

const section = ([first, ...more]: readonly RecordToSend[], vnr: string): string[] => [
  `VNR ${vnr}`,
  reports[first!.action],
  ...[first!, ...more].map(({ details }) => details.identifiers.efn),
  '',
]

export const eiv: Adapter = {
  draft:
    'EIV takes an event’s number (VNR) with its password and a list of EFN; the layout of a file could not be confirmed. Each list below belongs to one event and one kind of report.',
  deletes: true,
  activityProblems: () => [],

  recordProblems(claimed, { activity, timeZone }) {
    const vnr = numberOf(activity, claimed, timeZone)
    if (vnr === '') return [office('The activity has no VNR for this day.')]
    return isVnr(vnr) ? [] : [office(`“${vnr}” is no VNR: it has 19 digits.`)]
  },

  notices: () => [],

  write(records, { activity, timeZone }) {
    const listOf = (record: RecordToSend) => `${record.action} ${numberOf(activity, record, timeZone)}`
    const lists = Map.groupBy(
      records.toSorted((a, b) => Number(a.action === 'add') - Number(b.action === 'add')),
      listOf,
    )
    return [...lists.values()]
      .flatMap((list) => section(list, numberOf(activity, list[0]!, timeZone)))
      .join('\n')
  },
}
