// Which conference a person means, and what they are there.
import { personAt } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { Account, Place } from '../core/account.ts'

export interface PlacesOptions {
  /** The ids of all conferences, the latest first. */
  conferenceIds: () => Promise<string[]>
  exists: (conferenceId: string) => Promise<boolean>
  /** The conference of what these values of a request name, if they name anything. */
  named: (...values: unknown[]) => Promise<string | undefined>
}

export function createPlaces({ conferenceIds, exists, named }: PlacesOptions) {
  /** Undefined if there is no such conference, or the person has no place there: nobody learns which. */
  async function at(account: Account, conferenceId: string): Promise<Place | undefined> {
    const membership = account.memberships.get(conferenceId)
    if (!membership && !(account.identity.isOffice && (await exists(conferenceId)))) return undefined
    const person = personAt(account.identity, membership)
    return person && { conferenceId, person }
  }

  /** The person's only conference, or the one they joined last; for the office, the latest of all. */
  async function byDefault(account: Account): Promise<Place | undefined> {
    const [latest] = account.identity.isOffice
      ? await conferenceIds()
      : [...account.memberships].sort(([, a], [, b]) => b.since - a.since).map(([id]) => id)
    return latest === undefined ? undefined : at(account, latest)
  }

  return {
    at,
    named,

    /**
     * Where a signed-in person is: at the conference that their address says; else at that of the thing which
     * their request names, if they have a place there; else by default. Throws `not_found`.
     */
    async of(
      account: Account,
      said: string | undefined,
      means?: () => Promise<string | undefined>,
    ): Promise<Place> {
      if (said !== undefined) {
        const place = await at(account, said)
        if (!place) throw errors.notFound('conference')
        return place
      }
      const meant = account.memberships.size === 1 && !account.identity.isOffice ? undefined : await means?.()
      const place = (meant !== undefined && (await at(account, meant))) || (await byDefault(account))
      if (place) return place
      throw (await conferenceIds()).length === 0 ? errors.noConference() : errors.noPlace()
    },

    /**
     * For somebody who is not signed in: what their address says, else the only conference. Throws
     * `not_found`.
     */
    async ofAnybody(said: string | undefined): Promise<string | undefined> {
      if (said !== undefined && !(await exists(said))) throw errors.notFound('conference')
      const ids = said === undefined ? await conferenceIds() : [said]
      return ids.length === 1 ? ids[0] : undefined
    },

    /** The conference of a request with the operator's token. Throws `not_found` or `invalid_request`. */
    async ofOperator(said: string | undefined, means: () => Promise<string | undefined>): Promise<string> {
      if (said !== undefined) {
        if (await exists(said)) return said
        throw errors.notFound('conference')
      }
      const ids = await conferenceIds()
      if (ids.length === 0) throw errors.noConference()
      const meant = ids.length === 1 ? ids[0] : await means()
      if (meant === undefined) throw errors.whichConference()
      return meant
    },
  }
}
