// Writes people, and puts back what was there. Each step may run twice.
import type { ConferenceRole } from '@lectern/shared/roles'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { HistoryStore } from '../accounts/historyStore.ts'
import type { Rights } from '../accounts/rights.ts'
import type { Clock } from '../core/clock.ts'
import {
  changedWords,
  createPersonRecords,
  type PersonRecord,
  type PersonState,
  rolesText,
  shownPerson,
  shownState,
} from './personRecord.ts'
import type { RowsStore } from './rowsStore.ts'
import {
  changedSince,
  changedSinceApplied,
  changesBetween,
  fingerprint,
  type ImportContext,
  mergedSince,
  orRefusal,
  type Written,
} from './target.ts'

export interface PeopleWriterOptions {
  accounts: Pick<
    AccountsStore,
    'account' | 'change' | 'join' | 'leaveConference' | 'remove' | 'merged' | 'erased'
  >
  details: Pick<DetailsStore, 'of' | 'saveEmail' | 'saveIdentifiers' | 'remove'>
  rows: Pick<RowsStore, 'undo' | 'noteBefore' | 'noteAfter' | 'dropUndo'>
  history: Pick<HistoryStore, 'addOnce'>
  titleOf: (conferenceId: string) => Promise<string>
  rights: Pick<Rights, 'personChanged' | 'identityChanged' | 'placeLost' | 'personRemoved'>
  /** Why a person cannot be removed; undefined if nobody relies on them. */
  needed: (conferenceId: string, personId: string) => Promise<string | undefined>
  /** Removes what is stored about them beside their account. */
  forget: (personId: string) => Promise<void>
  clock: Clock
}

export interface WantedPerson {
  id: string
  state: PersonState
  /** What the preview saw; undefined: whatever is there is right. */
  seen?: string
}

export type PeopleWriter = ReturnType<typeof createPeopleWriter>

/** What has to be put back, with the fields that will be changed. */
const stateBefore = (
  { identity, roles, details }: PersonRecord,
  { fields, email, identifiers }: PersonState,
): PersonState => ({
  fields: Object.fromEntries(
    Object.keys(fields).map((field) => [field, identity[field as keyof typeof fields] ?? null]),
  ) as PersonState['fields'],
  roles,
  ...(email !== undefined && { email: details.email }),
  ...(identifiers && { identifiers: details.identifiers }),
})

export function createPeopleWriter(options: PeopleWriterOptions) {
  const { accounts, details, rows, rights, needed, clock } = options
  const recordOf = createPersonRecords({ accounts, details })

  const holds = (record: PersonRecord, state: PersonState): boolean =>
    changesBetween(shownPerson(record), shownState(state)).length === 0

  const print = (record: PersonRecord | undefined): string => (record ? fingerprint(shownPerson(record)) : '')

  async function giveRoles(id: string, conferenceId: string, roles: ConferenceRole[]): Promise<void> {
    const change = await accounts.join(id, conferenceId, { roles })
    const isOther = [...(change.before?.roles ?? [])].sort().join() !== [...change.after.roles].sort().join()
    if (change.before && isOther) await rights.personChanged(change)
  }

  async function store(
    { conferenceId }: ImportContext,
    id: string,
    state: PersonState,
    isNew: boolean,
  ): Promise<string> {
    const { fields, roles, email, identifiers } = state
    // Before the person, so that an address which somebody else has stops everything.
    if (email !== undefined) await details.saveEmail(id, email)
    if (isNew) await accounts.change(conferenceId, { id, ...fields, roles: roles ?? [] })
    else if (Object.keys(fields).length > 0) await accounts.change(conferenceId, { id, ...fields })
    if (!isNew && (fields.name !== undefined || fields.profession !== undefined)) rights.identityChanged(id)
    if (identifiers) await details.saveIdentifiers(id, identifiers)
    if (!isNew && roles) await giveRoles(id, conferenceId, roles)
    return ''
  }

  /** `before`: null for somebody new. In a person's history each act of an import is one entry. */
  async function note(
    { conferenceId, importId, byId }: ImportContext,
    id: string,
    act: 'import' | 'import undone',
    [before, after]: [PersonState | null, PersonState],
  ): Promise<void> {
    const place = `${rolesText(after.roles) || 'no place'} at ${await options.titleOf(conferenceId)}`
    const what = [
      ...(before ? changedWords(after) : ['created']),
      ...(rolesText(before?.roles ?? null) === rolesText(after.roles) ? [] : [place]),
    ]
    if (what.length === 0) return
    const entry = { at: clock(), by: byId, what: [...what, act === 'import' ? 'by an import' : act] }
    await options.history.addOnce(id, `${act} ${importId}`, entry)
  }

  /** Nobody becomes again who was merged or erased since the preview. */
  const isOver = async (id: string): Promise<boolean> =>
    (await accounts.merged(id)) !== undefined || (await accounts.erased(id)) !== undefined

  async function write(context: ImportContext, entry: string, wanted: WantedPerson): Promise<Written> {
    const { importId, conferenceId } = context
    const { id, state, seen } = wanted
    const [record, own] = await Promise.all([recordOf(context, id), rows.undo(conferenceId, importId, entry)])
    let noted = own
    if (!record || !holds(record, state)) {
      // A server that was killed may have written a part.
      if (seen !== undefined && !own && print(record) !== seen) return { refusal: changedSince }
      if (!record && (await isOver(id))) return { refusal: changedSince }
      noted ??= await rows.noteBefore(
        conferenceId,
        importId,
        entry,
        record ? stateBefore(record, state) : null,
      )
      const stored = await orRefusal(() => store(context, id, state, !record))
      if ('refusal' in stored) {
        if (!own) await rows.dropUndo(conferenceId, importId, entry)
        return stored
      }
    }
    if (noted) await note(context, id, 'import', [noted.before as PersonState | null, state])
    const after = print(await recordOf(context, id))
    if (noted) await rows.noteAfter(conferenceId, importId, entry, { ...noted, after })
    return { after }
  }

  async function remove(context: ImportContext, id: string): Promise<Written> {
    const { conferenceId } = context
    const reason = await needed(conferenceId, id)
    if (reason) return { refusal: reason }
    await options.forget(id)
    const left = await accounts.leaveConference(id, conferenceId)
    await details.remove(id)
    await accounts.remove(id)
    await rights.personRemoved(id, clock())
    return { after: left ? 'left' : '' }
  }

  /** Puts back what `write` changed; undefined if it changed nothing. */
  async function undo(context: ImportContext, entry: string, id: string): Promise<Written | undefined> {
    const { conferenceId, importId } = context
    const noted = await rows.undo(conferenceId, importId, entry)
    if (!noted) return undefined
    const before = noted.before as PersonState | null
    const record = await recordOf(context, id)
    if (!record) {
      if (await accounts.merged(id)) return { refusal: mergedSince }
      return before === null ? { after: '' } : { refusal: changedSinceApplied }
    }
    if (before && holds(record, before)) return { after: print(record) }
    if (noted.after !== undefined && print(record) !== noted.after) return { refusal: changedSinceApplied }
    if (before === null) return remove(context, id)
    const stored = await orRefusal(() => store(context, id, before, false))
    if ('refusal' in stored) return stored
    if (before.roles === null) {
      const left = await accounts.leaveConference(id, conferenceId)
      if (left) await rights.placeLost(conferenceId, left)
    }
    const now = await recordOf(context, id)
    await note(context, id, 'import undone', [stateBefore(record, before), before])
    return { after: print(now) }
  }

  return { recordOf, write, undo }
}
