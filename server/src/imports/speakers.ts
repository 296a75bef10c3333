// The people whom a programme names: found by the id that a file gave them before, by mail address, or by a
// name that one member alone has; else new.
import { comparableName } from '@lectern/shared/names'
import type { NamedPerson } from './fields/faculty.ts'
import type { ImportedStore } from './importedStore.ts'
import type { PeopleWriter } from './peopleWriter.ts'
import type { Standing, StandingOf } from './standing.ts'
import { type ImportContext, idOf, isOwnId } from './target.ts'
import { byUuid, isOurUuid } from './uuids.ts'

const isOnlyName = ({ externalId, email }: NamedPerson): boolean => externalId === '' && email === ''
type FacultyRole = 'speaker' | 'moderator'

export interface SpeakersOptions {
  writer: PeopleWriter
  standingOf: StandingOf
  imported: ImportedStore
  peopleWith: (email: string) => Promise<string[]>
  /** Everyone with a place at the conference. */
  members: (conferenceId: string) => Promise<{ id: string; name: string }[]>
}

/** Somebody named in the file, and who that is here. */
export interface FoundPerson extends NamedPerson, Standing {
  isNew: boolean
}

export function createSpeakers(options: SpeakersOptions) {
  const { writer, standingOf, imported, peopleWith, members } = options

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
    { id, name, credentials, email, externalId, erasedAt }: FoundPerson,
    role: FacultyRole,
  ): Promise<void> {
    const record = await writer.recordOf(context, id)
    if (externalId && externalId !== id && erasedAt === null)
      await imported.rememberPerson(context.conferenceId, externalId, id)
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
      async function standingFor(person: NamedPerson): Promise<Standing> {
        const { externalId, email, name } = person
        const key = externalId || email || `name ${comparableName(name)}`
        const earlier = remembered.get(externalId) ?? own.byUuid.get(externalId)
        if (earlier !== undefined) return standingOf(conferenceId, earlier, key)
        // Our own exports name people by their ids here.
        if (isOwnId(externalId)) {
          const standing = await standingOf(conferenceId, externalId, key)
          if (standing.erasedAt !== null || (await writer.recordOf(context, standing.id))?.roles)
            return standing
        }
        const [found] = email === '' ? [] : await peopleWith(email)
        const namesakes = isOnlyName(person) ? (own.byName.get(comparableName(name)) ?? []) : []
        const id = found ?? (namesakes.length === 1 ? namesakes[0]!.id : undefined)
        return id === undefined
          ? standingOf(conferenceId, idOf('p', conferenceId, key), key)
          : { id, erasedAt: null }
      }
      return Promise.all(
        named.map(async (person): Promise<FoundPerson> => {
          const standing = await standingFor(person)
          const isNew = (await writer.recordOf(context, standing.id)) === undefined
          return { ...person, ...standing, isNew }
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
