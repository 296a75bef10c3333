// Finds people who are probably the same. Linear in the number of people.
import type { PrivateDetails } from './details.ts'
import { comparableMailAddress } from './mailAddress.ts'
import { comparableName } from './names.ts'

export interface Comparable {
  id: string
  name: string
  affiliation: string
  details: PrivateDetails
}
interface Found<Person> {
  reason: 'email' | 'identifier' | 'name'
  words: string
  people: Person[]
}

/** Each thing that two different people do not share, with why. */
function* marksOf({
  name,
  affiliation,
  details,
}: Comparable): Iterable<[Found<never>['reason'], string, string]> {
  const { email, identifiers } = details
  if (email !== '') yield ['email', comparableMailAddress(email), 'the same mail address']
  for (const [field, label] of [
    ['npi', 'NPI'],
    ['efn', 'EFN'],
    ['nabpId', 'NABP e-Profile ID'],
    ['codiceFiscale', 'codice fiscale'],
  ] as const)
    if (identifiers[field] !== '') yield ['identifier', `${field} ${identifiers[field]}`, `the same ${label}`]
  for (const [board, number] of Object.entries(identifiers.boardIds))
    if (number !== '') yield ['identifier', `${board} ${number}`, `the same ${board} board ID`]
  for (const { state, number } of identifiers.licences)
    if (state !== '')
      yield ['identifier', `licence ${state} ${number}`.toLowerCase(), `the same licence (${state})`]
  const [who, where] = [comparableName(name), comparableName(affiliation)]
  if (who !== '' && where !== '') yield ['name', `${who}\n${where}`, 'the same name and affiliation']
}

/** Groups of at least two, the surest reasons first. A group of the same people is named once. */
export function duplicatesIn<Person extends Comparable>(people: readonly Person[]): Found<Person>[] {
  const groups = new Map<string, Found<Person>>()
  for (const person of people)
    for (const [reason, mark, words] of marksOf(person)) {
      const key = `${reason} ${mark}`
      const group = groups.get(key) ?? { reason, words, people: [] }
      if (!group.people.includes(person)) group.people.push(person)
      groups.set(key, group)
    }
  const order = ['identifier', 'email', 'name']
  const seen = new Set<string>()
  return [...groups.values()]
    .filter(({ people: those }) => those.length > 1)
    .sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))
    .filter(({ people: those }) => {
      const key = those
        .map(({ id }) => id)
        .sort()
        .join(' ')
      const isNew = !seen.has(key)
      seen.add(key)
      return isNew
    })
}
