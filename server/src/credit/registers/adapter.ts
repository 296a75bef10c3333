// What the adapter of each register has: how its file is written, and what must be right before.
import type { Activity } from '@lectern/shared/credit'
import type { RegisterProblem } from '@lectern/shared/creditRegisters'
import type { Claimed } from './claimed.ts'

/** One record to write. `code`: of the certificate that it adds or deletes. */
export interface RecordToSend extends Claimed {
  action: 'add' | 'delete'
}

export interface About {
  activity: Activity
  /** The conference's. */
  timeZone: string
  /** Where certificates are verified: a host without a port. */
  host: string
  /** ms */
  now: number
  /** The activity's number at PARS by year, or for `all`; empty: none yet. Absent: as the activity says. */
  numbers?: ReadonlyMap<string, string>
}

export interface Adapter {
  /** Null if the file is as the register publishes it; else why it is a draft. */
  draft: string | null
  /** The register takes a record back by a file. */
  deletes: boolean
  /** What is wrong with the activity. */
  activityProblems(of: Pick<About, 'activity' | 'numbers'>): RegisterProblem[]
  /** What is wrong with a record, beyond permission, details and deadline. */
  recordProblems(claimed: Claimed, about: About): RegisterProblem[]
  /** What keeps even a deletion back: without it the register would not find the record. */
  deletionProblems?(claimed: Claimed, about: About): RegisterProblem[]
  /** What to look at before it is sent. */
  notices(claimed: Claimed): string[]
  /** The file's text. */
  write(records: readonly RecordToSend[], about: About): string
}

export const office = (says: string): RegisterProblem => ({ who: 'office', says })
export const learner = (says: string): RegisterProblem => ({ who: 'learner', says })
export const nobody = (says: string): RegisterProblem => ({ who: 'nobody', says })
