// Mails as the office sees them.
import type { Person } from '@lectern/shared/accounts'
import { AppError, errors } from '@lectern/shared/errors'
import type { MailPage, MailRow, MailTransport, OneMail } from '@lectern/shared/mail'
import type { MailLanguage } from '@lectern/shared/mailKinds'
import { hiddenLink, renderMail } from '@lectern/shared/mailText'
import type { AddressesOf } from './begins.ts'
import type { MailFilter, StoredMail } from './mailStore.ts'
import type { Outbox } from './outbox.ts'
import type { MailProblems } from './problems.ts'
import type { SmtpSettings } from './smtpSettings.ts'
import type { TemplatesStore } from './templatesStore.ts'
import type { Writing } from './writing.ts'

export interface MailViewsOptions {
  outbox: Outbox
  writing: Writing
  templates: TemplatesStore
  problems: MailProblems
  settings: SmtpSettings | undefined
  readsBounces: boolean
  addressesOf: AddressesOf
  findName: (personId: string) => Promise<string | undefined>
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
  /** Whether somebody has signed in with the link that this token opens. */
  isLinkUsed: (personId: string, token: string) => Promise<boolean>
  /** What a mail is about: the title of its session or activity. */
  titleOf: (conferenceId: string, mail: StoredMail) => Promise<string>
}

const pageSize = 50

export type MailViews = ReturnType<typeof createMailViews>

export function createMailViews(options: MailViewsOptions) {
  const { outbox, writing, templates, problems, settings } = options

  /** A listed mail whose link has been used meanwhile is marked so. */
  async function current(conferenceId: string, mail: StoredMail): Promise<StoredMail> {
    if (mail.status !== 'listed' || !(await options.isLinkUsed(mail.personId, writing.tokenFor(mail))))
      return mail
    return outbox.used(conferenceId, mail)
  }

  async function rows(conferenceId: string, mails: StoredMail[], reader: Person): Promise<MailRow[]> {
    // A link signs in as its person at every conference, so only the office passes links on.
    const isOffice = reader.roles.includes('office')
    const addresses = await options.addressesOf(mails.map(({ personId }) => personId))
    return Promise.all(
      mails.map(async (mail, i): Promise<MailRow> => {
        const [name, about, link] = await Promise.all([
          options.findName(mail.personId),
          options.titleOf(conferenceId, mail),
          isOffice ? linkOf(conferenceId, mail) : null,
        ])
        return {
          id: mail.id,
          kind: mail.kind,
          personId: mail.personId,
          name: name ?? mail.values?.name ?? mail.personId,
          to: mail.to ?? addresses[i] ?? '',
          status: mail.status,
          words: mail.words,
          about,
          isTest: mail.isTest ?? false,
          createdAt: mail.createdAt,
          changedAt: mail.changedAt,
          attempts: mail.attempts,
          nextAt: mail.nextAt,
          link,
        }
      }),
    )
  }

  /** As it went out, or as it would go out now; its links left out. */
  async function contentOf(conferenceId: string, mail: StoredMail): Promise<OneMail['content']> {
    const kept = mail.textDigest ? await templates.kept(conferenceId, mail.textDigest) : undefined
    if (mail.values && kept)
      return renderMail(kept, { ...mail.values, link: hiddenLink, unsubscribe: '…' }, mail.language ?? 'en')
    const person = await options.memberOf(mail.personId, conferenceId)
    if (!person) return null
    const { template, language } = kept
      ? { template: kept, language: (mail.language ?? 'en') as MailLanguage }
      : await writing.textFor(conferenceId, person.id, mail.kind)
    const { values } = await writing.valuesFor(conferenceId, person, mail, language)
    return writing.preview(conferenceId, person, { kind: mail.kind, template, language, values })
  }

  /** Makes the link of a listed mail, which the office passes on. */
  async function linkOf(conferenceId: string, mail: StoredMail): Promise<string | null> {
    if (mail.status !== 'listed') return null
    const person = await options.memberOf(mail.personId, conferenceId)
    if (!person) return null
    try {
      await writing.letter(conferenceId, person, mail)
      return writing.linkOf(conferenceId, mail)
    } catch (error) {
      // The link was revoked, or has expired.
      if (error instanceof AppError) return null
      throw error
    }
  }

  async function transport(): Promise<MailTransport> {
    const [problem, bounces] = await Promise.all([problems.find('transport'), problems.find('bounces')])
    const { name, address } = settings?.sender ?? { name: '', address: '' }
    return {
      isConfigured: settings !== undefined,
      from: name ? `${name} <${address}>` : address,
      problem: problem && settings ? { words: problem.words, at: problem.at } : null,
      readsBounces: options.readsBounces,
      bounceProblem: bounces?.words ?? null,
    }
  }

  const views = {
    current,
    linkOf,

    async page(
      conferenceId: string,
      { after, ...filter }: MailFilter & { after?: string | undefined },
      reader: Person,
    ): Promise<MailPage> {
      const [at = '', id = ''] = after?.split('-') ?? []
      const last = after === undefined ? undefined : { createdAt: Number(at) || 0, id }
      const found = await outbox.list(conferenceId, filter, pageSize + 1, last)
      const mails = await Promise.all(found.slice(0, pageSize).map((mail) => current(conferenceId, mail)))
      const end = mails.at(-1)
      const [shown, counts, how] = await Promise.all([
        rows(conferenceId, mails, reader),
        outbox.counts(conferenceId),
        transport(),
      ])
      return {
        mails: shown,
        next: found.length > pageSize && end ? `${end.createdAt}-${end.id}` : null,
        counts,
        transport: how,
      }
    },

    async one(conferenceId: string, mailId: string, reader: Person): Promise<OneMail> {
      const found = await outbox.find(conferenceId, mailId)
      if (!found) throw errors.notFound('mail')
      const mail = await current(conferenceId, found)
      const [[row], content] = await Promise.all([
        rows(conferenceId, [mail], reader),
        contentOf(conferenceId, mail),
      ])
      return { mail: row!, content, version: mail.version }
    },
  }
  return views
}
