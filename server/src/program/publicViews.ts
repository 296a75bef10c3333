// What browsers see of the programme: a plan without the CE office's decisions on relationships. Learners see
// the outcome in their session's disclosures.
import type { Faculty, SessionView } from '@lectern/shared/program'

const shownFaculty = (members: Faculty[]): Faculty[] =>
  members.map(({ disclosure: _disclosure, ...member }) => member)

export function publicView({ session, state }: SessionView): SessionView {
  const { speakers, moderators, planners } = session
  return {
    session: {
      ...session,
      speakers: shownFaculty(speakers),
      moderators: shownFaculty(moderators),
      ...(planners && { planners: shownFaculty(planners) }),
    },
    state,
  }
}
