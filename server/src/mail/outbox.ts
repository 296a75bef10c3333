// The outbox: each mail is stored first, then handed over by one server at a time. What a mail server has
// accepted and we have recorded is never sent again; where a server died between the two, nobody knows, and a
// person decides.
import { errors } from '@lectern/shared/errors'
import { type MailKind, type MailStatus, mayRepeat } from '@lectern/shared/mailKinds'
import type { MailValues } from '@lectern/shared/mailText'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { MailIds } from './mailIds.ts'
import type { MailStore, MailTimes, StoredMail } from './mailStore.ts'

/** How long a server may take to hand a mail over, in ms. `smtp.ts` gives up before. */
export const leaseMs = 150_000

const minute = 60_000
/** The wait after the first failed attempt, the second, …, in ms. After the last one the mail is refused. */
const delays = [minute, 5 * minute, 15 * minute, 60 * minute, 4 * 60 * minute, 12 * 60 * minute]

export interface NewMail {
  kind: MailKind
  personId: string
  thing: string
  /** Where its link leads after the sign-in; "/" is the agenda. */
  path: string
  given?: MailValues
  times?: MailTimes
  notAfter?: number
  isUrgent?: true
  isTest?: true
  /** Of a text that is not the conference's own: a test. */
  textDigest?: string
  language?: string
  /** How it begins; by default it waits to be sent. */
  begins?: { status: MailStatus; words: string }
}

/** What became of an attempt to hand a mail over. */
export type Outcome =
  | { is: 'sent'; words: string }
  /** For good. */
  | { is: 'refused'; words: string }
  /** Not now. */
  | { is: 'later'; words: string }
  /** It may have been accepted. */
  | { is: 'unknown'; words: string }
  /** No mail can be handed over at the moment: the mail waits, and this is no attempt of its own. */
  | { is: 'blocked'; words: string }
  | { is: 'not_sent'; words: string }
  /** Too early: to be tried at that time. */
  | { is: 'postponed'; until: number }

export interface ClaimedMail {
  conferenceId: string
  mail: StoredMail
  token: string
}

export type Outbox = ReturnType<typeof createOutbox>

const unknownWords =
  'The server was stopped while it handed this mail over. The mail server may have accepted it.'

