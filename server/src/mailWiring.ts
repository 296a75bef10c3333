// Wires mail to the stores of the features whose people, sessions and credit it writes about.
import { inControl } from '@lectern/shared/clearance'
import type { Redis } from 'ioredis'
import type { AccountsStore } from './accounts/accountsStore.ts'
import type { DetailsStore } from './accounts/detailsStore.ts'
import { linkIdOf } from './accounts/linksStore.ts'
import type { createBoothsStore } from './booths/boothsStore.ts'
import type { Clock } from './core/clock.ts'
import type { Config } from './core/config.ts'
import type { Log } from './core/log.ts'
import { oidcSettingsOf } from './core/oidcConfig.ts'
import type { ActivitiesStore } from './credit/activitiesStore.ts'
import { createClaimable } from './credit/claimable.ts'
import type { Credit } from './credit/createCredit.ts'
import type { DisclosuresStore } from './disclosures/disclosuresStore.ts'
import type { Jobs } from './jobs/jobs.ts'
import { bounceSettingsOf } from './mail/bounces.ts'
import { createMail, type Mail } from './mail/createMail.ts'
import { smtpSettingsOf } from './mail/smtpSettings.ts'
import { sessionIdOf } from './mail/writing.ts'
import type { OwnAgendaStore } from './program/ownAgendaStore.ts'
import type { ProgramStore } from './program/programStore.ts'

export interface MailWiringOptions {
  redis: Redis
  config: Config
  jobs: Jobs
  accounts: AccountsStore
  details: DetailsStore
  program: ProgramStore
  ownAgenda: OwnAgendaStore
  booths: Pick<ReturnType<typeof createBoothsStore>, 'ofExhibitor'>
  activities: ActivitiesStore
  credit: Credit
  disclosures: Pick<DisclosuresStore, 'of' | 'ask' | 'asked'>
  publicUrl: () => string
  mayWork: () => boolean
  clock: Clock
  log: Log
}

export function createMailFor(options: MailWiringOptions): Mail {
  const { config, accounts, disclosures, details, program, ownAgenda, activities, booths } = options
  const { memberOf, members } = accounts
  const claimable = createClaimable(options.credit)

  /** The conference that was asked about, if the person has a place there; else the one they joined last. */
  async function placeOf(personId: string, asked: string | undefined) {
    const account = await accounts.account(personId)
    if (!account) return undefined
    const latest = [...account.memberships].sort(([, a], [, b]) => b.since - a.since).map(([id]) => id)
    const ids = account.identity.isOffice ? [...latest, ...(await program.conferenceIds())] : latest
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

  return createMail({
    ...options,
    members,
    memberOf,
    sessions: async (conferenceId) => (await program.views(conferenceId)).map(({ session }) => session),
    views: program.views,
    haveInAgenda: ownAgenda.have,
    haveSignedIn: accounts.haveSignedIn,
    unsigned,
    askedForDisclosure: (conferenceId, personId, by) =>
      disclosures.ask(conferenceId, personId, { at: options.clock(), by }),
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
    conferenceIds: program.conferenceIds,
    findConference: program.findConference,
    smtp: smtpSettingsOf(config),
    bounces: bounceSettingsOf(config.BOUNCE_IMAP_URL),
    accountsFrom: oidcSettingsOf(config)?.name,
    secret: config.SESSION_SECRET,
  })
}
