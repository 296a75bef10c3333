// People named in one cell of a programme: "Ada Lovelace <ada@example.org>; Jane Doe, MD [NQTF8Y]".

export interface NamedPerson {
  name: string
  credentials: string
  email: string
  /** The id that the file's program gave them. */
  externalId: string
}

const strong = /;|\n|\s\|\s|\s\/\s/
const weak = /,|\s(?:&|and|und|et)\s/
const partsOf = (whole: string, separator: RegExp): string[] =>
  whole.split(separator).map((part) => part.trim())
const hasTwoWords = (part: string): boolean => /\S\s+\S/.test(part.replace(/[<[].*/, ''))

/** Commas separate people if each part is a full name, and otherwise degrees: "Jane Doe, MD". */
function split(cell: string): string[] {
  const parts = partsOf(cell, strong).filter((part) => part !== '')
  return parts.flatMap((part) => {
    const people = partsOf(part, weak)
    return people.every(hasTwoWords) ? people : [part]
  })
}

function readPerson(part: string): NamedPerson {
  const email = /<([^<>\s@]+@[^<>\s@]+)>/.exec(part)?.[1] ?? ''
  const externalId = /\[([^[\]]{1,64})\]/.exec(part)?.[1]?.trim() ?? ''
  const shown = part.replace(/<[^<>]*>|\[[^[\]]*\]/g, '').trim()
  const [name = '', ...degrees] = partsOf(shown, /,/)
  const isFamilyFirst = degrees.length === 1 && /^\p{Lu}\p{Ll}/u.test(degrees[0]!) && !name.includes(' ')
  if (isFamilyFirst) return { name: `${degrees[0]} ${name}`, credentials: '', email, externalId }
  return { name: name || email, credentials: degrees.join(', '), email, externalId }
}

/** Each person once. */
export function readFaculty(cell: string): NamedPerson[] {
  const people = split(cell).map(readPerson)
  const keyOf = ({ externalId, email, name }: NamedPerson) => externalId || email || name
  return [...new Map(people.map((person) => [keyOf(person), person])).values()].filter(
    ({ name }) => name !== '',
  )
}

/** The same cell again, for exports. */
export const facultyCell = (people: readonly { name: string; personId: string }[]): string =>
  people.map(({ name, personId }) => `${name.replace(/[[\]<>;\n]/g, ' ').trim()} [${personId}]`).join('; ')
