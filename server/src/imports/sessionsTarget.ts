// Sessions: the id of one follows from what names it in the file, so that importing it twice finds it.
import type { Session } from '@lectern/shared/program'
import type { Editing, Maker } from '../program/editing.ts'
import type { Row } from './fields/row.ts'
import { readSession, type SessionWish } from './fields/sessionRow.ts'
import type { ImportedStore } from './importedStore.ts'
import type { PeopleWriter } from './peopleWriter.ts'
import type { RowsStore, StoredRow } from './rowsStore.ts'
import {
  contentOf,
  editFor,
  type FacultyPart,
  facultyParts,
  isAt,
  type SessionState,
  shownSession,
  stateOf,
} from './sessionRecord.ts'
import { type FoundPerson, personEntries, personOfEntry, type Speakers } from './speakers.ts'
import { erasedWords } from './standing.ts'
import {
  changedSince,
  changedSinceApplied,
  changesBetween,
  fingerprint,
  type ImportContext,
  idOf,
  isOwnId,
  orRefusal,
  type Proposal,
  type Target,
  type Written,
} from './target.ts'
import { byUuid, isOurUuid } from './uuids.ts'

export interface SessionsTargetOptions {
  findSession: (sessionId: string) => Promise<Session | undefined>
  /** The same code as the office's own editing: refused if somebody else is faster. */
  editing: Pick<Editing, 'change' | 'remove' | 'restore'>
  /** Of all sessions of a conference. */
  sessionIds: (conferenceId: string) => Promise<string[]>
  /** Of the conference: previews show its times. */
  timeZoneOf: (conferenceId: string) => Promise<string>
  speakers: Speakers
  writer: PeopleWriter
  imported: ImportedStore
  rows: RowsStore
}

/** What applying a row writes; for a session to be removed only its key. */
interface SessionPlanned {
  key: string
  state?: SessionState
  people?: Record<FacultyPart, FoundPerson[]>
}

/** What proposals need besides their row. */
interface Around {
  timeZone: string
  /** Sessions of the conference by UUID. */
  uuids: ReadonlyMap<string, string>
}

const printOf = (planned: Session | undefined): string => (planned ? fingerprint(contentOf(planned)) : '')
const roleOf = { speakers: 'speaker', moderators: 'moderator' } as const

const isErased = ({ erasedAt, isNew }: FoundPerson): boolean => erasedAt !== null && isNew
const erasedNote = ({ name, erasedAt }: FoundPerson, timeZone: string, ticked: boolean): string =>
  `${name}: ${erasedWords(erasedAt!, timeZone, ticked)}`

const makerOf = ({ conferenceId, byId }: ImportContext): Maker => ({ conferenceId, by: byId })

