// What the person's own credit adds to the sessions that have ended: minutes, and whether it can be claimed.
import type { ActivityCredit, MyCredit } from '@lectern/shared/credit'
import type { Session, SessionView } from '@lectern/shared/program'
import { useQuery } from '@tanstack/react-query'
import { claimedResults } from '../credit/claimedResults.ts'
import { myCreditQuery } from '../credit/creditApi.ts'
import { tookWords } from '../words/credit.ts'

export interface CreditInAgenda {
  /** "44 / 46 min" of a session that has ended; undefined if unknown. */
  minutesOf: (sessionId: string) => string | undefined
  /** The page where the session's credit can be claimed now. */
  claimAt: (session: Session) => string | undefined
}

const isClaimable = (credit: ActivityCredit): boolean =>
  claimedResults(credit).some(({ result, claim }) => result.eligible && result.amount > 0 && !claim)

function creditOf(credit: MyCredit | undefined): CreditInAgenda {
  const activities = credit?.activities ?? []
  const ended = activities.flatMap(({ sessions }) => sessions.filter(({ phase }) => phase === 'ended'))
  return {
    minutesOf(sessionId) {
      const watched = ended.find((each) => each.sessionId === sessionId)
      return watched && watched.possibleSlots > 0 ? tookWords(watched) : undefined
    },
    claimAt({ id, activityId }) {
      const activity = activities.find((each) => each.activity.id === activityId)
      const isOver = ended.some(({ sessionId }) => sessionId === id)
      return activity && isOver && isClaimable(activity) ? `/credit/${activity.activity.id}` : undefined
    },
  }
}

/** Asked for only once a session with credit has ended. */
export function useCreditInAgenda(sessions: readonly SessionView[], watches: boolean): CreditInAgenda {
  const enabled =
    watches && sessions.some(({ session, state }) => session.activityId && state.phase === 'ended')
  return creditOf(useQuery({ ...myCreditQuery, enabled }).data)
}
