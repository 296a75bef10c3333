// People in lists: all of the installation for the office, a conference's members for its organisers.
import type { Identity, Membership, Person } from '@lectern/shared/accounts'
import type { PrivateDetails } from '@lectern/shared/details'
import { peoplePageMax } from '@lectern/shared/limits'
import { comparableName, namePartsOf, proposedPrintedName } from '@lectern/shared/names'
import type { LackKind, ListedMember, ListedPerson } from '@lectern/shared/people'
import type { ConferenceRole, Role } from '@lectern/shared/roles'
import { createReused } from '../core/reused.ts'
import type { PeopleParts } from './people.ts'

interface Wanted {
  search: string
  role?: Role | undefined
  profession?: Identity['profession'] | undefined
  lacks?: LackKind | undefined
  page: number
}

interface Known {
  identity: Identity
  details: PrivateDetails
  memberships: ReadonlyMap<string, Membership>
  lacks: LackKind[]
  /** What the search looks in. */
  words: string
}

/** People read at a time. */
const peopleAtOnce = 500

export type PeopleLists = ReturnType<typeof createPeopleLists>

export function createPeopleLists(parts: PeopleParts) {
  const { accounts, details, program, isPrintable } = parts

  function lacksOf(identity: Identity, { email }: PrivateDetails, places: number): LackKind[] {
    const printed = identity.printedName ?? proposedPrintedName(identity)
    const found: (LackKind | false)[] = [
      email === '' && 'email',
      namePartsOf(identity).isGuessed && 'confirmed_name',
      !isPrintable(printed) && 'printable_name',
      identity.profession === 'other' && 'profession',
      places === 0 && !identity.isOffice && 'membership',
    ]
    return found.filter((lack) => lack !== false)
  }

  async function known(personId: string): Promise<Known[]> {
    const [account, own] = await Promise.all([accounts.account(personId), details.of(personId)])
    if (!account) return []
    const { identity, memberships } = account
    return [
      {
        identity,
        details: own,
        memberships,
        lacks: lacksOf(identity, own, memberships.size),
        words: [identity.name, identity.affiliation, identity.id, own.email, comparableName(identity.name)]
          .join('\n')
          .toLocaleLowerCase(),
      },
    ]
  }

  async function readAll(personIds: readonly string[]): Promise<Known[]> {
    const all: Known[] = []
    for (let i = 0; i < personIds.length; i += peopleAtOnce)
      all.push(...(await Promise.all(personIds.slice(i, i + peopleAtOnce).map(known))).flat())
    return all.sort(
      (a, b) => a.identity.name.localeCompare(b.identity.name) || a.identity.id.localeCompare(b.identity.id),
    )
  }

  /** Everybody: thousands take a moment, and a page of them is asked for with each letter of a search. */
  const everybody = createReused(async () => readAll(await accounts.personIds()))

  function page<Row>(
    all: readonly Known[],
    wanted: Wanted,
    rolesIn: (of: Known) => readonly Role[],
    row: (of: Known) => Row,
  ) {
    const words = wanted.search.toLocaleLowerCase()
    const found = all.filter(
      (each) =>
        each.words.includes(words) &&
        (wanted.role === undefined || rolesIn(each).includes(wanted.role)) &&
        (wanted.profession === undefined || each.identity.profession === wanted.profession) &&
        (wanted.lacks === undefined || each.lacks.includes(wanted.lacks)),
    )
    const from = wanted.page * peoplePageMax
    return { people: found.slice(from, from + peoplePageMax).map(row), found: found.length }
  }

  const rowOf = ({ identity, lacks }: Known, roles: readonly Role[]) => ({
    id: identity.id,
    name: identity.name,
    credentials: identity.credentials,
    affiliation: identity.affiliation,
    profession: identity.profession,
    roles: [...roles],
    lacks,
  })

  /** What somebody is at a conference, or anywhere. */
  const rolesOf = ({ identity, memberships }: Known, conferenceId?: string): Role[] => {
    const places = conferenceId === undefined ? [...memberships.values()] : [memberships.get(conferenceId)]
    const roles = new Set<Role>(places.flatMap((place) => place?.roles ?? []))
    if (identity.isOffice) roles.add('office')
    return [...roles]
  }

  return {
    /** After a change: the next list shows it. */
    forget: everybody.forget,
    everybody: () => everybody.get(''),

    async all(wanted: Wanted & { conferenceId?: string | undefined }) {
      const { conferenceId } = wanted
      const titles = new Map((await program.conferences()).map(({ id, title }) => [id, title]))
      const people = (await everybody.get('')).filter(
        ({ memberships }) => conferenceId === undefined || memberships.has(conferenceId),
      )
      return page(
        people,
        wanted,
        (each) => rolesOf(each, conferenceId),
        (each): ListedPerson => ({
          ...rowOf(each, rolesOf(each, conferenceId)),
          email: each.details.email,
          conferences: [...each.memberships]
            .sort(([, a], [, b]) => b.since - a.since)
            .map(([id]) => titles.get(id) ?? id),
        }),
      )
    },

    async members(conferenceId: string, wanted: Wanted) {
      const ids = (await accounts.members(conferenceId)).map(({ id }: Person) => id)
      const people = (await readAll(ids)).filter(({ memberships }) => memberships.has(conferenceId))
      // An organiser searches what an organiser sees.
      const visible = people.map((each) => ({
        ...each,
        lacks: each.lacks.filter((lack) => lack !== 'membership'),
        words:
          `${each.identity.name}\n${each.identity.affiliation}\n${comparableName(each.identity.name)}`.toLocaleLowerCase(),
      }))
      const rolesAt = ({ memberships }: Known): ConferenceRole[] => memberships.get(conferenceId)?.roles ?? []
      return page(
        visible,
        wanted,
        rolesAt,
        (each): ListedMember => ({
          ...rowOf(each, rolesAt(each)),
          hasEmail: each.details.email !== '',
          since: each.memberships.get(conferenceId)!.since,
        }),
      )
    },
  }
}
