// Everything that matters about a person before they are merged or erased.
import { amountWithUnit } from '@lectern/shared/creditAmount'
import { errors } from '@lectern/shared/errors'
import type { MergeSide } from '@lectern/shared/mergeRules'
import type { SessionView } from '@lectern/shared/program'
import type { PeopleParts } from './people.ts'

export type SideParts = Pick<
  PeopleParts,
  'accounts' | 'details' | 'program' | 'watchFacts' | 'credit' | 'findActivity' | 'creditRecords' | 'clock'
>

/** The minutes of a session that has begun are not final before it is settled. */
const hasBegun = ({ state }: SessionView): boolean => state.phase !== 'scheduled'

export async function sideOf(parts: SideParts, personId: string): Promise<MergeSide> {
  const { accounts, details, program, watchFacts, credit, findActivity, creditRecords, clock } = parts
  const [account, own, views, claims, links] = await Promise.all([
    accounts.account(personId),
    details.of(personId),
    program.views(),
    creditRecords.everyClaim(personId),
    accounts.linksOf(personId, clock()),
  ])
  if (!account) throw errors.notFound('person')

  const watched = await Promise.all(
    views.filter(hasBegun).map(async (view) => {
      const { id, title } = view.session
      const isThere = (await watchFacts.people(id, [personId])).has(personId)
      return isThere ? [{ title, settled: (await watchFacts.session(id)).settled }] : []
    }),
  )
  const titleOf = async (activityId: string) => (await findActivity(activityId))?.title ?? activityId
  const activityIds = [...new Set(views.flatMap(({ session }) => session.activityId ?? []))]
  const forms = await Promise.all(
    activityIds.map(async (activityId) => ({
      activityId,
      title: await titleOf(activityId),
      evaluated: (await credit.forms.evaluation(personId, activityId)).submitted !== null,
      tested: (await credit.forms.test(personId, activityId)).submitted.length > 0,
    })),
  )
  return {
    id: personId,
    person: account.identity,
    details: own,
    memberships: await Promise.all(
      [...account.memberships].map(async ([conferenceId, { roles, exhibitorId }]) => ({
        conferenceId,
        title: (await program.findConference(conferenceId))?.title ?? conferenceId,
        roles,
        ...(exhibitorId !== undefined && { exhibitorId }),
      })),
    ),
    claims: await Promise.all(
      claims
        .filter(({ isRevoked }) => !isRevoked)
        .map(async ({ activityId, policyId, partId, time = [], amount, code, open }) => {
          const policy = credit.policies.find(({ id }) => id === policyId)
          const words = policy ? amountWithUnit(amount, policy) : String(amount)
          return {
            activityId,
            policyId,
            ...(partId !== undefined && { partId }),
            time: time.map(([begin, end]) => ({ from: begin, to: end })),
            paidWith: policy?.paidWith ?? [],
            code,
            words: `${words} in “${await titleOf(activityId)}”`,
            isOpen: open !== undefined,
          }
        }),
    ),
    evaluated: forms.filter(({ evaluated }) => evaluated),
    tested: forms.filter(({ tested }) => tested),
    unsettled: watched.flat().flatMap(({ title, settled }) => (settled ? [] : [title])),
    watched: watched.flat().length,
    links: links.length,
  }
}
