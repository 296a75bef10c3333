// The office's mail pages, unsubscribing, and "Email me my link".
import type { Person } from '@lectern/shared/accounts'
import { conferencePath } from '@lectern/shared/addresses'
import type { Conference } from '@lectern/shared/conferences'
import { errors } from '@lectern/shared/errors'
import type { mailRoutes } from '@lectern/shared/mail'
import { namesOf } from '@lectern/shared/mailKinds'
import type { MailValues } from '@lectern/shared/mailText'
import { newId } from '../core/newId.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { MailAct } from './acting.ts'
import type { AddressesOf } from './begins.ts'
import type { Groups } from './groups.ts'
import type { MailIds } from './mailIds.ts'
import type { MailViews } from './mailViews.ts'
import type { MyLink } from './myLink.ts'
import type { Post } from './post.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { TemplatesStore } from './templatesStore.ts'
import type { Writing } from './writing.ts'

export interface MailRoutesOptions {
  views: MailViews
  templates: TemplatesStore
  writing: Writing
  groups: Groups
  subscriptions: Subscriptions
  myLink: MyLink
  ids: MailIds
  post: Post
  addressesOf: AddressesOf
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
  findConference: (conferenceId: string) => Promise<Conference | undefined>
  /** Values for a preview of a kind whose session or activity is not known. */
  sampleValues: (conferenceId: string, language: string) => Promise<MailValues>
  act: MailAct
  orderJob: (conferenceId: string, sendId: string) => Promise<void>
  hasSmtp: boolean
  /** The name of the provider whose accounts sign in. */
  accountsFrom: string | undefined
}

export function createMailRoutes(options: MailRoutesOptions): RouteHandlers<typeof mailRoutes> {
  const { views, templates, writing, groups, subscriptions, hasSmtp } = options

  async function personFor(conferenceId: string, personId: string): Promise<Person> {
    const person = await options.memberOf(personId, conferenceId)
    if (!person) throw errors.notFound('person')
    return person
  }

  const addressOf = async (person: Person): Promise<string> =>
    (await options.addressesOf([person.id]))[0] ?? ''

  return {
    'mail.list': ({ conferenceId, person, query }) => views.page(conferenceId, query, person),
    'mail.one': ({ conferenceId, person, params }) => views.one(conferenceId, params.mailId, person),

    async 'mail.act'({ conferenceId, person, params: { mailId }, body }) {
      await options.act(conferenceId, { mailId, ...body })
      return views.one(conferenceId, mailId, person)
    },

    'mail.templates': async ({ conferenceId, query: { language } }) => ({
      templates: await templates.all(conferenceId, language),
    }),
    'mail.saveTemplate': ({ conferenceId, body: { kind, language, version, subject, text } }) =>
      templates.save(conferenceId, { kind, language, version }, { subject, text }),
    'mail.resetTemplate': ({ conferenceId, body: { kind, language } }) =>
      templates.save(conferenceId, { kind, language }, null),

    async 'mail.preview'({ conferenceId, person: self, body: { kind, language, personId, subject, text } }) {
      const person = personId === undefined ? self : await personFor(conferenceId, personId)
      const mail = { kind, thing: '', given: await options.sampleValues(conferenceId, language) }
      const { values } = await writing.valuesFor(conferenceId, person, mail, language)
      const template = { subject, text }
      const content = await writing.preview(conferenceId, person, { kind, template, language, values })
      return { ...content, to: await addressOf(person) }
    },

    async 'mail.test'({ conferenceId, person, body: { kind, language, subject, text, testId } }) {
      if (!hasSmtp) throw errors.notConfigured('Test mails cannot be sent', 'SMTP_URL')
      const to = await addressOf(person)
      if (!to) throw errors.conflict('You have no mail address here. Enter yours first, then send the test.')
      const sample = await options.sampleValues(conferenceId, language)
      const given = Object.fromEntries(
        Object.entries(sample).filter(([name]) => (namesOf(kind) as string[]).includes(name)),
      )
      const thing = `test ${testId}`
      const textDigest = await templates.keep(conferenceId, { subject, text })
      await options.post(conferenceId, [
        { kind, person, thing, path: '/', given, textDigest, language, isUrgent: true, isTest: true },
      ])
      return { mailId: options.ids.of({ conferenceId, kind, personId: person.id, thing }), to }
    },

    async 'mail.count'({ conferenceId, body }) {
      await groups.require(conferenceId, body.group)
      return groups.count(conferenceId, { ...body, sendId: newId() })
    },
    async 'mail.send'({ conferenceId, person, body: { sendId, ...send } }) {
      await groups.require(conferenceId, send.group)
      const count = await groups.count(conferenceId, { ...send, sendId })
      await groups.order(conferenceId, sendId, { ...send, by: person.id })
      await options.orderJob(conferenceId, sendId)
      return count
    },

    'mail.settings': ({ conferenceId }) => templates.settings(conferenceId),
    async 'mail.saveSettings'({ conferenceId, body }) {
      await templates.saveSettings(conferenceId, body)
      return body
    },

    'mail.subscription': ({ body }) => subscription(body.token),
    async 'mail.subscribe'({ body: { token, isSubscribed } }) {
      const { conferenceId, personId } = subscriptions.read(token)
      await subscriptions.change(conferenceId, personId, isSubscribed)
      return subscription(token)
    },
    async 'mail.oneClick'({ params: { token } }) {
      const { conferenceId, personId } = subscriptions.read(token)
      await subscriptions.change(conferenceId, personId, false)
      return {}
    },
    'mail.unsubscribePage'({ params: { token } }) {
      const { conferenceId } = subscriptions.read(token)
      const page = `${conferencePath(conferenceId)}/unsubscribe/${token}`
      return {
        name: 'unsubscribe.html',
        inline: true,
        content: `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${page}"><title>Unsubscribe</title><p><a href="${page}">Unsubscribe</a></p>`,
      }
    },

    async 'mail.myLink'({ body: { address }, conferenceId }) {
      await options.myLink.ask(address, conferenceId)
      return {}
    },
    'mail.signInWays': () => ({ byMail: hasSmtp, provider: options.accountsFrom ?? null }),
  }

  async function subscription(token: string) {
    const { conferenceId, personId } = subscriptions.read(token)
    const [conference, [isUnsubscribed]] = await Promise.all([
      options.findConference(conferenceId),
      subscriptions.isUnsubscribed(conferenceId, [personId]),
    ])
    if (!conference) throw errors.linkUnknown()
    return { conference: conference.title, isSubscribed: !isUnsubscribed }
  }
}
