// Everyone in an activity, as the table shows them: found and filtered. Pure; thousands of rows.
import { type Profession, professions } from '@lectern/shared/accounts'
import type { OfficeActivity } from '@lectern/shared/creditOffice'

export type OfficePerson = OfficeActivity['people'][number]

export const standings = ['not_eligible', 'not_claimed', 'claimed'] as const
export type Standing = (typeof standings)[number]

/** `not_claimed`: something could be claimed and was not. */
export function standingOf({ results, claims }: Pick<OfficePerson, 'results' | 'claims'>): Standing {
  if (claims.length > 0) return 'claimed'
  return results.some(({ eligible }) => eligible) ? 'not_claimed' : 'not_eligible'
}

export interface Wanted {
  search: string
  profession: Profession | 'all'
  standing: Standing | 'all'
}

export const creditedOf = ({ sessions }: Pick<OfficePerson, 'sessions'>) =>
  sessions.reduce(
    (sum, { creditedSlots, possibleSlots }) => ({
      creditedSlots: sum.creditedSlots + creditedSlots,
      possibleSlots: sum.possibleSlots + possibleSlots,
    }),
    { creditedSlots: 0, possibleSlots: 0 },
  )

export const earnedOf = ({ results }: Pick<OfficePerson, 'results'>): number =>
  Math.max(0, ...results.map(({ earned }) => earned))

/** Without regard to case and accents: "munoz" finds "Muñoz". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export function peopleOf(people: readonly OfficePerson[], wanted: Wanted): OfficePerson[] {
  const words = plain(wanted.search).split(/\s+/).filter(Boolean)
  return people.filter(({ name, profession, ...rest }) => {
    const found = plain(name)
    return (
      words.every((word) => found.includes(word)) &&
      (wanted.profession === 'all' || profession === wanted.profession) &&
      (wanted.standing === 'all' || standingOf(rest) === wanted.standing)
    )
  })
}

/** How many people each filter would show, by its value. */
export function countsOf(people: readonly OfficePerson[]): ReadonlyMap<Standing | Profession, number> {
  const counts = new Map<Standing | Profession, number>()
  const add = (value: Standing | Profession) => counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const person of people) {
    add(standingOf(person))
    add(person.profession)
  }
  return counts
}

/** The professions that occur, in their usual order. */
export const professionsIn = (counts: ReadonlyMap<Standing | Profession, number>): Profession[] =>
  professions.filter((profession) => counts.has(profession))
