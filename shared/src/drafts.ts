// Who sees a session that is not approved: the people who plan and run the conference, and those in control
// of its content. To everybody else there is no such session until it is approved. Pure.
import type { Person } from './accounts.ts'
import { inControl } from './clearance.ts'
import type { Session, SessionPhase, SessionView } from './program.ts'

/** Whether it is a draft or in review: what has gone live is in the programme, whatever its status. */
export const isDraft = ({ status = 'approved' }: Pick<Session, 'status'>, phase: SessionPhase): boolean =>
  status !== 'approved' && phase === 'scheduled'

type Viewer = Pick<Person, 'id' | 'roles'>

/** They see every session of their conference, drafts too. */
export const plansOrRuns = ({ roles }: Pick<Person, 'roles'>): boolean =>
  roles.includes('office') || roles.includes('organiser') || roles.includes('moderator')

/** Whether the person sees the session while it is a draft. */
export const seesDraft = (session: Session, person: Viewer): boolean =>
  plansOrRuns(person) || inControl(session).some(([{ personId }]) => personId === person.id)

/** Of these sessions, those that the person sees. */
export const seenBy = (views: readonly SessionView[], person: Viewer): SessionView[] =>
  views.filter(({ session, state }) => !isDraft(session, state.phase) || seesDraft(session, person))
