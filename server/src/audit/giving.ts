// The office gives auditors access, and ends it.
import {
  type AuditInvitation,
  type Auditor,
  type Auditors,
  auditDaysAheadMax,
  auditorsMax,
} from '@lectern/shared/audit'
import { dayWords, endOfDay } from '@lectern/shared/calendarDays'
import { errors } from '@lectern/shared/errors'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { ActivitiesStore } from '../credit/activitiesStore.ts'
import type { Intents } from '../ledger/intents.ts'
import type { AuditorInvitations } from '../mail/auditorInvitations.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { isExhibitor } from './access.ts'
import { type AuditorsStore, auditorsPlace, isOpen, type StoredAuditor } from './auditorsStore.ts'

export interface GivingOptions {
  auditors: AuditorsStore
  accounts: Pick<AccountsStore, 'account' | 'createPerson' | 'findPerson'>
  details: Pick<DetailsStore, 'of' | 'peopleWith' | 'saveEmail'>
  activities: Pick<ActivitiesStore, 'all'>
  program: Pick<ProgramStore, 'conference'>
  intents: Pick<Intents, 'settled'>
  invitations: AuditorInvitations
  /** Their pages load again. */
  rightsChanged: (personId: string) => void
  clock: Clock
}

export function createGiving(options: GivingOptions) {
  const { auditors, accounts, details, activities, program, intents, invitations, clock } = options

  async function shown(conferenceId: string, personId: string, stored: StoredAuditor): Promise<Auditor> {
    const [person, { email }, mail] = await Promise.all([
      accounts.findPerson(personId),
      details.of(personId),
      invitations.find(conferenceId, { personId, givenAt: stored.givenAt }),
    ])
    const { activityIds, givenAt, until, endedAt, seenAt } = stored
    const open = isOpen(stored, clock())
    return {
      ...{ personId, name: person?.name ?? '', email, activityIds, givenAt, until, endedAt, seenAt },
      isOpen: open,
      mail: mail && { status: mail.status, words: mail.words },
      link: open ? (mail?.link ?? null) : null,
    }
  }

  async function list(conferenceId: string): Promise<Auditors> {
    const [stored, all] = await Promise.all([auditors.all(conferenceId), activities.all(conferenceId)])
    const people = [...stored].sort(([, a], [, b]) => b.givenAt - a.givenAt)
    return {
      auditors: await Promise.all(people.map(([personId, each]) => shown(conferenceId, personId, each))),
      activities: all.map(({ id, title }) => ({ id, title })),
    }
  }

  /** Who has this mail address, or a new person. */
  async function personFor({ personId, name, email }: AuditInvitation): Promise<string> {
    const [existing] = await details.peopleWith(email)
    if (existing === undefined) {
      if (await accounts.findPerson(personId)) return personId
      await accounts.createPerson({ id: personId, name })
      await details.saveEmail(personId, email)
      return personId
    }
    const account = await accounts.account(existing)
    if (account && isExhibitor(account))
      throw errors.conflict(
        'This person works for an exhibitor. They must not learn who the learners are, so they cannot be an auditor.',
      )
    return existing
  }

  /** Stores a change with its evidence, on top of what is there. */
  async function change(
    conferenceId: string,
    personId: string,
    next: (before: StoredAuditor | undefined) => { next: StoredAuditor; record: LedgerRecord } | undefined,
  ): Promise<void> {
    for (;;) {
      const before = await auditors.find(conferenceId, personId)
      const changed = next(before)
      if (!changed || (await auditors.change(conferenceId, personId, { before, ...changed }))) break
    }
    await intents.settled(auditorsPlace(conferenceId))
    options.rightsChanged(personId)
  }

  return {
    list,

    /** Throws `invalid_request`, or `conflict` for somebody who must not be an auditor. */
    async invite(conferenceId: string, by: string, invitation: AuditInvitation): Promise<Auditors> {
      const { activityIds, until } = invitation
      const now = clock()
      const timeZone = invitation.timeZone ?? (await program.conference(conferenceId)).timeZone
      // What ends at midnight ended on the day before; this moment is part of today.
      if (until <= now || until > endOfDay(now + 1, auditDaysAheadMax, timeZone))
        throw errors.invalidRequest(`until: a day from today on, at most ${auditDaysAheadMax} days ahead`)
      if ((await auditors.all(conferenceId)).size >= auditorsMax)
        throw errors.conflict(`A conference has at most ${auditorsMax} auditors.`)
      const ids = [...new Set(activityIds)].sort()
      const all = await activities.all(conferenceId)
      if (!ids.every((id) => all.some((activity) => activity.id === id))) throw errors.notFound('activity')
      const personId = await personFor(invitation)
      let givenAt = now
      await change(conferenceId, personId, (before) => {
        const isSame = before && isOpen(before, now) && before.until === until
        if (isSame && JSON.stringify(before.activityIds) === JSON.stringify(ids)) {
          givenAt = before.givenAt
          return undefined
        }
        const given = { activityIds: ids, givenAt: now, by, until, endedAt: null }
        return {
          next: { ...given, seenAt: before?.seenAt ?? null },
          record: {
            kind: 'audit.granted',
            by,
            data: { conferenceId, personId, activityIds: ids, until, at: now },
          },
        }
      })
      const titles = all.filter(({ id }) => ids.includes(id)).map(({ title }) => `“${title}”`)
      await invitations.send(
        conferenceId,
        { personId, givenAt },
        { activity: new Intl.ListFormat('en-GB').format(titles), until: dayWords(until, timeZone) },
      )
      return list(conferenceId)
    },

    /** Ends the access at once. A repeat has no effect. Throws `not_found`. */
    async end(conferenceId: string, by: string, personId: string): Promise<Auditors> {
      if (!(await auditors.find(conferenceId, personId))) throw errors.notFound('auditor')
      const now = clock()
      await change(conferenceId, personId, (before) =>
        before && before.endedAt === null
          ? {
              next: { ...before, endedAt: now },
              record: { kind: 'audit.ended', by, data: { conferenceId, personId, at: now } },
            }
          : undefined,
      )
      return list(conferenceId)
    },
  }
}
