// How the reporting to a register is said.
import type { RegisterStatus } from '@lectern/shared/creditRegisters'
import { counted, plural } from '../words/counts.ts'
import { dateOf, momentOf } from '../words/times.ts'

export const records = (count: number): string => counted(count, 'record')

/** "14 records to report by 27 January 2027; 2 lack something." */
export function unreportedWords({ unreported, keptBack, dueBy }: RegisterStatus): string {
  if (unreported === 0) return 'Nothing to report right now.'
  const by = dueBy === null ? '' : ` by ${dateOf(dueBy)}`
  const lacking = keptBack === 0 ? '' : `; ${keptBack} ${plural(keptBack, 'lacks', 'lack')} something`
  return `${records(unreported)} to report${by}${lacking}.`
}

/** When the last file was made, and how much of it is reported. */
export function fileWords({ lastFile }: RegisterStatus): string {
  if (!lastFile) return 'Not downloaded yet.'
  const made = `Last file: ${momentOf(lastFile.madeAt)}, ${records(lastFile.records)}`
  if (lastFile.records === 0) return `${made}.`
  return lastFile.unreported === 0 ? `${made}, all reported.` : `${made}.`
}

/** The step that comes next: a file that is not reported yet, or that has to be downloaded. */
export function stepOf({ unreported, keptBack, lastFile }: RegisterStatus): 'download' | 'upload' | 'done' {
  if ((lastFile?.unreported ?? 0) > 0) return 'upload'
  return unreported > keptBack ? 'download' : 'done'
}
