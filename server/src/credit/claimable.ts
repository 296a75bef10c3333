// Who can claim credit and has not, for the mails that say so.
import type { Activity, CreditResult } from '@lectern/shared/credit'
import { isClaimFor } from '@lectern/shared/creditParts'
import type { SessionView } from '@lectern/shared/program'
import { type ActivityRecordsOptions, createActivityRecords } from './activityRecords.ts'
import type { Credit } from './creditParts.ts'
import { certifiable } from './results.ts'

export interface Claimable {
  personId: string
  /** The first deadline, in ms. */
  claimBy: number | null
}

export interface ClaimableActivity {
  activityId: string
  title: string
  /** Changes whenever there may be new credit. */
  standing: string
  people(): Promise<Claimable[]>
}

/** How long after its end a session's minutes are final at the latest, in ms. */
const settledMs = 5 * 60_000

export type ClaimableOptions = ActivityRecordsOptions & Pick<Credit, 'activities' | 'clock'>

export function createClaimable(credit: ClaimableOptions) {
  const { activities, clock, findPerson, results, claims } = credit
  const { learnersOf } = createActivityRecords(credit)

  async function peopleOf(activity: Activity, sessions: SessionView[]): Promise<Claimable[]> {
    const ids = await learnersOf(activity, sessions)
    const people = (await Promise.all(ids.map(findPerson))).filter((person) => person !== undefined)
    const earned = await results.of(await results.activityFacts(activity), people)
    const now = clock()
    const found = await Promise.all(
      earned.map(async ({ person, results: all }): Promise<Claimable[]> => {
        const claimed = (await claims.of(person.id)).filter(({ activityId }) => activityId === activity.id)
        const isOpen = (result: CreditResult) =>
          (certifiable(result) ?? 0) > 0 &&
          (result.claimBy === null || result.claimBy > now) &&
          !claimed.some((claim) => isClaimFor(claim, result))
        const open = all.filter(isOpen)
        if (open.length === 0) return []
        const deadlines = open.flatMap(({ claimBy }) => claimBy ?? [])
        return [{ personId: person.id, claimBy: deadlines.length > 0 ? Math.min(...deadlines) : null }]
      }),
    )
    return found.flat()
  }

  /** The activities of a conference of which a session has ended. `views`: all its sessions. */
  return async function claimable(conferenceId: string, views: SessionView[]): Promise<ClaimableActivity[]> {
    const before = clock() - settledMs
    return (await activities.all(conferenceId)).flatMap((activity): ClaimableActivity[] => {
      const sessions = views.filter(({ session }) => session.activityId === activity.id)
      const ended = sessions.filter(({ state }) => state.endedAt !== null && state.endedAt <= before)
      if (ended.length === 0) return []
      const standing = ended
        .map(({ session }) => session.id)
        .sort()
        .join(' ')
      const { id: activityId, title } = activity
      return [{ activityId, title, standing, people: () => peopleOf(activity, sessions) }]
    })
  }
}
