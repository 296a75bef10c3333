// Moves the licences and numbers of installations before `details` existed. Each person's steps may run
// twice, so that a start that was killed is completed by the next one.
import type { Register } from '@lectern/shared/creditRegisters'
import { privateDetails } from '@lectern/shared/details'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { AccountsStore } from './accountsStore.ts'

interface OldProfile {
  firstName?: string
  lastName?: string
  licenceState?: string
  licenceNumber?: string
  npi?: string
  boardId?: string
  nabpId?: string
  birthMonth?: number | null
  birthDay?: number | null
  efn?: string
  mayReport?: boolean
}

/** The registers that the one permission was for. */
const reportedTo: readonly Register[] = ['pars', 'cpe-monitor', 'eiv']
const peopleAtOnce = 500

/** The time of the decision was not recorded; the board of a board id neither, and most are of the ABIM. */
const detailsOf = (old: OldProfile) =>
  privateDetails.parse({
    identifiers: {
      npi: old.npi ?? '',
      efn: old.efn ?? '',
      nabpId: old.nabpId ?? '',
      boardIds: { ABIM: old.boardId ?? '' },
      licences: old.licenceNumber ? [{ state: old.licenceState ?? '', number: old.licenceNumber }] : [],
      birthMonth: old.birthMonth ?? null,
      birthDay: old.birthDay ?? null,
    },
    permissions: Object.fromEntries(
      old.mayReport ? reportedTo.map((register) => [register, { given: true, at: null }]) : [],
    ),
  })

async function upgrade(
  redis: Redis,
  accounts: Pick<AccountsStore, 'findPerson' | 'changeIdentity'>,
  personId: string,
) {
  const text = await redis.get(keys.creditProfile(personId))
  if (text === null) return
  const old = JSON.parse(text) as OldProfile
  await redis.set(keys.details(personId), JSON.stringify(detailsOf(old)), 'NX')
  const person = await accounts.findPerson(personId)
  const { firstName: givenName = '', lastName: familyName = '' } = old
  // The name itself stays as it is: registers may spell it differently.
  if (person && person.familyName === undefined && givenName && familyName)
    await accounts.changeIdentity(personId, { givenName, familyName })
  await redis.del(keys.creditProfile(personId))
}

export async function upgradeDetails(
  redis: Redis,
  accounts: Pick<AccountsStore, 'findPerson' | 'changeIdentity'>,
): Promise<void> {
  const ids = await redis.smembers(keys.people())
  for (let i = 0; i < ids.length; i += peopleAtOnce)
    await Promise.all(ids.slice(i, i + peopleAtOnce).map((id) => upgrade(redis, accounts, id)))
}
