// Records for NABP's CPE Monitor. What it wants of each is published; the layout of the file is not.
import { alsoOf } from '@lectern/shared/creditRules'
import { csvForMachines } from '../../http/csv.ts'
import { type Adapter, office } from './adapter.ts'
import { numberOf } from './claimed.ts'

const twoDigits = (part: number | null): string => String(part ?? 0).padStart(2, '0')
const head = [
  'UAN',
  'NABP e-Profile ID',
  'Birth date (MMDD)',
  'Date of participation',
  'Contact hours',
  'CEU',
]

/** "11/24/2026" */
const usDay = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone })

export const cpeMonitor: Adapter = {
  draft:
    'ACPE publishes what a record holds, not the columns of a file. Compare it with ACPE’s technical specification before the first upload.',
  deletes: false,
  activityProblems: () => [],

  recordProblems(claimed, { activity, timeZone }) {
    const number = numberOf(activity, claimed, timeZone)
    const { profession } = claimed.person
    if (profession !== 'pharmacist' && profession !== 'pharmacy_technician')
      return [office('CPE Monitor takes pharmacists and pharmacy technicians only: correct the profession.')]
    return number === '' ? [office('The activity has no UAN for this person’s profession and day.')] : []
  },

  notices: () => [],

  write(records, { activity, timeZone }) {
    const day = usDay(timeZone)
    const rows = records.map((record) => {
      const { birthMonth, birthDay, nabpId } = record.details.identifiers
      return [
        numberOf(activity, record, timeZone),
        nabpId,
        twoDigits(birthMonth) + twoDigits(birthDay),
        day.format(record.completedAt),
        record.amount.toFixed(2),
        String(alsoOf(record.policy, record.amount)?.amount ?? ''),
      ]
    })
    return csvForMachines([head, ...rows])
  },
}
