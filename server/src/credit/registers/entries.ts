// Every record of a register for an activity: from the claims as they stand now, and from what was reported.
import type { Activity } from '@lectern/shared/credit'
import type { Register } from '@lectern/shared/creditRegisters'
import { isDraft } from '@lectern/shared/drafts'
import type { Credit } from '../creditParts.ts'
import { recordNumbers } from './activities/facts.ts'
import type { About, RecordToSend } from './adapter.ts'
import type { Claimed } from './claimed.ts'
import { type Entry, entriesFor, type Reported, unansweredFor } from './records.ts'

export type EntriesOptions = Pick<
  Credit,
  'claims' | 'policies' | 'clock' | 'program' | 'findPerson' | 'details' | 'sessionsOf' | 'activityRecords'
> & {
  /** Where certificates are verified. */
  publicUrl: () => string
}

export interface Entries {
  entries: Entry[]
  /** What no longer stands, and was added without an answer so far. */
  unanswered: Entry[]
  reported: Reported
  about: About
}

export function createEntries(options: EntriesOptions, claimed: (of: Activity) => Promise<Claimed[]>) {
  const { claims, policies, clock, program, findPerson, details, publicUrl } = options

  async function aboutOf(activity: Activity): Promise<About> {
    const [{ timeZone }, views, { held }] = await Promise.all([
      program.conference(activity.conferenceId),
      options.sessionsOf(activity.id),
      options.activityRecords.all(activity.id),
    ])
    const sessions = views
      .filter(({ session, state }) => !isDraft(session, state.phase))
      .map(({ session }) => session)
    const numbers = recordNumbers({ activity, policies, sessions, timeZone }, held)
    return { activity, timeZone, host: new URL(publicUrl()).hostname, now: clock(), numbers }
  }

  /**
   * What a register has and what no longer stands. Erased people are left out: nothing says who they were.
   */
  async function outdatedOf(codes: readonly string[]): Promise<RecordToSend[]> {
    const found = codes.map(async (code): Promise<RecordToSend[]> => {
      const certificate = await claims.certificate(code)
      const policy = policies.find(({ id }) => id === certificate?.policyId)
      const person = certificate && (await findPerson(certificate.personId))
      if (!policy || !person) return []
      const { amount, issuedAt: claimedAt, endsAt, partId, number } = certificate
      const when = { claimedAt, completedAt: endsAt - 1, reportFrom: endsAt }
      const given = await details.of(person.id)
      // It is deleted where it was added, whatever the activity's numbers are now.
      const where = { ...(number !== '' && { number }), ...(partId !== undefined && { partId }) }
      return [{ action: 'delete', person, details: given, policy, amount, code, ...when, ...where }]
    })
    return (await Promise.all(found)).flat()
  }

  const reportedOf = async (activityId: string): Promise<Reported> => {
    const [codes, answers] = await Promise.all([
      claims.reported(activityId),
      claims.registerAnswers(activityId),
    ])
    return { codes, answers }
  }

  /** `all`: the activity's claims, if they were read already. */
  async function entriesOf(of: Activity, register: Register, all?: readonly Claimed[]): Promise<Entries> {
    const [made, reported, about] = await Promise.all([all ?? claimed(of), reportedOf(of.id), aboutOf(of)])
    const standing = new Set(made.map(({ code }) => code))
    const outdated = await outdatedOf([
      ...Object.values(reported.codes).filter((code) => code !== '' && !standing.has(code)),
      ...Object.entries(reported.answers).flatMap(([code, answer]) => (answer?.deletes ? [code] : [])),
    ])
    const facts = { about, reported }
    return {
      entries: entriesFor(register, made, outdated, facts),
      unanswered: unansweredFor(register, outdated, facts),
      ...facts,
    }
  }

  return { entriesOf, reportedOf }
}
