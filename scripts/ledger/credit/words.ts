// The report on certificates, in words.
import type { CreditReport, Difference } from './audit.ts'

const counted = (count: number): string => `${count} ${count === 1 ? 'certificate' : 'certificates'}`
const have = (count: number): string => (count === 1 ? 'has' : 'have')

const differenceLine = ({ seq, code, problems }: Difference): string =>
  `${code === undefined ? `Entry ${seq}` : `Certificate ${code} (entry ${seq})`}: ${problems.join('; ')}.`

/** One line for each finding. */
export function creditLines({ recomputed, purged, withheld, older, differences }: CreditReport): string[] {
  const certificates = differences.filter(({ code }) => code !== undefined).length
  const head =
    differences.length === 0
      ? `Recomputed: ${counted(recomputed)}, each as it was issued.`
      : `DIFFERENT. Recomputed: ${counted(recomputed)}; ${certificates} of them and ${differences.length - certificates} other entries are not what the ledger gives:`
  return [
    head,
    ...differences.map(differenceLine),
    ...(purged > 0
      ? [
          `${counted(purged)} cannot be recomputed: what ${purged === 1 ? 'it rests' : 'they rest'} on was purged.`,
        ]
      : []),
    ...(withheld > 0
      ? [
          `${counted(withheld)} of other activities ${withheld === 1 ? 'was' : 'were'} not recomputed: what ${withheld === 1 ? 'it rests' : 'they rest'} on is withheld.`,
        ]
      : []),
    ...(older > 0
      ? [`${counted(older)} ${have(older)} no inputs in the ledger: issued by an earlier version of Lectern.`]
      : []),
  ]
}
