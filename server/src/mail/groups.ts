// Mail to a group of people: who is in it, who gets the mail, and the making of the mails as a job.
import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { GroupCount, MailGroup } from '@lectern/shared/mail'
import type { MailKind } from '@lectern/shared/mailKinds'
import { isOptional } from '@lectern/shared/mailKinds'
import type { Session } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { AddressesOf } from './begins.ts'
import type { MailIds } from './mailIds.ts'
import type { Outbox } from './outbox.ts'
import type { Post, PostedMail } from './post.ts'
import type { Subscriptions } from './subscriptions.ts'

export interface GroupsOptions {
  redis: Redis
  members: (conferenceId: string) => Promise<Person[]>
  sessions: (conferenceId: string) => Promise<Session[]>
  /** Which of these people have one of the sessions in their own agenda. */
  haveInAgenda: (personIds: string[], sessionIds: string[]) => Promise<Set<string>>
  haveSignedIn: (personIds: string[]) => Promise<boolean[]>
  /** Notes that the office has asked somebody for their disclosure, so that reminders follow. */
  askedForDisclosure: (conferenceId: string, personId: string, by: string) => Promise<void>
  boothOf: (conferenceId: string, exhibitorId: string) => Promise<string | undefined>
  outbox: Outbox
  ids: MailIds
  subscriptions: Subscriptions
  post: Post
  addressesOf: AddressesOf
  hasSmtp: boolean
}

type GroupMail = PostedMail & { person: Person }
interface StoredSend {
  kind: MailKind
  group: MailGroup
  /** Who in the office sends it. */
  by: string
}

const sampleSize = 10
const chunkSize = 500

const facultyOf = ({ speakers, moderators, planners = [] }: Session): string[] =>
  [...speakers, ...moderators, ...planners].map(({ personId }) => personId)

const paths: Partial<Record<MailKind, string>> = {
  exhibitor_invitation: '/booth',
  disclosure_request: '/disclosure',
  thanks: '/credit',
}

export type Groups = ReturnType<typeof createGroups>

