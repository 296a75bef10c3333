// Makes two people one, credit included. It is one intent: any server may be killed at any moment, and the
// next one completes it. Nobody can act as the person who goes once the first step is done.
import { createHash } from 'node:crypto'
import type { Identity } from '@lectern/shared/accounts'
import type { PrivateDetails } from '@lectern/shared/details'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import {
  type MergeSide,
  mergedDetails,
  mergedNames,
  mergeMoves,
  mergeNotes,
  mergeRefusals,
} from '@lectern/shared/mergeRules'
import { namePartsOf } from '@lectern/shared/names'
import type { MergePreview } from '@lectern/shared/peopleMerging'
import { mergedWords } from '../accounts/historyStore.ts'
import type { Recording } from '../ledger/intent.ts'
import type { PeopleParts } from './people.ts'
import { sideOf } from './sides.ts'

interface MergeWork {
  from: string
  to: string
  by: string
  at: number
  /** Of the person who goes, as they were: their own keys are deleted early. */
  identity: Identity
  details: PrivateDetails
  memberships: MergeSide['memberships']
}

/** Names what the office was shown. */
export const digestOf = (shown: unknown): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 32)

const facts = ({ person, details, claims, memberships, watched }: MergeSide) => {
  const { givenName, familyName, isGuessed } = namePartsOf(person)
  const { identifiers } = details
  const boards = Object.entries(identifiers.boardIds).filter(([, number]) => number !== '')
  return [
    { label: 'Name', value: person.name },
    { label: 'Given and family name', value: `${givenName} · ${familyName}${isGuessed ? ' (guessed)' : ''}` },
    { label: 'Credentials', value: person.credentials },
    { label: 'Profession', value: person.profession },
    { label: 'Affiliation', value: person.affiliation },
    { label: 'Mail address', value: details.email },
    { label: 'NPI', value: identifiers.npi },
    { label: 'EFN', value: identifiers.efn },
    { label: 'NABP e-Profile ID', value: identifiers.nabpId },
    {
      label: 'Licences',
      value: identifiers.licences.map(({ state, number }) => `${state} ${number}`).join(', '),
    },
    { label: 'Board IDs', value: boards.map(([board, number]) => `${board} ${number}`).join(', ') },
    { label: 'Conferences', value: memberships.map(({ title }) => title).join(', ') },
    { label: 'Watched sessions', value: String(watched) },
    { label: 'Certificates', value: claims.map(({ code }) => code).join(', ') },
  ]
}

export function createMerging(parts: PeopleParts) {
  const { accounts, details, history, pictures, rights, records, creditRecords, clock } = parts

  async function previewOf(
    to: string,
    from: string,
  ): Promise<{ kept: MergeSide; merged: MergeSide; shown: MergePreview }> {
    if (to === from) throw errors.conflict('These are the same person already.')
    const [kept, merged] = await Promise.all([sideOf(parts, to), sideOf(parts, from)])
    const shown = {
      kept: { id: to, name: kept.person.name, facts: facts(kept) },
      merged: { id: from, name: merged.person.name, facts: facts(merged) },
      moves: mergeMoves(merged),
      notes: mergeNotes(kept, merged),
      refusals: mergeRefusals(kept, merged),
    }
    return { kept, merged, shown: { ...shown, seen: digestOf(shown) } }
  }

  /** From here on nobody is the person who goes. */
  async function end({ from, to, at }: MergeWork): Promise<void> {
    await accounts.moveLinks(from, to)
    await accounts.endByMerging(from, { to, at })
    await rights.personRemoved(from, at)
  }

  async function joinIdentity({ from, to, identity, details: gone, memberships }: MergeWork): Promise<void> {
    const [account, own] = await Promise.all([accounts.account(to), details.of(to)])
    // Erased meanwhile.
    if (!account) return
    const fields = mergedNames(account.identity, identity)
    await accounts.changeIdentity(to, { ...fields, ...(identity.isOffice && { isOffice: true }) })
    const joined = mergedDetails(own, gone)
    await details.save(to, joined)
    await details.remove(from)
    if (joined.email !== own.email) await details.saveEmail(to, joined.email, true)
    for (const { conferenceId, roles, exhibitorId } of memberships) {
      const there = account.memberships.get(conferenceId)
      const both = [...new Set([...(there?.roles ?? []), ...roles])]
      const job = there?.exhibitorId ?? exhibitorId
      const change = await accounts.join(to, conferenceId, {
        roles: both,
        ...(job !== undefined && { exhibitorId: job }),
      })
      await rights.personChanged(change)
      await accounts.leaveConference(from, conferenceId)
    }
  }

  const works = {
    async merge(begun: MergeWork, record: Recording): Promise<void> {
      const { from, by, at, memberships } = begun
      // Another request has merged them.
      const before = await accounts.merged(from)
      if (before && before.at !== at) return
      // The person who stays may have been merged into another one meanwhile.
      const to = await accounts.currentId(begun.to)
      const work = { ...begun, to }
      const data = { personId: to, mergedId: from }
      for (const conferenceId of await ledgersOf(to, memberships))
        await record(`merged ${conferenceId}`, [
          { kind: 'person.merged', by, data: { ...data, conferenceId } },
        ])
      await end(work)
      for (const { activityId, code } of await creditRecords.twins(from, to)) {
        const reason = 'The same credit was claimed by a duplicate of this person.'
        await record(`twin ${code}`, [
          {
            kind: 'certificate.revoked',
            by: 'platform',
            data: { activityId, code, reason, replacedBy: null },
          },
        ])
        await creditRecords.revoke(code, at)
      }
      for (const { move } of records) await move(from, to)
      await parts.purging.move(from, to)
      const picture = await pictures.move(from, to)
      if (picture) await parts.removeUpload(picture)
      await joinIdentity(work)
      await history.remove(from)
      await history.add(to, { at, by, what: [mergedWords] })
    },
  }
  /** The conferences whose ledgers name either of both. */
  async function ledgersOf(to: string, memberships: MergeSide['memberships']): Promise<string[]> {
    const account = await accounts.account(to)
    const ids = [
      ...(account?.memberships.keys() ?? []),
      ...memberships.map(({ conferenceId }) => conferenceId),
    ]
    return [...new Set(ids)].sort()
  }
  const intents = parts.intents.define(keys.peopleIntents(), works)

  return {
    preview: async (to: string, from: string): Promise<MergePreview> => (await previewOf(to, from)).shown,

    /** `seen`: of the preview. A repeat of a merge that is done has no effect. */
    async merge(to: string, from: string, by: string, seen: string): Promise<void> {
      const name = `merge ${from}`
      await intents.settled(name)
      if ((await accounts.merged(from))?.to === to) return
      const { merged, shown } = await previewOf(to, from)
      if (by === from)
        throw errors.conflict(
          'You are signed in as the person who would go. Merge the two the other way round.',
        )
      if (shown.refusals.length > 0) throw errors.conflict(shown.refusals.join(' '))
      if (shown.seen !== seen)
        throw errors.stale('Something has changed since you looked. Compare the two once more, then merge.')
      const identity = (await accounts.findPerson(from))!
      await intents.begin('merge', name, {
        from,
        to,
        by,
        at: clock(),
        identity,
        details: merged.details,
        memberships: merged.memberships,
      })
    },
  }
}
