// Two people plan one activity: what one of them has not seen is not overwritten.
import { isDeepStrictEqual } from 'node:util'
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import type { ActivityPlan, SeenActivity } from '@lectern/shared/plans'

/** How a person is told of a field that somebody else has changed. */
const fieldNames: Partial<Record<keyof SeenActivity, string>> = {
  title: 'the title',
  format: 'the format',
  place: 'the place',
  number: 'the number at registers',
  provider: 'the provider',
  jointProviders: 'the joint providers',
  attendance: 'the attention checks',
  designations: 'the designations',
}

/** Refuses to overwrite what a page has not seen. */
export function requireSeen(plan: ActivityPlan, before: Activity | undefined, seen: SeenActivity): void {
  if (!before) throw errors.notFound('activity')
  const { id: _, ...planned } = plan
  const fields = Object.keys(planned) as (keyof typeof planned)[]
  const changed = fields.filter(
    (field) =>
      !isDeepStrictEqual(before[field], seen[field]) && !isDeepStrictEqual(before[field], planned[field]),
  )
  if (changed.length === 0) return
  const names = changed.map((field) => fieldNames[field] ?? `the ${field}`).join(' and ')
  throw errors.stale(`Somebody else has changed ${names} of this activity meanwhile.`, { fields: changed })
}