export function createOutbox({ store, ids, clock }: { store: MailStore; ids: MailIds; clock: Clock }) {
  /** How an outcome changes the mail. */
  function changeFor(mail: StoredMail, outcome: Outcome, now: number): Partial<StoredMail> {
    const settled = { changedAt: now, nextAt: null }
    switch (outcome.is) {
      case 'postponed':
        return { status: 'waiting', nextAt: outcome.until, words: '' }
      case 'blocked':
        return { status: 'waiting', nextAt: now, words: outcome.words }
      case 'not_sent':
        return { ...settled, status: 'not_sent', words: outcome.words }
      case 'later': {
        const attempts = mail.attempts + 1
        const delay = delays[attempts - 1]
        if (delay !== undefined)
          return { status: 'waiting', nextAt: now + delay, attempts, words: outcome.words, changedAt: now }
        const words = `Tried ${attempts} times, and refused each time. Last: ${outcome.words}`
        return { ...settled, status: 'refused', attempts, words }
      }
      default:
        return { ...settled, status: outcome.is, attempts: mail.attempts + 1, words: outcome.words }
    }
  }

  /** After the lease of a server that gave no sign: it was handing the mail over, or had not begun to. */
  function abandoned(mail: StoredMail, now: number): Partial<StoredMail> {
    return mail.lease?.stage === 'handing'
      ? changeFor(mail, { is: 'unknown', words: unknownWords }, now)
      : { status: 'waiting', nextAt: now, words: '' }
  }

  const box = {
    /**
     * Stores mails. Returns how many are new: a mail of the same kind, person and thing is never made twice.
     */
    async add(conferenceId: string, added: readonly NewMail[]): Promise<number> {
      const now = clock()
      const mails = added.map((mail) => ({ mail, id: ids.of({ conferenceId, ...mail }) }))
      const found = await store.findAll(
        conferenceId,
        mails.map(({ id }) => id),
      )
      const made = await Promise.all(
        mails
          .filter((_, i) => found[i] === undefined)
          .map(({ mail: { begins, given = {}, ...mail }, id }) =>
            store.create(conferenceId, {
              ...mail,
              id,
              given,
              status: begins?.status ?? 'waiting',
              words: begins?.words ?? '',
              createdAt: now,
              changedAt: now,
              attempts: 0,
              nextAt: begins ? null : now,
              linkRound: 0,
            }),
          ),
      )
      return made.filter(Boolean).length
    },

    /** Takes a mail to send it; undefined if there is nothing to do with it now. */
    async claim(conferenceId: string, mailId: string): Promise<ClaimedMail | undefined> {
      const now = clock()
      let mail = await store.find(conferenceId, mailId)
      if (mail?.status === 'sending' && mail.lease!.until <= now)
        mail = await store.change(conferenceId, mail, abandoned(mail, now))
      if (mail?.status !== 'waiting' || mail.nextAt === null || mail.nextAt > now) return undefined
      const token = newId()
      const claimed = await store.change(conferenceId, mail, {
        status: 'sending',
        lease: { token, until: now + leaseMs, stage: 'connecting' },
      })
      return claimed && { conferenceId, mail: claimed, token }
    },

    /**
     * Notes what is sent to whom, right before the first byte of the message. False if another server has
     * the mail by now: then it must not be sent.
     */
    async handing(claimed: ClaimedMail, sent: Partial<StoredMail>): Promise<boolean> {
      const { conferenceId, mail, token } = claimed
      if (mail.lease!.until <= clock()) return false
      const lease = { token, until: mail.lease!.until, stage: 'handing' as const }
      const changed = await store.change(conferenceId, mail, { ...sent, lease })
      if (!changed) return false
      claimed.mail = changed
      return true
    },

    /** Records what became of it. Another server may have found the lease to be over meanwhile. */
    async settle({ conferenceId, mail, token }: ClaimedMail, outcome: Outcome): Promise<void> {
      for (;;) {
        const now = clock()
        const current = await store.find(conferenceId, mail.id)
        const isOurs =
          current?.lease?.token === token && (current.status === 'sending' || current.status === 'unknown')
        if (!isOurs) return
        const attempts = current.status === 'unknown' ? current.attempts - 1 : current.attempts
        const change = changeFor({ ...current, attempts }, outcome, now)
        if (await store.change(conferenceId, current, change)) return
      }
    },

    /**
     * The office decides. @throws `stale` if the mail has changed since, `conflict` if its status does not
     * allow it
     */
    async act(
      conferenceId: string,
      { mailId, act, version }: { mailId: string; act: 'again' | 'arrived'; version: number },
      begins?: NewMail['begins'],
    ): Promise<StoredMail> {
      const mail = await store.find(conferenceId, mailId)
      if (!mail) throw errors.notFound('mail')
      const stale = () => errors.stale('This mail has changed since you opened it. Look at it again.')
      if (mail.version !== version) throw stale()
      const allowed = act === 'arrived' ? mail.status === 'unknown' : mayRepeat.includes(mail.status)
      if (!allowed) throw errors.conflict('This mail is not sent again: its status does not ask for it.')
      const now = clock()
      const { lease: _, ...rest } = mail
      const change: Partial<StoredMail> =
        act === 'arrived'
          ? { status: 'sent', words: 'The office noted that it arrived.', changedAt: now, nextAt: null }
          : {
              status: begins?.status ?? 'waiting',
              words: begins?.words ?? '',
              changedAt: now,
              nextAt: begins ? null : now,
              attempts: 0,
              linkRound: mail.status === 'unknown' ? mail.linkRound : mail.linkRound + 1,
            }
      const changed = await store.change(conferenceId, rest, change)
      if (!changed) throw stale()
      return changed
    },

    /** Marks a mail as returned. False if it is marked already, or was never sent. */
    async bounced(conferenceId: string, mailId: string, words: string): Promise<boolean> {
      for (;;) {
        const mail = await store.find(conferenceId, mailId)
        if (mail?.status !== 'sent' && mail?.status !== 'unknown') return false
        const change = { status: 'bounced' as const, words, changedAt: clock() }
        if (await store.change(conferenceId, mail, change)) return true
      }
    },

    /** The link of a mail that the office passed on has been used. */
    async used(conferenceId: string, mail: StoredMail): Promise<StoredMail> {
      const change = { status: 'used' as const, words: '', changedAt: clock() }
      return (await store.change(conferenceId, mail, change)) ?? mail
    },
  }
  return Object.assign(box, {
    find: store.find,
    findAll: store.findAll,
    list: store.list,
    counts: store.counts,
    due: store.due,

    /** A person is merged into another, who has their mails from now on. */
    async move(conferenceId: string, from: string, to: string): Promise<void> {
      for (;;) {
        const mails = await store.list(conferenceId, { personId: from }, 500)
        if (mails.length === 0) return
        await Promise.all(mails.map((mail) => store.change(conferenceId, mail, { personId: to })))
      }
    },

    /** Removes all mails to a person who is erased. */
    async forget(conferenceId: string, personId: string): Promise<void> {
      for (;;) {
        const mails = await store.list(conferenceId, { personId }, 500)
        if (mails.length === 0) return
        await Promise.all(mails.map((mail) => store.remove(conferenceId, mail)))
      }
    },
  })
}
