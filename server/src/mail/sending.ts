// Sends what is due, one mail after the other over one connection. Several servers may do so at once.
import type { Person } from '@lectern/shared/accounts'
import { AppError } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { isOptional } from '@lectern/shared/mailKinds'
import { isRedisAway } from '@lectern/shared/redisAway'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { type AddressesOf, noAddressWords, unsubscribedWords } from './begins.ts'
import { compose } from './compose.ts'
import { messageIdOf, returnPathOf } from './mailIds.ts'
import type { StoredMail } from './mailStore.ts'
import type { ClaimedMail, Outbox, Outcome } from './outbox.ts'
import type { MailProblems } from './problems.ts'
import type { Smtp } from './smtp.ts'
import type { SmtpSettings } from './smtpSettings.ts'
import type { Subscriptions } from './subscriptions.ts'
import { standingOfSession } from './timely.ts'
import type { Letter, Writing } from './writing.ts'

export interface SendingOptions {
  redis: Redis
  outbox: Outbox
  writing: Writing
  subscriptions: Subscriptions
  problems: MailProblems
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
  addressesOf: AddressesOf
  contactOf: (conferenceId: string) => Promise<string | undefined>
  settings: SmtpSettings
  /** A connection to the mail server. */
  connect: () => Smtp
  clock: Clock
  log: Log
}

const minuteMs = 60_000
/** How many due mails are looked at together. */
const batch = 20
/** Lost connections in a row after which sending pauses. */
const lossesMax = 3

interface Recipient {
  person: Person
  to: string
}
type Ready = Recipient & { letter: Letter }

export function createSending(options: SendingOptions) {
  const { redis, outbox, writing, problems, settings, clock, log } = options
  const domain = settings.sender.address.slice(settings.sender.address.lastIndexOf('@') + 1)

  /** Counts one mail in this minute; when to try instead if the provider takes no more. */
  async function takeTurn(): Promise<number | undefined> {
    const minute = Math.floor(clock() / minuteMs)
    const key = keys.mailsInMinute(minute)
    const count = await redis.incr(key)
    if (count === 1) await redis.expire(key, 120)
    return count > settings.perMinute ? (minute + 1) * minuteMs : undefined
  }

  /** The person and their address, or why the mail is not sent to them. */
  async function recipientOf(conferenceId: string, mail: StoredMail): Promise<Recipient | Outcome> {
    const person = await options.memberOf(mail.personId, conferenceId)
    if (!person) return { is: 'not_sent', words: 'This person no longer takes part in the conference.' }
    const [to] = await options.addressesOf([person.id])
    if (!to) return { is: 'not_sent', words: noAddressWords }
    if (isOptional(mail.kind) && !mail.isTest) {
      const [isUnsubscribed] = await options.subscriptions.isUnsubscribed(conferenceId, [person.id])
      if (isUnsubscribed) return { is: 'not_sent', words: unsubscribedWords }
    }
    if (mail.notAfter !== undefined && mail.notAfter < clock())
      return { is: 'not_sent', words: 'It would have come too late.' }
    return { person, to }
  }

  async function handOver(claimed: ClaimedMail, { person, to, letter, smtp }: Ready & { smtp: Smtp }) {
    const { conferenceId, mail } = claimed
    const contact = await options.contactOf(conferenceId)
    const raw = await compose({
      sender: settings.sender,
      replyTo: contact && /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(contact) ? contact : undefined,
      to: { name: person.name, address: to },
      messageId: messageIdOf(mail.id, domain),
      date: clock(),
      content: letter.content,
      language: letter.language,
      unsubscribeUrl: letter.unsubscribeUrl,
    })
    const { values, language, textDigest } = letter
    return smtp.send({
      from: settings.bounceAddress ? returnPathOf(settings.bounceAddress, mail.id) : settings.sender.address,
      to,
      raw,
      beforeData: () => outbox.handing(claimed, { to, values, language, textDigest, words: '' }),
    })
  }

  /** Writes a mail, unless it cannot or need not be sent. */
  async function written(claimed: ClaimedMail): Promise<Ready | Outcome> {
    const { conferenceId, mail } = claimed
    const recipient = await recipientOf(conferenceId, mail)
    if ('is' in recipient) return recipient
    try {
      const letter = await writing.letter(conferenceId, recipient.person, mail)
      const standing = mail.isTest
        ? undefined
        : standingOfSession(mail, letter.session, clock(), recipient.person)
      return standing ?? { ...recipient, letter }
    } catch (error) {
      // Such as: the person has as many links as one can have.
      if (error instanceof AppError) return { is: 'refused', words: error.message }
      throw error
    }
  }

  /** Sends one mail. `stop`: no further mail can be sent now; `lost`: the connection was lost. */
  async function sendOne(claimed: ClaimedMail, smtp: Smtp): Promise<'sent' | 'on' | 'lost' | 'stop'> {
    const ready = await written(claimed)
    if ('is' in ready) {
      await outbox.settle(claimed, ready)
      return 'on'
    }
    const turnAt = await takeTurn()
    if (turnAt !== undefined) {
      await outbox.settle(claimed, { is: 'postponed', until: turnAt })
      return 'stop'
    }
    const handed = await handOver(claimed, { ...ready, smtp })
    if (handed === 'taken_over') return 'lost'
    const { outcome, lost } = handed
    await outbox.settle(claimed, outcome)
    log.info({ mail: claimed.mail.id, outcome: outcome.is }, 'mail')
    if (outcome.is === 'blocked') {
      await problems.failed('transport', outcome.words)
      return 'stop'
    }
    return outcome.is === 'sent' ? 'sent' : lost && outcome.is !== 'refused' ? 'lost' : 'on'
  }

  async function sendDue(conferenceId: string, smtp: Smtp, signal: AbortSignal): Promise<void> {
    let [losses, isClear] = [0, false]
    for (;;) {
      const ids = await outbox.due(conferenceId, clock(), batch)
      let worked = false
      for (const mailId of ids) {
        if (signal.aborted) return
        const claimed = await outbox.claim(conferenceId, mailId)
        if (!claimed) continue
        worked = true
        const became = await sendOne(claimed, smtp)
        if (became === 'stop') return
        losses = became === 'lost' ? losses + 1 : 0
        if (became === 'sent' && !isClear) {
          await problems.over('transport')
          isClear = true
        }
        if (losses === lossesMax)
          return problems.failed(
            'transport',
            'The mail server keeps losing the connection before it has a mail.',
          )
      }
      if (!worked) return
    }
  }

  return {
    /** Sends a conference's mails until nothing is due, or no mail can be sent now. */
    async run(conferenceId: string, signal: AbortSignal): Promise<void> {
      const problem = await problems.find('transport')
      if (problem && problem.retryAt > clock()) return
      const smtp = options.connect()
      try {
        await sendDue(conferenceId, smtp, signal)
      } catch (error) {
        if (!isRedisAway(error)) log.error({ err: error }, 'mails could not be sent')
        throw error
      } finally {
        smtp.close()
      }
    },
  }
}
