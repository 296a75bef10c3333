// Writes people, and puts back what was there. Each step may run twice.
import type { ConferenceRole } from '@lectern/shared/roles'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { Rights } from '../accounts/rights.ts'
import type { Clock } from '../core/clock.ts'
import {
  createPersonRecords,
  type PersonRecord,
  type PersonState,
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
  orRefusal,
  type Written,
} from './target.ts'

export interface PeopleWriterOptions {
  accounts: Pick<AccountsStore, 'account' | 'change' | 'join' | 'leaveConference' | 'remove'>
  details: Pick<DetailsStore, 'of' | 'saveEmail' | 'saveIdentifiers' | 'remove'>
  rows: Pick<RowsStore, 'undo' | 'noteBefore' | 'noteAfter' | 'dropUndo'>
  rights: Pick<Rights, 'personChanged' | 'placeLost' | 'personRemoved'>
  /** Why a person cannot be removed; undefined if nobody relies on them. */
  needed: (conferenceId: string, personId: string) => Promise<string | undefined>
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
    if (identifiers) await details.saveIdentifiers(id, identifiers)
    if (!isNew && roles) await giveRoles(id, conferenceId, roles)
    return ''
  }

  async function write(context: ImportContext, entry: string, wanted: WantedPerson): Promise<Written> {
    const { importId, conferenceId } = context
    const { id, state, seen } = wanted
    const [record, own] = await Promise.all([recordOf(context, id), rows.undo(conferenceId, importId, entry)])
    let noted = own
    if (!record || !holds(record, state)) {
      // A server that was killed may have written a part.
      if (seen !== undefined && !own && print(record) !== seen) return { refusal: changedSince }
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
    const after = print(await recordOf(context, id))
    if (noted) await rows.noteAfter(conferenceId, importId, entry, { ...noted, after })
    return { after }
  }

  async function remove(context: ImportContext, id: string): Promise<Written> {
    const { conferenceId } = context
    const reason = await needed(conferenceId, id)
    if (reason) return { refusal: reason }
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
    if (!record) return before === null ? { after: '' } : { refusal: changedSinceApplied }
    if (before && holds(record, before)) return { after: print(record) }
    if (noted.after !== undefined && print(record) !== noted.after) return { refusal: changedSinceApplied }
    if (before === null) return remove(context, id)
    const stored = await orRefusal(() => store(context, id, before, false))
    if ('refusal' in stored) return stored
    if (before.roles === null) {
      const left = await accounts.leaveConference(id, conferenceId)
      if (left) await rights.placeLost(conferenceId, left)
    }
    return { after: print(await recordOf(context, id)) }
  }

  return { recordOf, write, undo }
}
