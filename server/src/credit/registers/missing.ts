// The table of what keeps records back, for people.
import type { RegisterReport } from '@lectern/shared/creditRegisters'

const head = ['Person', 'Name', 'Credit', 'Amount', 'In the file', 'Missing']

/** Records that cannot be sent, those that were rejected, and those that want a look. */
export const missingRows = ({ records }: Pick<RegisterReport, 'records'>): string[][] => [
  head,
  ...records.flatMap(({ personId, name, credit, amount, state, problems, notices, rejected }) => {
    const words = [
      ...(rejected ? [`Rejected: ${rejected.reason}`] : []),
      ...problems.map(({ says }) => says),
      ...notices,
    ]
    if (words.length === 0 || state === 'accepted') return []
    return [
      [personId, name, credit, amount.toFixed(2), state === 'kept_back' ? 'no' : 'yes', words.join(' ')],
    ]
  }),
]
