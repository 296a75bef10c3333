// What browsers are shown of the programme: all of a plan but how the CE office has dealt with relationships. Learners are
// told the outcome, in the disclosures of their session.
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