export function createGroups(options: GroupsOptions) {
  const { redis, outbox, ids, subscriptions, post } = options

  /** On the faculty of one of the sessions, or with one in their own agenda. */
  async function concerned(people: Person[], sessions: Session[]): Promise<Set<string>> {
    const inAgenda = await options.haveInAgenda(
      people.map(({ id }) => id),
      sessions.map(({ id }) => id),
    )
    return new Set([...sessions.flatMap(facultyOf), ...inAgenda])
  }

  async function peopleOf(conferenceId: string, group: MailGroup): Promise<Person[]> {
    let people = (await options.members(conferenceId)).filter(
      ({ id, roles, profession }) =>
        (group.role === undefined || roles.includes(group.role)) &&
        (group.profession === undefined || profession === group.profession) &&
        (group.personIds === undefined || group.personIds.includes(id)),
    )
    if (group.track !== undefined || group.sessionId !== undefined) {
      const sessions = (await options.sessions(conferenceId)).filter(
        ({ id, track }) =>
          (group.sessionId === undefined || id === group.sessionId) &&
          (group.track === undefined || track === group.track),
      )
      const who = await concerned(people, sessions)
      people = people.filter(({ id }) => who.has(id))
    }
    if (group.notSignedIn) {
      const have = await options.haveSignedIn(people.map(({ id }) => id))
      people = people.filter((_, i) => !have[i])
    }
    return people
  }

  /** Only people in control of content disclose anything. */
  async function peopleAsked(conferenceId: string, kind: MailKind, group: MailGroup): Promise<Person[]> {
    const people = await peopleOf(conferenceId, group)
    if (kind !== 'disclosure_request') return people
    const faculty = new Set((await options.sessions(conferenceId)).flatMap(facultyOf))
    return people.filter(({ id }) => faculty.has(id))
  }

  /** `sendId`: what makes a link that is sent by hand a thing of its own. */
  async function mailFor(
    conferenceId: string,
    { kind, person, sendId }: { kind: MailKind; person: Person; sendId: string },
  ): Promise<GroupMail | undefined> {
    const mail = { kind, person, path: paths[kind] ?? '/', thing: kind === 'my_link' ? sendId : '' }
    return kind === 'exhibitor_invitation' ? invitationOf(conferenceId, person) : mail
  }

  /** Undefined for whoever works for no exhibitor. */
  async function invitationOf(conferenceId: string, person: Person): Promise<GroupMail | undefined> {
    const { exhibitorId } = person
    if (!exhibitorId) return undefined
    const booth = (await options.boothOf(conferenceId, exhibitorId)) ?? ''
    const kind = 'exhibitor_invitation'
    return { kind, person, path: paths[kind]!, thing: exhibitorId, given: { booth } }
  }

  async function mailsFor(
    conferenceId: string,
    { kind, group, sendId }: Omit<StoredSend, 'by'> & { sendId: string },
  ): Promise<GroupMail[]> {
    const people = await peopleAsked(conferenceId, kind, group)
    const mails = await Promise.all(people.map((person) => mailFor(conferenceId, { kind, person, sendId })))
    return mails.filter((mail) => mail !== undefined)
  }

  return {
    peopleOf,
    invitationOf,

    async count(
      conferenceId: string,
      send: Omit<StoredSend, 'by'> & { sendId: string },
    ): Promise<GroupCount> {
      const mails = await mailsFor(conferenceId, send)
      const personIds = mails.map(({ person }) => person.id)
      const [existing, unsubscribed, addresses] = await Promise.all([
        Promise.all(
          mails.map(({ kind, person, thing }) =>
            outbox.find(conferenceId, ids.of({ conferenceId, kind, personId: person.id, thing })),
          ),
        ),
        subscriptions.isUnsubscribed(conferenceId, personIds),
        options.addressesOf(personIds),
      ])
      const standings = mails.map((_, i) => {
        if (existing[i]) return 'already'
        if (unsubscribed[i] && isOptional(send.kind)) return 'unsubscribed'
        return options.hasSmtp && !addresses[i] ? 'withoutAddress' : 'toSend'
      })
      const countOf = (wanted: string): number => standings.filter((each) => each === wanted).length
      return {
        people: mails.length,
        toSend: countOf('toSend'),
        already: countOf('already'),
        withoutAddress: countOf('withoutAddress'),
        unsubscribed: countOf('unsubscribed'),
        sample: mails
          .filter((_, i) => standings[i] === 'toSend')
          .slice(0, sampleSize)
          .map(({ person: { id, name } }) => ({ personId: id, name })),
      }
    },

    /** Stores the order; a job makes the mails. A repeat with the same id changes nothing. */
    async order(conferenceId: string, sendId: string, send: StoredSend): Promise<void> {
      await redis.hsetnx(keys.mailSends(conferenceId), sendId, JSON.stringify(send))
    },

    /** Orders of which not every mail is stored. */
    orders: (conferenceId: string): Promise<string[]> => redis.hkeys(keys.mailSends(conferenceId)),

    /** Stores the mails of an order; those that are stored already are not made again. */
    async carryOut(conferenceId: string, sendId: string, signal: AbortSignal): Promise<void> {
      const text = await redis.hget(keys.mailSends(conferenceId), sendId)
      if (text === null) return
      const send = JSON.parse(text) as StoredSend
      const mails = await mailsFor(conferenceId, { ...send, sendId })
      for (let i = 0; i < mails.length; i += chunkSize) {
        signal.throwIfAborted()
        const chunk = mails.slice(i, i + chunkSize)
        await post(conferenceId, chunk)
        if (send.kind === 'disclosure_request')
          await Promise.all(
            chunk.map(({ person }) => options.askedForDisclosure(conferenceId, person.id, send.by)),
          )
      }
      await redis.hdel(keys.mailSends(conferenceId), sendId)
    },

    /** A session named by a group must exist. Throws `not_found`. */
    async require(conferenceId: string, { sessionId }: MailGroup): Promise<void> {
      if (sessionId === undefined) return
      const sessions = await options.sessions(conferenceId)
      if (!sessions.some(({ id }) => id === sessionId)) throw errors.notFound('session')
    },
  }
}
