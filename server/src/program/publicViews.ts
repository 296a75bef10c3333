// What browsers see of the programme: a plan without the CE office's decisions and who made them, and with
// the faculty's pictures. Learners see the outcome of those decisions in their session's disclosures.
import { inControl } from '@lectern/shared/clearance'
import type { Faculty, SessionView } from '@lectern/shared/program'
import type { PicturesStore } from '../accounts/picturesStore.ts'

type Pictures = ReadonlyMap<string, string>

const shownFaculty = (members: Faculty[], pictures: Pictures): Faculty[] =>
  members.map(({ disclosure: _disclosure, ...member }) => {
    const picture = pictures.get(member.personId)
    return { ...member, ...(picture && { picture }) }
  })

function shownView({ session: planned, state }: SessionView, pictures: Pictures): SessionView {
  const { approval: _approval, changed: _changed, exemption, ...session } = planned
  const { speakers, moderators, planners } = session
  return {
    session: {
      ...session,
      ...(exemption && { exemption: { ground: exemption.ground } }),
      speakers: shownFaculty(speakers, pictures),
      moderators: shownFaculty(moderators, pictures),
      ...(planners && { planners: shownFaculty(planners, pictures) }),
    },
    state,
  }
}

export type PublicViews = ReturnType<typeof createPublicViews>

export function createPublicViews(pictures: Pick<PicturesStore, 'addressesOf'>) {
  async function all(views: readonly SessionView[]): Promise<SessionView[]> {
    const people = views.flatMap(({ session }) => inControl(session).map(([{ personId }]) => personId))
    const addresses = await pictures.addressesOf(people)
    return views.map((view) => shownView(view, addresses))
  }
  return { all, one: async (view: SessionView): Promise<SessionView> => (await all([view]))[0]! }
}
