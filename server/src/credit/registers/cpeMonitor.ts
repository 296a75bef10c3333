// Records for NABP's CPE Monitor. What it wants of each is published; the layout of the file is not.
import { alsoOf } from '@lectern/shared/creditRules'
import { uanOf } from '@lectern/shared/designationNumbers'
import { csvForMachines } from '../../http/csv.ts'
import { type Adapter, office } from './adapter.ts'
import { dayReported, numberOf } from './claimed.ts'

const twoDigits = (part: number | null): string => String(part ?? 0).padStart(2, '0')
const head = [
  'UAN',
  'NABP e-Profile ID',
  'Birth date (MMDD)',
  'Date of participation',
  'Contact hours',
  'CEU',
]

/** "2026-11-24" → "11/24/2026" */
const usDay = (day: string): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`

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
    if (number === '') return [office('The activity has no UAN for this person’s profession and day.')]
    return uanOf(number) ? [] : [office(`“${number}” is no UAN like 1234-0000-26-001-L01-P.`)]
  },

  notices: () => [],

  write(records, { activity, timeZone }) {
    const rows = records.map((record) => {
      const { birthMonth, birthDay, nabpId } = record.details.identifiers
      return [
        numberOf(activity, record, timeZone),
        nabpId,
        twoDigits(birthMonth) + twoDigits(birthDay),
        usDay(dayReported(record, timeZone)),
        record.amount.toFixed(2),
        String(alsoOf(record.policy, record.amount)?.amount ?? ''),
      ]
    })
    return csvForMachines([head, ...rows])
  },
}
