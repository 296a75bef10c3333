// The people whom a programme names: found by the id that a file gave them before, by mail address, or by a
// name that one member alone has; else new.
import { comparableName } from '@lectern/shared/names'
import type { NamedPerson } from './fields/faculty.ts'
import type { ImportedStore } from './importedStore.ts'
import type { PeopleWriter } from './peopleWriter.ts'
import { type ImportContext, idOf, isOwnId } from './target.ts'
import { byUuid, isOurUuid } from './uuids.ts'

const isOnlyName = ({ externalId, email }: NamedPerson): boolean => externalId === '' && email === ''
type FacultyRole = 'speaker' | 'moderator'

export interface SpeakersOptions {
  writer: PeopleWriter
  imported: ImportedStore
  peopleWith: (email: string) => Promise<string[]>
  /** Everyone with a place at the conference. */
  members: (conferenceId: string) => Promise<{ id: string; name: string }[]>
}

/** Somebody named in the file, and who that is here. */
export interface FoundPerson extends NamedPerson {
  id: string
  isNew: boolean
}

export function createSpeakers({ writer, imported, peopleWith, members }: SpeakersOptions) {
  /** Members by comparable name and by UUID, if somebody is named so that this is needed. */
  async function membersOf(conferenceId: string, named: readonly NamedPerson[]) {
    const isNeeded = named.some((person) => isOnlyName(person) || isOurUuid(person.externalId))
    const all = isNeeded ? await members(conferenceId) : []
    return {
      byName: Map.groupBy(all, ({ name }) => comparableName(name)),
      byUuid: byUuid(all.map(({ id }) => id)),
    }
  }

  const working = new Map<string, Promise<void>>()
  async function ensureNow(
    context: ImportContext,
    { id, name, credentials, email, externalId }: FoundPerson,
    role: FacultyRole,
  ): Promise<void> {
    const record = await writer.recordOf(context, id)
    if (externalId && externalId !== id) await imported.rememberPerson(context.conferenceId, externalId, id)
    const roles = record?.roles ?? []
    if (record && roles.includes(role)) return
    const fields = record ? {} : { name, ...(credentials && { credentials }) }
    await writer.write(context, entryOf(id), {
      id,
      state: { fields, roles: [...roles, role], ...(!record && email && { email }) },
    })
  }

  return {
    /** Finds the people of one chunk of rows, each once. */
    async find(context: ImportContext, named: readonly NamedPerson[]) {
      const { conferenceId } = context
      const externalIds = [...new Set(named.map(({ externalId }) => externalId).filter(Boolean))]
      const remembered = await imported.people(conferenceId, externalIds)
      const own = await membersOf(conferenceId, named)
      async function idFor(person: NamedPerson): Promise<string> {
        const { externalId, email, name } = person
        const earlier = remembered.get(externalId) ?? own.byUuid.get(externalId)
        if (earlier !== undefined) return earlier
        // Our own exports name people by their ids here.
        if (isOwnId(externalId) && (await writer.recordOf(context, externalId))?.roles) return externalId
        const [found] = email === '' ? [] : await peopleWith(email)
        if (found !== undefined) return found
        const namesakes = isOnlyName(person) ? (own.byName.get(comparableName(name)) ?? []) : []
        if (namesakes.length === 1) return namesakes[0]!.id
        return idOf('p', conferenceId, externalId || email || `name ${comparableName(name)}`)
      }
      return Promise.all(
        named.map(async (person): Promise<FoundPerson> => {
          const id = await idFor(person)
          return { ...person, id, isNew: (await writer.recordOf(context, id)) === undefined }
        }),
      )
    },

    /** Makes somebody a person here, with a role at the conference. */
    ensure(context: ImportContext, person: FoundPerson, role: FacultyRole): Promise<void> {
      // Several sessions name the same person, each with a role.
      const before = working.get(person.id) ?? Promise.resolve()
      const next = before.catch(() => undefined).then(() => ensureNow(context, person, role))
      working.set(person.id, next)
      return next.finally(() => working.get(person.id) === next && working.delete(person.id))
    },
  }
}
export type Speakers = ReturnType<typeof createSpeakers>

const prefix = 'person '
/** Where it is noted what became of a person for the sake of a session. */
const entryOf = (personId: string): string => prefix + personId
export const personOfEntry = (entry: string): string => entry.slice(prefix.length)
export const personEntries = prefix
