// What a mail says to one person: its text, the values of its placeholders, and the links in it.
import type { Person } from '@lectern/shared/accounts'
import { conferencePath } from '@lectern/shared/addresses'
import type { Conference } from '@lectern/shared/conferences'
import type { MailKind, MailLanguage } from '@lectern/shared/mailKinds'
import { isOptional, rulesOf } from '@lectern/shared/mailKinds'
import {
  hiddenLink,
  type MailTemplate,
  type MailValues,
  type RenderedMail,
  renderMail,
} from '@lectern/shared/mailText'
import type { Session } from '@lectern/shared/program'
import { namedToken } from '../accounts/linksStore.ts'
import type { StoredMail } from './mailStore.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { TemplatesStore } from './templatesStore.ts'

export interface WritingOptions {
  templates: TemplatesStore
  subscriptions: Subscriptions
  conference: (conferenceId: string) => Promise<Conference>
  providerName: () => Promise<string>
  findSession: (sessionId: string) => Promise<Session | undefined>
  /** Which the person has chosen for their mails; null: none. */
  languageOf: (personId: string) => Promise<MailLanguage | null>
  /** Makes a link that `token` opens, unless there is one. */
  createLink: (personId: string, days: number, token: string) => Promise<unknown>
  /** Derives the links of mails, so that none is ever stored. */
  secret: string
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
}

export interface Letter {
  /** For the office's list: all but the secrets. */
  values: MailValues
  language: MailLanguage
  textDigest: string
  content: RenderedMail
  unsubscribeUrl: string | undefined
  /** The time at which the session in it starts, if it names one. */
  session: Session | undefined
}

/** "Saturday, 28 November 2026 at 09:00 CET" */
const timeText = (at: number, timeZone: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at)

/** "28 November 2026" */
const dayText = (at: number, timeZone: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone }).format(at)

/** The mail's subject is a session: `thing` is its id, with the time it is about where it has one. */
export const sessionIdOf = ({ kind, thing }: Pick<StoredMail, 'kind' | 'thing'>): string | undefined =>
  rulesOf(kind).names.includes('session') ? thing.split(' ')[0] : undefined

export type Writing = ReturnType<typeof createWriting>

export function createWriting(options: WritingOptions) {
  const { templates, subscriptions, publicUrl, secret } = options

  const at = (conferenceId: string, path: string): string =>
    `${publicUrl()}${conferencePath(conferenceId)}${path}`

  const tokenFor = ({ id, personId, linkRound }: StoredMail): string =>
    namedToken(personId, `mail ${id} ${linkRound}`, secret)

  const linkOf = (conferenceId: string, mail: StoredMail): string => {
    const next = mail.path === '/' ? '' : `?next=${encodeURIComponent(mail.path)}`
    return at(conferenceId, `/s/${tokenFor(mail)}${next}`)
  }

  const unsubscribeToken = (conferenceId: string, personId: string): string =>
    subscriptions.tokenFor(conferenceId, personId)

  async function valuesFor(
    conferenceId: string,
    person: Person,
    mail: Pick<StoredMail, 'kind' | 'thing' | 'given' | 'times'>,
    language: MailLanguage,
  ): Promise<{ values: MailValues; session: Session | undefined }> {
    const sessionId = sessionIdOf(mail)
    const [conference, provider, session] = await Promise.all([
      options.conference(conferenceId),
      options.providerName(),
      sessionId === undefined ? undefined : options.findSession(sessionId),
    ])
    const { timeZone } = conference
    const { before, deadline } = mail.times ?? {}
    const values: MailValues = {
      ...mail.given,
      ...(before !== undefined && { before: timeText(before, timeZone, language) }),
      ...(deadline !== undefined && { deadline: dayText(deadline, timeZone, language) }),
      name: person.name,
      conference: conference.title,
      provider,
      contact: conference.contact ?? '',
      ...(session && {
        session: session.title,
        start: timeText(session.startsAt, timeZone, language),
      }),
    }
    return { values, session }
  }

  const unsubscribePage = (conferenceId: string, personId: string): string =>
    at(conferenceId, `/unsubscribe/${unsubscribeToken(conferenceId, personId)}`)

  /** The text in the person's own language, else in the conference's, else in English. */
  async function textFor(
    conferenceId: string,
    personId: string,
    kind: MailKind,
  ): Promise<{ template: MailTemplate; language: MailLanguage }> {
    const [own, settings] = await Promise.all([
      options.languageOf(personId),
      templates.settings(conferenceId),
    ])
    return templates.best(conferenceId, kind, [own, settings.language])
  }

  const write = {
    tokenFor,
    linkOf,
    valuesFor,
    textFor,

    /** A text with a person's values, as they would get it, its secrets left out. */
    async preview(
      conferenceId: string,
      person: Person,
      {
        kind,
        template,
        language,
        values,
      }: {
        kind: MailKind
        template: MailTemplate
        language: MailLanguage
        values: MailValues
      },
    ): Promise<RenderedMail> {
      const unsubscribe = isOptional(kind) ? { unsubscribe: unsubscribePage(conferenceId, person.id) } : {}
      return renderMail(template, { ...values, link: hiddenLink, ...unsubscribe }, language)
    },

    /** The mail as it goes out now. Makes its personal link. */
    async letter(conferenceId: string, person: Person, mail: StoredMail): Promise<Letter> {
      const tried =
        mail.isTest && mail.textDigest ? await templates.kept(conferenceId, mail.textDigest) : undefined
      const { template, language } = tried
        ? { template: tried, language: (mail.language ?? 'en') as MailLanguage }
        : await textFor(conferenceId, person.id, mail.kind)
      const [{ values, session }, textDigest] = await Promise.all([
        valuesFor(conferenceId, person, mail, language),
        templates.keep(conferenceId, template),
      ])
      const isEndable = isOptional(mail.kind)
      const link = linkOf(conferenceId, mail)
      if (template.text.includes('{{link'))
        await options.createLink(person.id, rulesOf(mail.kind).linkDays, tokenFor(mail))
      const secrets = { link, ...(isEndable && { unsubscribe: unsubscribePage(conferenceId, person.id) }) }
      return {
        values,
        language,
        textDigest,
        content: renderMail(template, { ...values, ...secrets }, language),
        unsubscribeUrl: isEndable
          ? `${publicUrl()}/api/mail/unsubscribe/${unsubscribeToken(conferenceId, person.id)}`
          : undefined,
        session,
      }
    },
  }
  return write
}

/** Values for a preview, where no session or activity is at hand. */
export function sampleValues({
  session,
  timeZone,
  language,
  now,
}: {
  session: Session | undefined
  timeZone: string
  language: string
  now: number
}): MailValues {
  const at = (time: number) => timeText(time, timeZone, language)
  return {
    session: session?.title ?? 'Heart failure in 2026',
    start: at(session?.startsAt ?? now),
    before: at(session?.startsAt ?? now),
    activity: session?.title ?? 'Heart failure in 2026',
    deadline: dayText(now, timeZone, language),
    until: dayText(now, timeZone, language),
    records: '12',
    body: 'EACCME',
    booth: 'Meridian Devices',
  }
}
