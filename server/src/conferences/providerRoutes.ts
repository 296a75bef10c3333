// The provider's details after the setup. Changed ones are on certificates from now on: issued ones are
// snapshots.
import { isDeepStrictEqual } from 'node:util'
import type { Provider, providerRoutes } from '@lectern/shared/conferences'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { AppError, errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { ActivityPlan } from '@lectern/shared/plans'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'

export interface ProviderRoutesOptions {
  program: { conferenceIds(): Promise<string[]> }
  activities: {
    provider(): Promise<Provider | undefined>
    saveProvider(provider: Provider): Promise<void>
    all(conferenceId: string): Promise<Activity[]>
  }
  policies: readonly CreditPolicy[]
  planActivity: (conferenceId: string, plan: ActivityPlan) => Promise<Activity>
  /** What was approved for the activity may have to be looked at again. */
  onPlanned: (before: Activity, after: Activity, by: string) => Promise<void>
  intents: Pick<Intents, 'define'>
  clock: Clock
}

interface Work {
  before: Provider | null
  provider: Provider
  by: string
  at: number
}

/** The first contradiction, with its field; undefined if there is none. */
function problemOf(
  { number, acpeNumber, address }: Provider,
  activities: readonly Activity[],
  policies: readonly CreditPolicy[],
): string | undefined {
  if (number !== '' && !/^\d{7}$/.test(number))
    return `number: “${number}” is no provider number of the ACCME: it has 7 digits`
  for (const { title, designations } of activities)
    for (const designation of designations) {
      const policy = policies.find(({ id }) => id === designation.policyId)
      const numbers = [designation.number, ...(designation.numbers ?? []).map((each) => each.number)]
      const other = numbers.find((each) => /^\d{4}-/.test(each) && !each.startsWith(`${acpeNumber}-`))
      if (policy?.numberFormat === 'uan' && acpeNumber !== undefined && other)
        return `acpeNumber: the UAN ${other} of “${title}” begins with another provider’s four digits: a UAN begins with its provider’s`
      if (policy?.certificate.withAddress && address === '')
        return `address: certificates of “${policy.title}” for “${title}” print it, so it is needed`
    }
  return undefined
}

export function createProviderRoutes(options: ProviderRoutesOptions): RouteHandlers<typeof providerRoutes> {
  const { program, activities, policies, planActivity, onPlanned, clock } = options

  async function allActivities(): Promise<Activity[]> {
    const ids = await program.conferenceIds()
    return (await Promise.all(ids.map((id) => activities.all(id)))).flat()
  }

  const { begin } = options.intents.define(keys.providerIntents(), {
    async providerChange({ before, provider, by, at }: Work, record: Recording): Promise<true> {
      // Another server, or an earlier attempt, may have saved the same: its evidence is complete.
      const isSaved = isDeepStrictEqual(await activities.provider(), provider)
      for (const conferenceId of isSaved ? [] : await program.conferenceIds())
        await record(`provider ${conferenceId}`, [
          {
            ...{ kind: 'provider.changed', by, data: { conferenceId, at } },
            contents: { provider: { value: provider } },
          },
        ])
      await activities.saveProvider(provider)
      // An activity with details of its own keeps them, and so does one that could not be planned so now.
      for (const activity of before ? await allActivities() : []) {
        if (!isDeepStrictEqual(activity.provider, before)) continue
        const { id, conferenceId } = activity
        try {
          // Approvals first: whoever completes this after a crash finds it planned, and would leave them.
          await onPlanned(activity, { ...activity, provider }, by)
          await planActivity(conferenceId, { id, provider })
        } catch (error) {
          if (!(error instanceof AppError) || error.status >= 500) throw error
        }
      }
      return true
    },
  })

  /** False if another change had to be completed first: look again. */
  async function change(provider: Provider, by: string): Promise<boolean> {
    const before = (await activities.provider()) ?? null
    if (isDeepStrictEqual(before, provider)) return true
    const own = (await allActivities()).filter(
      (activity) => before === null || isDeepStrictEqual(activity.provider, before),
    )
    const problem = problemOf(provider, own, policies)
    if (problem) throw errors.invalidRequest(problem)
    const work = { before, provider, by, at: clock() }
    return (await begin('providerChange', 'provider', work)) !== undefined
  }

  return {
    async 'provider.read'() {
      return { provider: (await activities.provider()) ?? null }
    },
    async 'provider.save'({ person, body: provider }) {
      for (;;) {
        if (await change(provider, person.id)) return { provider }
      }
    },
  }
}
