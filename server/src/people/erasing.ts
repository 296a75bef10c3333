// Erases a person, but for what must be kept six years. It is one intent: any server may be killed at any
// moment, and the next one completes it. The ledger says that it was done, by an id that means nobody.

import { inControl } from '@lectern/shared/clearance'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { ErasurePreview } from '@lectern/shared/peopleMerging'
import { keptUntil } from '../accounts/personRecords.ts'
import type { Recording } from '../ledger/intent.ts'
import { digestOf } from './merging.ts'
import type { PeopleParts } from './people.ts'
import { sideOf } from './sides.ts'

interface EraseWork {
  personId: string
  by: string
  at: number
  conferenceIds: string[]
  /** When the last record that names them goes, in ms; null if none does. */
  keptUntil: number | null
}

const erased = [
  'Name, mail address, profession, affiliation and all identifiers',
  'Sign-ins and personal links, everywhere and at once',
  'Picture, own agenda, calendars, memberships and the history of changes',
  'Mails, messages to the crew, joins that failed, and what imported files said about them',
  'Slides and handouts that were not approved',
  'Evaluations, tests and appeals in their own words',
  'Everything left with exhibitors: leads, chats and consents',
]

export function createErasing(parts: PeopleParts) {
  const { accounts, details, history, pictures, rights, program, records, clock } = parts

  /** Certificates, the minutes behind them, and what the programme showed of its faculty. */
  async function keptOf(personId: string): Promise<ErasurePreview['kept']> {
    const [views, side, kept] = await Promise.all([
      program.views(),
      sideOf(parts, personId),
      Promise.all(records.map(async (each) => (await each.kept?.(personId)) ?? [])),
    ])
    const faculty = views.flatMap(({ session, state }) =>
      inControl(session).some(([member]) => member.personId === personId)
        ? [
            {
              words: `The programme and the disclosures of “${session.title}”`,
              of: 'the name and the disclosure as learners saw them',
              until: keptUntil(state.endedAt ?? session.endsAt),
            },
          ]
        : [],
    )
    const last = Math.max(0, ...views.map(({ session, state }) => state.endedAt ?? session.endsAt))
    const minutes =
      side.watched === 0
        ? []
        : [
            {
              words: 'Minutes, attention checks and the ledger’s entries',
              of: 'an id without a name',
              until: keptUntil(last),
            },
          ]
    return [...kept.flat(), ...faculty, ...minutes]
  }

  async function preview(personId: string): Promise<ErasurePreview> {
    const person = await accounts.findPerson(personId)
    if (!person) throw errors.notFound('person')
    const [side, views, everybody] = await Promise.all([
      sideOf(parts, personId),
      program.views(),
      accounts.people(),
    ])
    const ahead = views.filter(
      ({ session, state }) =>
        state.phase !== 'ended' && inControl(session).some(([member]) => member.personId === personId),
    )
    const isLastOffice = person.isOffice && everybody.filter(({ isOffice }) => isOffice).length === 1
    const shown = {
      name: person.name,
      erased,
      kept: await keptOf(personId),
      refusals: [
        ...ahead.map(
          ({ session }) => `They are on the faculty of “${session.title}”. Take them out of it first.`,
        ),
        ...(side.claims.some(({ isOpen }) => isOpen)
          ? ['A claim of theirs is being recorded at this moment. Try again in a few seconds.']
          : []),
        ...(isLastOffice ? ['They are the only member of the CE office. Appoint somebody else first.'] : []),
      ],
    }
    return { ...shown, seen: digestOf(shown) }
  }

  const works = {
    async erase(work: EraseWork, record: Recording): Promise<void> {
      const { personId, by, at, conferenceIds, keptUntil: until } = work
      // Another request has erased them.
      const before = await accounts.erased(personId)
      if (before && before.at !== at) return
      for (const conferenceId of conferenceIds)
        await record(`erased ${conferenceId}`, [
          { kind: 'person.erased', by, data: { personId, conferenceId, keptUntil: until } },
        ])
      // First, while it is known for which exhibitors they work.
      for (const conferenceId of conferenceIds) await accounts.leaveConference(personId, conferenceId)
      await accounts.endByErasing(personId, { at, keptUntil: until })
      await rights.personRemoved(personId, at)
      await accounts.forgetLinks(personId)
      for (const { erase } of records) await erase(personId)
      await parts.purging.person(personId, by, record)
      const picture = await pictures.replace(personId, null)
      if (picture) await parts.removeUpload(picture)
      await details.remove(personId)
      await history.remove(personId)
    },
  }
  const intents = parts.intents.define(keys.peopleIntents(), works)

  return {
    preview,

    /** `seen`: of the preview. A repeat of an erasure that is done has no effect. */
    async erase(personId: string, by: string, seen: string): Promise<void> {
      const name = `erase ${personId}`
      await intents.settled(name)
      if (await accounts.erased(personId)) return
      const shown = await preview(personId)
      if (shown.refusals.length > 0) throw errors.conflict(shown.refusals.join(' '))
      if (by === personId)
        throw errors.conflict(
          'You cannot erase yourself while you are signed in. Another member of the office can.',
        )
      if (shown.seen !== seen)
        throw errors.stale('Something has changed since you looked. Read once more what is kept, then erase.')
      const account = await accounts.account(personId)
      await intents.begin('erase', name, {
        personId,
        by,
        at: clock(),
        conferenceIds: [...(account?.memberships.keys() ?? [])].sort(),
        keptUntil: shown.kept.length > 0 ? Math.max(...shown.kept.map(({ until }) => until)) : null,
      })
    },
  }
}
