// Activities' planning forms, for the CE office. The words of a version reach the ledger by content when the
// activity is designated (`activityPlans.ts`), and when somebody marks the form as complete.
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { errors } from '@lectern/shared/errors'
import type { Planning, planningFormRoutes, ShownPlanning } from '@lectern/shared/planningForm'
import { abstractGaps, recordGaps } from '@lectern/shared/planningGaps'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Intents } from '../ledger/intents.ts'
import { type PlanningStore, plannedPlace } from './planningStore.ts'

export interface PlanningOptions {
  planningForms: PlanningStore
  activity: (activityId: string) => Promise<Activity>
  policies: readonly CreditPolicy[]
  findPerson: AccountsStore['findPerson']
  intents: Pick<Intents, 'settled'>
  clock: Clock
}

/** The activity is for the healthcare team: Joint Accreditation has words of its own. */
export const isForTeam = (
  { designations }: Pick<Activity, 'designations'>,
  policies: readonly CreditPolicy[],
) =>
  designations.some(
    ({ policyId }) => policies.find(({ id }) => id === policyId)?.accmeCertification === 'IPCE',
  )

const stale = () =>
  errors.stale(
    'Somebody else has saved this form meanwhile. What you wrote is kept on this page: look at theirs, then save again.',
  )

export function createPlanning(options: PlanningOptions) {
  const { planningForms, activity: activityOf, policies, findPerson, intents, clock } = options

  const nameOf = async (personId: string | undefined | null): Promise<string> =>
    (personId && (await findPerson(personId))?.name) || ''

  async function shown(activity: Activity, planning: Planning): Promise<ShownPlanning> {
    const isJointAccreditation = isForTeam(activity, policies)
    const [savedByName, completedByName] = await Promise.all([
      nameOf(planning.savedBy),
      nameOf(planning.completed?.by),
    ])
    return {
      ...planning,
      savedByName,
      completedByName,
      jointProviders: activity.jointProviders ?? [],
      isJointAccreditation,
      boards: activity.designations.flatMap(
        ({ policyId }) => policies.find(({ id }) => id === policyId)?.board?.id ?? [],
      ),
      missing: {
        abstract: abstractGaps(planning.form, isJointAccreditation),
        record: recordGaps(planning.form),
      },
    }
  }

  /** Its words are in the ledger before anybody is told. Throws `stale` if that is not the latest version. */
  async function complete(by: string, activityId: string, version: number): Promise<ShownPlanning> {
    const activity = await activityOf(activityId)
    if (!(await planningForms.complete(activity, version, { at: clock(), by }))) throw stale()
    await intents.settled(plannedPlace(activityId))
    return shown(activity, await planningForms.find(activity))
  }

  const routes: RouteHandlers<typeof planningFormRoutes> = {
    async 'planningForm.find'({ params }) {
      const activity = await activityOf(params.activityId)
      return shown(activity, await planningForms.find(activity))
    },
    async 'planningForm.save'({ person, params, body: { version, form } }) {
      const activity = await activityOf(params.activityId)
      const saved = await planningForms.save(activity, version, form, { at: clock(), by: person.id })
      if (!saved) throw stale()
      return shown(activity, saved)
    },
    'planningForm.complete': ({ person, params, body: { version } }) =>
      complete(person.id, params.activityId, version),
  }
  return { routes, complete }
}
