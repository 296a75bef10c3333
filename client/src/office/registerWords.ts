// Reporting to a register, in words.
import type {
  Register,
  RegisterProblem,
  RegisterRecord,
  RegisterStatus,
} from '@lectern/shared/creditRegisters'
import type { Tone } from '../ui/Chip.tsx'
import { counted, plural } from '../words/counts.ts'
import { dateOf, momentOf } from '../words/times.ts'

export const records = (count: number): string => counted(count, 'record')

/** The file, as a link names it. */
export const formats: Record<Register, string> = {
  pars: 'JSON',
  'cpe-monitor': 'CSV',
  eiv: 'text',
  cogeaps: 'CSV',
  racgp: 'CSV',
}

/** "14 records to report by 27 January 2027; 2 lack something. 1 record came too late." */
export function unreportedWords(status: RegisterStatus): string {
  const { unreported, keptBack, tooLate, dueBy, isOverdue } = status
  if (unreported === 0) return 'Nothing to report right now.'
  const [possible, lacks] = [unreported - tooLate, keptBack - tooLate]
  const by = dueBy === null ? '' : `${isOverdue ? ', overdue since' : ' by'} ${dateOf(dueBy)}`
  const lacking =
    lacks === 0
      ? ''
      : lacks === possible
        ? `; ${plural(lacks, 'it lacks something', 'all of them lack something')}, as the table says`
        : `; ${lacks} ${plural(lacks, 'lacks', 'lack')} something`
  return [
    ...(possible > 0 ? [`${records(possible)} to report${by}${lacking}.`] : []),
    ...(tooLate > 0
      ? [`${records(tooLate)} came too late: the register takes ${plural(tooLate, 'it', 'them')} no more.`]
      : []),
  ].join(' ')
}

/** What is wrong with a file that is not marked yet; empty if nothing. */
export function outdatedWords({ lastFile }: RegisterStatus): string {
  const count = lastFile?.outdated ?? 0
  if (count === 0) return ''
  const these = `${records(count)} of the last file ${plural(count, 'is', 'are')}`
  return `${these} not to be sent any more, or have changed: a permission was withdrawn, or a certificate corrected. If you have not uploaded it yet, download a new file and upload that one.`
}

/** When the last file was made, and how much of it is reported. */
export function fileWords({ lastFile }: RegisterStatus): string {
  if (!lastFile) return 'Not downloaded yet.'
  const made = `Last file: ${momentOf(lastFile.madeAt)}, ${records(lastFile.records)}`
  if (lastFile.records === 0) return `${made}.`
  return lastFile.unreported === 0 ? `${made}, all reported.` : `${made}.`
}

/**
 * The step that comes next: a file that is not reported yet, or that has to be downloaded; `none`: nothing
 * that could be in a file, and no file yet; `done`: all that could be in a file has been reported.
 */
export function stepOf(status: RegisterStatus): 'none' | 'download' | 'upload' | 'done' {
  const { unreported, keptBack, lastFile } = status
  if ((lastFile?.unreported ?? 0) > 0) return 'upload'
  if (unreported > keptBack) return 'download'
  return lastFile ? 'done' : 'none'
}

const actors: Record<RegisterProblem['who'], string> = {
  learner: 'The learner must act',
  office: 'You must act',
  nobody: 'Cannot be mended',
}
/** "The learner must act: The EFN is missing." */
export const problemWords = ({ who, says }: RegisterProblem): string => `${actors[who]}: ${says}`

export type RecordStanding = RegisterRecord['state'] | 'rejected'
/** A rejected record is named as such until it is sent again. */
export const standingOf = ({ state, rejected }: RegisterRecord): RecordStanding =>
  rejected ? 'rejected' : state

export const recordStandings = ['rejected', 'kept_back', 'ready', 'sent', 'accepted'] as const
export const recordWords: Record<RecordStanding, string> = {
  rejected: 'Rejected',
  kept_back: 'Kept back',
  ready: 'For the next file',
  sent: 'Sent',
  accepted: 'Accepted',
}
export const recordTones: Record<RecordStanding, Tone> = {
  rejected: 'amber',
  kept_back: 'amber',
  ready: 'accent',
  sent: 'quiet',
  accepted: 'done',
}

/** What there is to say of a record beside its standing. */
export const remarksOf = ({ rejected, problems, notices, action }: RegisterRecord): string[] => [
  ...(action === 'delete' ? ['Takes back what was reported.'] : []),
  ...(rejected ? [`The register said: ${rejected.reason}`] : []),
  ...problems.map(problemWords),
  ...notices,
]
