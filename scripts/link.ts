// npm run link [-- PERSON] [--days N] [--server URL]
import type { Person } from '@lectern/shared/accounts'
import { localAddress, operatorToken } from './operatorAccess.ts'
import { operate } from './programClient.ts'
import { fail, readArguments } from './readArguments.ts'

const usage = `Makes a personal sign-in link for somebody.

  npm run link -- PERSON [options]      PERSON is an id, or a name or a part of one

  --days N       how long it works (default: 120)
  --server URL   where Lectern runs (default: http://127.0.0.1:PORT)`

const peopleShown = 20

const lineOf = ({ id, name, roles }: Person): string => `  ${id.padEnd(16)} ${name} (${roles.join(', ')})`

/** The one matching person; several matches are listed. */
function chosen(people: Person[], wanted: string): Person {
  const exact = people.find(({ id }) => id === wanted)
  const matching = people.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))
  const person = exact ?? (matching.length === 1 ? matching[0] : undefined)
  if (person) return person
  const listed = matching.length > 0 ? matching : people
  return fail(
    [
      matching.length > 0 ? `"${wanted}" may be any of these:` : `Nobody is called "${wanted}". There are:`,
      ...listed.slice(0, peopleShown).map(lineOf),
      ...(listed.length > peopleShown ? [`  … and ${listed.length - peopleShown} more`] : []),
    ].join('\n'),
  )
}

const { positionals, values } = readArguments(usage, { days: { type: 'string' }, server: { type: 'string' } })
const [wanted] = positionals
if (!wanted) fail(usage)
const server = values.server ?? localAddress()
try {
  const token = operatorToken()
  const { people } = await operate(server, token, 'operator.people')
  const { id, name } = chosen(people, wanted)
  const days = values.days ? { days: Number(values.days) } : {}
  const { link } = await operate(server, token, 'operator.makeLink', { body: { personId: id, ...days } })
  console.log(`${name}: ${link}`)
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
