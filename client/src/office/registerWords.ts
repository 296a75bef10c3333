// How the reporting to a register is said.
import type { Register, RegisterStatus } from '@lectern/shared/creditRegisters'
import { counted, plural } from '../words/counts.ts'
import { momentOf } from '../words/times.ts'

export const registerNames: Record<Register, string> = { pars: 'PARS', 'cpe-monitor': 'CPE Monitor' }

export const records = (count: number): string => counted(count, 'record')

/** "14 records not reported yet; 2 of them lack something." */
export function unreportedWords({ unreported, keptBack }: RegisterStatus): string {
  if (unreported === 0) return 'Nothing is to be reported at the moment.'
  const lacking = keptBack === 0 ? '' : `; ${keptBack} of them ${plural(keptBack, 'lacks', 'lack')} something`
  return `${records(unreported)} not reported yet${lacking}.`
}

/** When the last file was made, and what may be said about it. */
export function fileWords({ register, lastFile }: RegisterStatus): string {
  if (!lastFile) return `No file has been made yet: download the one for ${registerNames[register]} first.`
  const made = `Last file: ${momentOf(lastFile.madeAt)}, ${records(lastFile.records)}`
  if (lastFile.records === 0) return `${made}.`
  return lastFile.unreported === 0 ? `${made}, all of them reported.` : `${made}.`
}
