// Which conference a thing belongs to, and who belongs to a conference, from the stores that know.
import type { Session } from '@lectern/shared/program'
import type { Belongings } from '../core/conferenceGuard.ts'
import type { AccountsStore } from './accountsStore.ts'

type ConferenceOf = (id: string) => Promise<string | undefined>

export interface BelongingsOptions {
  program: {
    lastRead(sessionId: string): Session | undefined
    findSession(sessionId: string): Promise<Session | undefined>
  }
  booths: { conferenceOf: ConferenceOf }
  activities: { conferenceOf: ConferenceOf }
  accounts: Pick<AccountsStore, 'memberOf'>
}

export const createBelongings = ({
  program,
  booths,
  activities,
  accounts,
}: BelongingsOptions): Belongings => ({
  // A session never moves to another conference: a plan that was read once says where it is.
  session: async (sessionId) =>
    (program.lastRead(sessionId) ?? (await program.findSession(sessionId)))?.conferenceId,
  booth: booths.conferenceOf,
  activity: activities.conferenceOf,
  isMember: async (personId, conferenceId) => (await accounts.memberOf(personId, conferenceId)) !== undefined,
})
