// What the office sees of a conference's support: agreements, what is missing, and each activity's statement.
import type { SupportedActivity, SupportOverview } from '@lectern/shared/commercialSupport'
import type { Activity } from '@lectern/shared/credit'
import { agreementsMax } from '@lectern/shared/limits'
import type { SessionView } from '@lectern/shared/program'
import {
  type Agreement,
  type AgreementVersion,
  type Allocation,
  beginOf,
  type SupportProblem,
  supportProblems,
} from '@lectern/shared/supportRules'
import type { ProgramStore } from '../program/programStore.ts'
import type { SupportStore } from './supportStore.ts'

export interface SupportViewsOptions {
  store: SupportStore
  activities: { all(conferenceId: string): Promise<Activity[]> }
  program: Pick<ProgramStore, 'views' | 'conference'>
  findPerson: (personId: string) => Promise<{ name: string } | undefined>
}

export function createSupportViews({ store, activities, program, findPerson }: SupportViewsOptions) {
  const nameOf = async (personId: string): Promise<string> => (await findPerson(personId))?.name ?? ''

  const named = async (version: AgreementVersion) => ({
    ...version,
    terms: { ...version.terms, allocations: version.terms.allocations.map(listed) },
    signatures: [...version.signatures],
    byName: await nameOf(version.by),
  })
  const listed = ({ sessionIds, ...each }: Allocation) => ({
    ...each,
    ...(sessionIds && { sessionIds: [...sessionIds] }),
    inKind: [...each.inKind],
  })

  return async function overview(conferenceId: string): Promise<SupportOverview> {
    const [conference, views, planned, agreements] = await Promise.all([
      program.conference(conferenceId),
      program.views(conferenceId),
      activities.all(conferenceId),
      store.agreements(conferenceId),
    ])
    const { timeZone, support: ofConference = [] } = conference
    const ofActivity = (activityId: string): SessionView[] =>
      views.filter(({ session }) => session.activityId === activityId)
    const hasBegun = (activityId: string): boolean =>
      ofActivity(activityId).some(({ state }) => state.liveAt !== null)

    async function activityOf(activity: Activity): Promise<SupportedActivity> {
      const own = ofActivity(activity.id)
      const problems = own.flatMap(({ session }): SupportProblem[] => [
        ...supportProblems({
          ...{ session, activity, ofConference, agreements, timeZone },
          begins: beginOf(session, activity, views),
        }),
      ])
      const statement = await store.statement(conferenceId, activity.id)
      return {
        id: activity.id,
        title: activity.title,
        jointProviders: activity.jointProviders ?? [],
        sessions: own.map(({ session: { id, title } }) => ({ id, title })),
        begins:
          own.length === 0
            ? null
            : Math.min(...own.map(({ session, state }) => state.liveAt ?? session.startsAt)),
        hasBegun: hasBegun(activity.id),
        problems: [...new Map(problems.map((each) => [each.message, each])).values()],
        statement: statement ? { ...statement, lines: statement.lines.map(plainLine) } : null,
      }
    }
    const agreementOf = async (agreement: Agreement) => ({
      ...agreement,
      versions: await Promise.all(agreement.versions.map(named)),
      hasBegun: agreement.versions.some(({ terms }) =>
        terms.allocations.some(({ activityId }) => hasBegun(activityId)),
      ),
    })
    return {
      timeZone,
      activities: await Promise.all(planned.map(activityOf)),
      agreements: await Promise.all(agreements.map(agreementOf)),
      room: Math.max(0, agreementsMax - agreements.length),
    }
  }
}

type Line = NonNullable<SupportedActivity['statement']>['lines'][number]
const plainLine = ({
  agreementId,
  ...line
}: Omit<Line, 'agreementId'> & { agreementId?: string | undefined }) => ({
  ...line,
  ...(agreementId !== undefined && { agreementId }),
})
