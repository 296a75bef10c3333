// What mail asks of other features: whose people, sessions and credit it writes about.

import type { Person } from '@lectern/shared/accounts'
import { inControl } from '@lectern/shared/clearance'
import type { Conference } from '@lectern/shared/conferences'
import type { SessionView } from '@lectern/shared/program'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import { linkIdOf } from '../accounts/linksStore.ts'
import type { BoothsStore } from '../booths/boothsStore.ts'
import type { Clock } from '../core/clock.ts'
import type { ActivitiesStore } from '../credit/activitiesStore.ts'
import type { ClaimableActivity } from '../credit/claimable.ts'
import type { DisclosuresStore } from '../disclosures/disclosuresStore.ts'
import type { OwnAgendaStore } from '../program/ownAgendaStore.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { AutomaticOptions } from './automatic.ts'
import type { AddressesOf } from './begins.ts'
import type { GroupsOptions } from './groups.ts'
import type { MailViewsOptions } from './mailViews.ts'
import type { MyLinkOptions } from './myLink.ts'
import { sessionIdOf, type WritingOptions } from './writing.ts'

export interface MailSourcesOptions {
  accounts: AccountsStore
  details: DetailsStore
  program: ProgramStore
  ownAgenda: OwnAgendaStore
  booths: Pick<BoothsStore, 'ofExhibitor'>
  activities: Pick<ActivitiesStore, 'provider'>
  /** Who can claim credit of each activity. */
  claimable: (conferenceId: string, views: SessionView[]) => Promise<ClaimableActivity[]>
  /** Who is to be asked what became of their commitment to change. */
  followUps: AutomaticOptions['followUps']
  reportsDue: AutomaticOptions['reportsDue']
  disclosures: Pick<DisclosuresStore, 'of' | 'ask' | 'asked'>
  /** Conferences of which somebody is an auditor: without a place there they get mail nonetheless. */
  auditedBy: (personId: string) => Promise<string[]>
  clock: Clock
}

export interface MailSources
  extends Pick<
      GroupsOptions,
      'members' | 'sessions' | 'haveInAgenda' | 'haveSignedIn' | 'boothOf' | 'askedForDisclosure'
    >,
    Pick<AutomaticOptions, 'views' | 'claimable' | 'unsigned' | 'followUps' | 'reportsDue' | 'office'>,
    Pick<MailViewsOptions, 'findName' | 'isLinkUsed' | 'titleOf'>,
    Pick<MyLinkOptions, 'peopleWith' | 'placeOf'>,
    Pick<WritingOptions, 'findSession' | 'createLink' | 'providerName' | 'languageOf'> {
  addressesOf: AddressesOf
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
  conferenceIds: () => Promise<string[]>
  findConference: (conferenceId: string) => Promise<Conference | undefined>
}

export function createMailSources(options: MailSourcesOptions): MailSources {
  const { accounts, disclosures, details, program, ownAgenda, activities, booths, claimable, clock } = options
  const { members } = accounts

  /** A member, or an auditor, who has no role there. */
  async function memberOf(personId: string, conferenceId: string): Promise<Person | undefined> {
    const member = await accounts.memberOf(personId, conferenceId)
    if (member || !(await options.auditedBy(personId)).includes(conferenceId)) return member
    const identity = await accounts.findPerson(personId)
    return identity && { ...identity, roles: [] }
  }

  /** The conference that was asked about, if the person has a place there; else the one they joined last. */
  async function placeOf(personId: string, asked: string | undefined) {
    const account = await accounts.account(personId)
    if (!account) return undefined
    const latest = [...account.memberships].sort(([, a], [, b]) => b.since - a.since).map(([id]) => id)
    const audited = await options.auditedBy(personId)
    const ids = [...latest, ...(account.identity.isOffice ? await program.conferenceIds() : []), ...audited]
    const conferenceId = asked !== undefined && ids.includes(asked) ? asked : ids[0]
    const person = conferenceId && (await memberOf(personId, conferenceId))
    return person ? { conferenceId, person } : undefined
  }

  async function unsigned(conferenceId: string) {
    const asked = await disclosures.asked(conferenceId)
    const sessions = (await program.views(conferenceId)).filter(({ state }) => state.phase === 'scheduled')
    const faculty = new Set(
      sessions.flatMap(({ session }) => inControl(session).map(([{ personId }]) => personId)),
    )
    const open = [...asked].filter(([personId]) => faculty.has(personId))
    const files = await Promise.all(open.map(([personId]) => disclosures.of(personId)))
    return open
      .filter((_, i) => files[i]!.signed === null)
      .map(([id, { at }]) => ({ person: { id }, askedAt: at }))
  }

  return {
    members,
    memberOf,
    sessions: async (conferenceId) => (await program.views(conferenceId)).map(({ session }) => session),
    views: program.views,
    followUps: options.followUps,
    reportsDue: options.reportsDue,
    office: async () => (await accounts.people()).filter(({ isOffice }) => isOffice),
    haveInAgenda: ownAgenda.have,
    haveSignedIn: accounts.haveSignedIn,
    unsigned,
    askedForDisclosure: (conferenceId, personId, by) =>
      disclosures.ask(conferenceId, personId, { at: clock(), by }),
    boothOf: async (conferenceId, exhibitorId) => (await booths.ofExhibitor(conferenceId, exhibitorId))?.name,
    claimable: async (conferenceId, views) =>
      (await claimable(conferenceId, views)).map(({ people, ...activity }) => ({
        ...activity,
        people: async () =>
          (await people()).map(({ personId, claimBy }) => ({ person: { id: personId }, claimBy })),
      })),
    findName: async (personId) => (await accounts.findPerson(personId))?.name,
    isLinkUsed: (personId, token) => accounts.isLinkUsed(personId, linkIdOf(token)),
    titleOf: async (_, mail) => {
      const sessionId = sessionIdOf(mail)
      if (sessionId === undefined) return mail.given.activity ?? mail.given.booth ?? ''
      return (await program.findSession(sessionId))?.title ?? ''
    },
    peopleWith: details.peopleWith,
    placeOf,
    findSession: program.findSession,
    createLink: accounts.createLink,
    providerName: async () => (await activities.provider())?.name ?? '',
    addressesOf: details.emailsOf,
    languageOf: async (personId) => (await details.of(personId)).language,
    conferenceIds: program.conferenceIds,
    findConference: program.findConference,
  }
}
