// What an undecided appeal is about, for the CE office: the minutes as they are, and what granting it would
// change.
import type { Gap } from '@lectern/shared/attendance'
import { slotMs } from '@lectern/shared/attendance'
import type { Activity } from '@lectern/shared/credit'
import { type Appeal, type AppealStanding, standingsMax } from '@lectern/shared/creditOffice'
import type { SessionView } from '@lectern/shared/program'
import type { Credit } from './creditParts.ts'
import { certifiable, type PersonCredit } from './results.ts'
import type { Grant, Watched } from './watchedSessions.ts'

type PossibleGrant = AppealStanding['grants'][number]

/** The longest gap; and, if there are several, everything between the first and the last. */
function stretchesOf(gaps: readonly Gap[]): { from: number; to: number }[] {
  const [first, ...others] = gaps
  if (!first) return []
  const longest = gaps.reduce((best, gap) => (gap.to - gap.from > best.to - best.from ? gap : best))
  return others.length === 0 ? [longest] : [longest, { from: first.from, to: gaps.at(-1)!.to }]
}

const outcomeOf = ({ results }: PersonCredit): PossibleGrant['outcome'] => {
  if (results.some(({ eligible }) => eligible)) return 'eligible'
  return results.some((result) => (certifiable(result) ?? result.earned) > 0) ? 'enough' : 'too_little'
}

interface Tried {
  appeal: Appeal
  /** As it is. */
  credit: PersonCredit
  session: Watched & { liveAt: number; until: number }
  grants: Grant[]
}

const grantOf = (sessionId: string, liveAt: number, { from, to }: { from: number; to: number }): Grant => ({
  sessionId,
  from: Math.round((from - liveAt) / slotMs),
  to: Math.round((to - liveAt) / slotMs),
})

function triedOf(appeal: Appeal, credit: PersonCredit): Tried[] {
  const session = credit.sessions.find(({ sessionId }) => sessionId === appeal.sessionId)
  if (!session || session.liveAt === null || session.until === null) return []
  const { liveAt, until } = session
  const grants = stretchesOf(session.gaps).map((stretch) => grantOf(appeal.sessionId, liveAt, stretch))
  return [{ appeal, credit, session: { ...session, liveAt, until }, grants }]
}

const creditedOf = ({ sessions }: PersonCredit, sessionId: string): number =>
  sessions.find((session) => session.sessionId === sessionId)!.creditedSlots

const minutesOf = (slots: number): number => (slots * slotMs) / 60_000

export function createAppealStandings({
  results,
  findPerson,
  activity,
}: Pick<Credit, 'results' | 'findPerson' | 'activity'>) {
  async function inActivity(of: Activity, appeals: Appeal[]): Promise<[string, AppealStanding][]> {
    const found = await Promise.all(
      appeals.map(async (appeal) => ({ appeal, person: await findPerson(appeal.personId) })),
    )
    const whole = found.flatMap(({ appeal, person }) => (person ? [{ appeal, person }] : []))
    const facts = await results.activityFacts(of)
    const now = await results.of(
      facts,
      whole.map(({ person }) => person),
    )
    const tried = whole.flatMap(({ appeal }, i) => triedOf(appeal, now[i]!))
    const tries = tried.flatMap((each) => each.grants.map((grant) => ({ person: each.credit.person, grant })))
    const granted = await results.of(
      facts,
      tries.map(({ person }) => person),
      { grants: tries.map(({ grant }) => grant) },
    )
    let next = 0
    return tried.map(({ appeal, credit, session, grants }) => {
      const { liveAt, until, creditedSlots, possibleSlots, gaps } = session
      const outcomes = grants.map(({ from, to, sessionId }): PossibleGrant => {
        const then = granted[next++]!
        return {
          fromMinute: minutesOf(from),
          toMinute: minutesOf(to),
          creditedSlots: creditedOf(then, sessionId),
          outcome: outcomeOf(then),
        }
      })
      const eligible = credit.results.some((result) => result.eligible)
      return [appeal.id, { liveAt, until, creditedSlots, possibleSlots, gaps, eligible, grants: outcomes }]
    })
  }

  return {
    /** By appeal, for the oldest undecided ones of `appeals`. */
    async of(
      appeals: readonly Appeal[],
      views: readonly SessionView[],
    ): Promise<ReadonlyMap<string, AppealStanding>> {
      const activityOf = new Map(views.map(({ session }) => [session.id, session.activityId]))
      const undecided = appeals
        .filter(({ decidedAt }) => decidedAt === null)
        .sort((a, b) => a.at - b.at)
        .slice(0, standingsMax)
      const byActivity = Map.groupBy(undecided, ({ sessionId }) => activityOf.get(sessionId))
      const all = await Promise.all(
        [...byActivity].map(async ([activityId, some]) =>
          activityId === undefined ? [] : inActivity(await activity(activityId), some),
        ),
      )
      return new Map(all.flat())
    },
  }
}
