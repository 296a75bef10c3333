// People: found by the id that a file gave them before, then by mail address; else new.
import type { Identity } from '@lectern/shared/accounts'
import { noIdentifiers } from '@lectern/shared/details'
import type { PersonWish } from './fields/personRow.ts'
import { readPerson } from './fields/personRow.ts'
import type { ImportedStore } from './importedStore.ts'
import type { PeopleWriter } from './peopleWriter.ts'
import {
  type PersonFields,
  type PersonRecord,
  type PersonState,
  shownPerson,
  shownState,
} from './personRecord.ts'
import { erasedWords, type Standing, type StandingOf } from './standing.ts'
import {
  changesBetween,
  fingerprint,
  type ImportContext,
  idOf,
  isOwnId,
  type NumberedRow,
  type Proposal,
  type Target,
} from './target.ts'

export interface PeopleTargetOptions {
  writer: PeopleWriter
  standingOf: StandingOf
  imported: ImportedStore
  peopleWith: (email: string) => Promise<string[]>
}

/** What applying a row writes. */
export interface PersonPlan {
  state: PersonState
  externalId: string
}

const textFields = ['name', 'givenName', 'familyName', 'credentials', 'affiliation', 'profession'] as const

/** The fields of the row that differ from what is stored. */
function changedFields(wish: PersonWish, identity: Identity | undefined): PersonFields {
  const given = textFields.filter(
    (field) => wish[field] !== undefined && wish[field] !== (identity?.[field] ?? ''),
  )
  return Object.fromEntries(given.map((field) => [field, wish[field]])) as PersonFields
}

/** Roles are only added: a list that lacks one says nothing about it. */
function rolesFor(wish: PersonWish, record: PersonRecord | undefined): PersonState['roles'] {
  const isNew = !record || record.roles === null
  const added = wish.roles.length === 0 && isNew ? (['clinician'] as const) : wish.roles
  return [...new Set([...(record?.roles ?? []), ...added])]
}

function stateFor(wish: PersonWish, record: PersonRecord | undefined): PersonState {
  const roles = rolesFor(wish, record)
  if (record?.isForeign) return { fields: {}, roles }
  const numbers = { ...(record?.details.identifiers ?? noIdentifiers), ...wish.identifiers }
  return {
    fields: changedFields(wish, record?.identity),
    roles,
    ...(wish.email !== undefined && wish.email !== record?.details.email && { email: wish.email }),
    ...(wish.identifiers && { identifiers: numbers }),
  }
}

export function createPeopleTarget(options: PeopleTargetOptions): Target {
  const { writer, standingOf, imported, peopleWith } = options

  /** The person that a row means; undefined with a problem noted if that is not clear. */
  async function personOf(
    context: ImportContext,
    { row }: NumberedRow,
    wish: PersonWish,
    remembered: string | undefined,
  ): Promise<Standing | undefined> {
    const { conferenceId } = context
    const key = wish.externalId || wish.email!
    const byAddress = wish.email === undefined ? [] : await peopleWith(wish.email)
    if (remembered !== undefined) {
      const standing = await standingOf(conferenceId, remembered, key)
      if (byAddress.length > 0 && !byAddress.includes(standing.id))
        return row.problem(
          'email',
          'Somebody else has this mail address: correct it, or merge the two people first.',
        )
      return standing
    }
    // Our own exports name people by their ids here.
    if (isOwnId(wish.externalId)) {
      const own = await standingOf(conferenceId, wish.externalId, key)
      if (own.erasedAt !== null || (await writer.recordOf(context, own.id))?.roles) return own
    }
    if (byAddress.length > 1)
      return row.problem(
        'email',
        'Several people have this mail address: give this row the id of one of them.',
      )
    const [found] = byAddress
    return found === undefined
      ? standingOf(conferenceId, idOf('p', conferenceId, key), key)
      : { id: found, erasedAt: null }
  }

  async function proposal(
    context: ImportContext,
    numbered: NumberedRow,
    remembered: ReadonlyMap<string, string>,
  ) {
    const wish = readPerson(numbered.row, context.mapping)
    if (!wish) return undefined
    const standing = await personOf(context, numbered, wish, remembered.get(wish.externalId))
    if (!standing) return undefined
    const { id, erasedAt } = standing
    const record = await writer.recordOf(context, id)
    const isErased = erasedAt !== null && !record
    const { addsErased, timeZone } = context.mapping
    if (isErased && !addsErased) return numbered.row.problem(null, erasedWords(erasedAt, timeZone, false))
    if (wish.isStaff && !record?.roles?.includes('exhibitor'))
      return numbered.row.problem(
        'roles',
        'Staff of exhibitors cannot be imported, for each belongs to a company: invite them at “Exhibitors”.',
      )
    const state = stateFor(wish, record)
    const before = record ? shownPerson(record) : {}
    const changes = changesBetween(before, shownState(state))
    const isNew = !record || record.roles === null
    return {
      id,
      action: isNew ? 'add' : changes.length > 0 ? 'change' : 'same',
      name: record && !record.isForeign ? record.identity.name : wish.name,
      // Somebody whom only another conference knows looks like somebody new.
      changes: isNew ? changesBetween({}, shownState(stateFor(wish, undefined))) : changes,
      // An id that was an erased person's goes on to name them, so that undoing this forgets nothing.
      plan: { state, externalId: erasedAt === null ? wish.externalId : '' } satisfies PersonPlan,
      seen: record ? fingerprint(before) : '',
      ...(isErased && { note: erasedWords(erasedAt, timeZone, true) }),
    } satisfies Proposal
  }

  return {
    async propose(context, rows) {
      const externalIds = rows.map(({ row }) => row.cell('externalId')).filter(Boolean)
      const remembered = await imported.people(context.conferenceId, externalIds)
      return Promise.all(rows.map((row) => proposal(context, row, remembered)))
    },
    // People who are not in a list may have come another way: nobody is taken out of a conference by a file.
    missing: async () => [],

    async write(context, entry, { id, plan, seen }) {
      const { state, externalId } = plan as PersonPlan
      const written = await writer.write(context, entry, { id, state, seen })
      if ('after' in written && externalId)
        await imported.rememberPerson(context.conferenceId, externalId, id)
      return written
    },
    undo: (context, entry, { id }) => writer.undo(context, entry, id),
    finishUndo: async () => 0,
  }
}