export function createSessionsTarget(options: SessionsTargetOptions): Target {
  const { findSession, sessionIds, editing, timeZoneOf, speakers, writer, imported, rows } = options

  /** Undefined if it belongs to another conference. */
  async function ownSession(
    { conferenceId }: ImportContext,
    sessionId: string,
  ): Promise<Session | undefined> {
    const found = await findSession(sessionId)
    return found?.conferenceId === conferenceId ? found : undefined
  }

  /** Our own exports name sessions by their ids here, or by these as UUIDs. */
  async function sessionIdOf(
    context: ImportContext,
    key: string,
    uuids: ReadonlyMap<string, string>,
  ): Promise<string> {
    const own = uuids.get(key) ?? key
    return isOwnId(own) && (await ownSession(context, own)) ? own : idOf('s', context.conferenceId, key)
  }

  /** Makes a session so; returns its fingerprint. */
  async function change(
    context: ImportContext,
    id: string,
    before: Session | undefined,
    state: SessionState,
  ): Promise<string> {
    const version = before ? (before.version ?? 0) : null
    await editing.change(id, { version, change: editFor(state), scope: 'this' }, makerOf(context))
    return printOf(await ownSession(context, id))
  }

  function stateFor(wish: SessionWish, found: ReadonlyMap<object, FoundPerson>): SessionPlanned {
    const { key, speakers: named, moderators, ...rest } = wish
    const people = { speakers: named ?? [], moderators: moderators ?? [] }
    const foundIn = (part: FacultyPart) => people[part].map((each) => found.get(each)!)
    const idsOf = (part: FacultyPart) => [...new Set(foundIn(part).map(({ id }) => id))]
    return {
      key,
      state: {
        ...rest,
        ...(named && { speakers: idsOf('speakers') }),
        ...(moderators && { moderators: idsOf('moderators') }),
      },
      people: { speakers: foundIn('speakers'), moderators: foundIn('moderators') },
    }
  }

  async function proposal(
    context: ImportContext,
    planned: SessionPlanned,
    row: Row,
    around: Around,
  ): Promise<Proposal | undefined> {
    const { timeZone, uuids } = around
    const { key, people } = planned
    const state = planned.state!
    const erased = facultyParts.flatMap((part) => people![part].filter(isErased))
    if (erased.length > 0 && !context.mapping.addsErased) {
      for (const part of facultyParts)
        for (const each of people![part].filter(isErased))
          row.problem(part, erasedNote(each, timeZone, false))
      return undefined
    }
    const id = await sessionIdOf(context, key, uuids)
    const before = await ownSession(context, id)
    const faculty = before ? [...before.speakers, ...before.moderators] : []
    const names = new Map([
      ...facultyParts.flatMap((part) =>
        people![part].map((each) => [each.id, each.isNew ? `${each.name} (new)` : each.name] as const),
      ),
      ...faculty.map(({ personId, name }) => [personId, name] as const),
    ])
    const shown = (each: SessionState) =>
      shownSession(each, timeZone, (personId) => names.get(personId) ?? '')
    const changes = changesBetween(before ? shown(stateOf(before, state)) : {}, shown(state))
    const isSame = before !== undefined && isAt(before, state)
    return {
      id,
      action: isSame ? 'same' : before ? 'change' : 'add',
      name: state.title,
      changes: isSame ? [] : changes,
      plan: planned,
      seen: printOf(before),
      ...(erased.length > 0 && { note: erased.map((each) => erasedNote(each, timeZone, true)).join(' ') }),
    }
  }

  async function writeState(context: ImportContext, entry: string, row: StoredRow): Promise<Written> {
    const { conferenceId, importId } = context
    const { key, state, people } = row.plan as SessionPlanned & { state: SessionState }
    const before = await ownSession(context, row.id)
    let noted = await rows.undo(conferenceId, importId, entry)
    if (!before || !isAt(before, state)) {
      if (!noted && printOf(before) !== row.seen) return { refusal: changedSince }
      noted ??= await rows.noteBefore(conferenceId, importId, entry, before ? stateOf(before, state) : null)
      for (const part of facultyParts)
        for (const person of people![part]) await speakers.ensure(context, person, roleOf[part])
      const written = await orRefusal(() => change(context, row.id, before, state))
      if ('refusal' in written) {
        await rows.dropUndo(conferenceId, importId, entry)
        return written
      }
    }
    await imported.rememberSession(conferenceId, row.id, key)
    const after = printOf(await ownSession(context, row.id))
    if (noted) await rows.noteAfter(conferenceId, importId, entry, { ...noted, after })
    return { after }
  }

  async function writeRemoval(context: ImportContext, entry: string, row: StoredRow): Promise<Written> {
    const { conferenceId, importId } = context
    const before = await ownSession(context, row.id)
    if (before) {
      if (printOf(before) !== row.seen) return { refusal: changedSince }
      await rows.noteBefore(conferenceId, importId, entry, before)
      const written = await orRefusal(async () => {
        await editing.remove(row.id, before.version, 'this', makerOf(context))
        return ''
      })
      if ('refusal' in written) {
        await rows.dropUndo(conferenceId, importId, entry)
        return written
      }
    }
    await imported.rememberSession(conferenceId, row.id, null)
    return { after: '' }
  }

  async function undoState(
    context: ImportContext,
    entry: string,
    row: StoredRow,
  ): Promise<Written | undefined> {
    const { conferenceId, importId } = context
    const noted = await rows.undo(conferenceId, importId, entry)
    if (!noted) return undefined
    const before = noted.before as SessionState | null
    const now = await ownSession(context, row.id)
    if (!now && before === null) return { after: '' }
    if (!now) return { refusal: changedSinceApplied }
    if (before && isAt(now, before)) return { after: printOf(now) }
    if (noted.after !== undefined && printOf(now) !== noted.after) return { refusal: changedSinceApplied }
    return orRefusal(async () => {
      if (before) return change(context, row.id, now, before)
      await editing.remove(row.id, now.version, 'this', makerOf(context))
      await imported.rememberSession(conferenceId, row.id, null)
      return ''
    })
  }

  async function undoRemoval(
    context: ImportContext,
    entry: string,
    row: StoredRow,
  ): Promise<Written | undefined> {
    const { conferenceId, importId } = context
    const noted = await rows.undo(conferenceId, importId, entry)
    if (!noted) return undefined
    const written = await orRefusal(async () => {
      await editing.restore(row.id, makerOf(context))
      return printOf(await ownSession(context, row.id))
    })
    await imported.rememberSession(conferenceId, row.id, (row.plan as SessionPlanned).key)
    return written
  }

  return {
    async propose(context, numbered) {
      const timeZone = await timeZoneOf(context.conferenceId)
      const wishes = numbered.map(({ row }) => readSession(row, context.mapping))
      const hasUuids = wishes.some((wish) => wish && isOurUuid(wish.key))
      const uuids = byUuid(hasUuids ? await sessionIds(context.conferenceId) : [])
      const named = wishes.flatMap((wish) => [...(wish?.speakers ?? []), ...(wish?.moderators ?? [])])
      const people = await speakers.find(context, named)
      const found = new Map(named.map((each, i) => [each as object, people[i]!]))
      return Promise.all(
        wishes.map(
          async (wish, i) =>
            wish && proposal(context, stateFor(wish, found), numbered[i]!.row, { timeZone, uuids }),
        ),
      )
    },

    async missing(context, inFile) {
      if (!context.mapping.removesMissing) return []
      const sessions = Object.entries(await imported.sessions(context.conferenceId))
      const gone = sessions.filter(([sessionId]) => !inFile.has(sessionId))
      const proposals = await Promise.all(
        gone.map(async ([id, key]): Promise<Proposal | undefined> => {
          const found = await ownSession(context, id)
          const plan: SessionPlanned = { key }
          return found && { id, action: 'remove', name: found.title, changes: [], plan, seen: printOf(found) }
        }),
      )
      return proposals.filter((each) => each !== undefined)
    },

    write: (context, entry, row) =>
      row.action === 'remove' ? writeRemoval(context, entry, row) : writeState(context, entry, row),
    undo: (context, entry, row) =>
      row.action === 'remove' ? undoRemoval(context, entry, row) : undoState(context, entry, row),

    /** People who were added for a session go with it, unless somebody needs them. */
    async finishUndo(context) {
      let left = 0
      for (const entry of await rows.undoEntries(context.conferenceId, context.importId, personEntries)) {
        const undone = await writer.undo(context, entry, personOfEntry(entry))
        if (undone && 'refusal' in undone) left += 1
      }
      return left
    },
  }
}
