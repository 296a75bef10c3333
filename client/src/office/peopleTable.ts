// Everybody of an activity, as the table shows them: found, filtered and sorted. Pure; thousands of rows.
import type { Profession } from '@lectern/shared/accounts'
import type { OfficeActivity } from '@lectern/shared/creditOffice'

export type OfficePerson = OfficeActivity['people'][number]

export const standings = ['all', 'not_eligible', 'not_claimed', 'claimed'] as const
export type Standing = Exclude<(typeof standings)[number], 'all'>

/** `not_claimed`: something could be claimed and was not. */
export function standingOf({ results, claims }: Pick<OfficePerson, 'results' | 'claims'>): Standing {
  if (claims.length > 0) return 'claimed'
  return results.some(({ eligible }) => eligible) ? 'not_claimed' : 'not_eligible'
}

const sortings = ['name', 'profession', 'minutes', 'earned', 'standing'] as const
export type Sorting = (typeof sortings)[number]

export interface Wanted {
  search: string
  profession: Profession | 'all'
  standing: (typeof standings)[number]
  sort: Sorting
  descending: boolean
}

export const creditedOf = ({ sessions }: Pick<OfficePerson, 'sessions'>) =>
  sessions.reduce(
    (sum, { creditedSlots, possibleSlots }) => ({
      creditedSlots: sum.creditedSlots + creditedSlots,
      possibleSlots: sum.possibleSlots + possibleSlots,
    }),
    { creditedSlots: 0, possibleSlots: 0 },
  )

const collator = new Intl.Collator()
const byName = (a: OfficePerson, b: OfficePerson) => collator.compare(a.name, b.name)
const earnedOf = ({ results }: OfficePerson) => Math.max(0, ...results.map(({ earned }) => earned))
const orders: Record<Sorting, (a: OfficePerson, b: OfficePerson) => number> = {
  name: byName,
  profession: (a, b) => collator.compare(a.profession, b.profession),
  minutes: (a, b) => creditedOf(a).creditedSlots - creditedOf(b).creditedSlots,
  earned: (a, b) => earnedOf(a) - earnedOf(b),
  standing: (a, b) => standings.indexOf(standingOf(a)) - standings.indexOf(standingOf(b)),
}

/** Without regard to case and accents: "munoz" finds "Muñoz". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export function peopleOf(people: readonly OfficePerson[], wanted: Wanted): OfficePerson[] {
  const words = plain(wanted.search).split(/\s+/).filter(Boolean)
  const sign = wanted.descending ? -1 : 1
  return people
    .filter(({ name, profession, ...rest }) => {
      const found = plain(name)
      return (
        words.every((word) => found.includes(word)) &&
        (wanted.profession === 'all' || profession === wanted.profession) &&
        (wanted.standing === 'all' || standingOf(rest) === wanted.standing)
      )
    })
    .sort((a, b) => sign * orders[wanted.sort](a, b) || byName(a, b))
}
