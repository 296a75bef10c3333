// What each person sees of the programme: everybody what is approved, few people its drafts.
import type { Person } from '@lectern/shared/accounts'
import { isDraft, seenBy, seesDraft } from '@lectern/shared/drafts'
import type { Session, SessionView } from '@lectern/shared/program'
import type { ProgramStore } from './programStore.ts'

export type Seeing = ReturnType<typeof createSeeing>

export function createSeeing(program: Pick<ProgramStore, 'findSession' | 'state' | 'views'>) {
  async function isHiddenFrom(session: Session, person: Person): Promise<boolean> {
    if (!isDraft(session, 'scheduled') || seesDraft(session, person)) return false
    return isDraft(session, (await program.state(session.id)).phase)
  }

  return {
    isHiddenFrom,

    async isHidden(sessionId: string, person: Person): Promise<boolean> {
      const session = await program.findSession(sessionId)
      return session !== undefined && isHiddenFrom(session, person)
    },

    /** Undefined if there is none, or none for this person. */
    async findSession(sessionId: string, person: Person): Promise<Session | undefined> {
      const session = await program.findSession(sessionId)
      return session && !(await isHiddenFrom(session, person)) ? session : undefined
    },

    async views(conferenceId: string, person: Person): Promise<SessionView[]> {
      return seenBy(await program.views(conferenceId), person)
    },
  }
}
