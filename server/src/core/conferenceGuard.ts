// Nothing of one conference can be reached from another one, and no draft by people who do not see it,
// wherever a request names it. Routes and commands pass through this one check, so that no handler needs its
// own.
import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { id as idSchema } from '@lectern/shared/ids'

/** The conference that something belongs to; undefined if there is no such thing. */
type Find = (id: string, expected?: string) => Promise<string | undefined>

export interface Belongings {
  session: Find
  booth: Find
  activity: Find
  isMember: (personId: string, conferenceId: string) => Promise<boolean>
}

export interface GuardOptions extends Belongings {
  /** Whether the session is a draft that this person does not see. */
  isHidden: (sessionId: string, person: Person) => Promise<boolean>
}

export interface Guarded {
  conferenceId: string
  /** The CE office and operators know everybody, and may plan what is not there yet. */
  isOffice: boolean
  /** Who asks; undefined for operators and for people who are not signed in. */
  person?: Person | undefined
  /** The field in which the request brings the id of what it creates. */
  creates?: string | undefined
}

const kinds = ['session', 'booth', 'activity', 'person'] as const
type Kind = (typeof kinds)[number]
const kindOf: Readonly<Record<string, Kind>> = Object.fromEntries(
  kinds.flatMap((kind) => [
    [`${kind}Id`, kind],
    [`${kind}Ids`, kind],
  ]),
)
type Named = ReadonlyMap<Kind, ReadonlySet<string>>

/** Every id that a parsed request names, at any depth. */
export function idsNamedIn(...values: readonly unknown[]): Map<Kind, Set<string>> {
  const named = new Map<Kind, Set<string>>()
  function add(kind: Kind, value: unknown): void {
    if (typeof value === 'string') named.set(kind, (named.get(kind) ?? new Set()).add(value))
    else if (Array.isArray(value)) for (const each of value) add(kind, each)
  }
  function walk(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) for (const each of value) walk(each)
    else
      for (const [field, inside] of Object.entries(value)) {
        const kind = Object.hasOwn(kindOf, field) ? kindOf[field] : undefined
        if (kind) add(kind, inside)
        else walk(inside)
      }
  }
  for (const value of values) walk(value)
  return named
}

/** Throws `not_found` for what belongs to another conference or is hidden, as for what does not exist. */
export type ConferenceGuard = (guarded: Guarded, named: Named) => Promise<void>

export function createConferenceGuard(options: GuardOptions): ConferenceGuard {
  async function isAllowed(kind: Kind, id: string, guarded: Guarded): Promise<boolean> {
    const { conferenceId, isOffice, person } = guarded
    if (kind === 'person') return isOffice || options.isMember(id, conferenceId)
    const owner = await options[kind](id, conferenceId)
    // A session that is not there yet may be what the request makes.
    if (owner === undefined) return isOffice || kind === 'session'
    const isHidden = kind === 'session' && person !== undefined && (await options.isHidden(id, person))
    return owner === conferenceId && !isHidden
  }

  return async (guarded, named) => {
    await Promise.all(
      [...named].flatMap(([kind, ids]) =>
        guarded.creates === `${kind}Id`
          ? []
          : [...ids].map(async (id) => {
              if (!(await isAllowed(kind, id, guarded))) throw errors.notFound(kind)
            }),
      ),
    )
  }
}

/**
 * The conference of the first thing that a request names, for one that does not say which conference it
 * means. The request is not parsed yet: only its outermost fields are looked at.
 */
export async function conferenceNamedIn(
  belongings: Omit<Belongings, 'isMember'> & {
    /** A conference where this person has a place. */
    person: Find
  },
  ...values: readonly unknown[]
): Promise<string | undefined> {
  for (const kind of kinds)
    for (const value of values) {
      if (typeof value !== 'object' || value === null) continue
      const named = idSchema.safeParse((value as Record<string, unknown>)[`${kind}Id`])
      const conferenceId = named.success ? await belongings[kind](named.data) : undefined
      if (conferenceId !== undefined) return conferenceId
    }
  return undefined
}
