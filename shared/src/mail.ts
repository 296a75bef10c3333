// Mail: texts, the outbox with what became of each mail, sending to a group, and links by mail.
import { z } from 'zod'
import { professions } from './accounts.ts'
import { createdId, id, instant } from './ids.ts'
import { trackMax } from './limits.ts'
import {
  type MailKind,
  mailKindNames,
  mailLanguageNames,
  mailStatuses,
  mailSubjectMax,
  mailTextMax,
  officeKinds,
} from './mailKinds.ts'
import { type MailTemplate, templateProblems } from './mailText.ts'
import { roles } from './roles.ts'
import { declareRoutes, done, files } from './route.ts'
import { bounded, list, text, textOrNone } from './text.ts'

const mailKind = z.enum(mailKindNames)
const mailLanguage = z.enum(mailLanguageNames)
const mailStatus = z.enum(mailStatuses)

/** The id of a mail: 96 bits, in lower case, since some mail servers write addresses so. */
const mailId = bounded(24)
  .regex(/^[0-9a-f]{24}$/, 'not the id of a mail')
  .meta({ examples: ['0123456789abcdef01234567'] })

/** One mail, as lists show it. */
const mailRow = z.object({
  id: mailId,
  kind: mailKind,
  personId: id,
  name: z.string(),
  /** Where it went or is to go; empty without an address. */
  to: z.string(),
  status: mailStatus,
  /** Why, in words for the office; empty if there is nothing to say. */
  words: z.string(),
  /** What it is about: a session's or an activity's title; empty for the conference. */
  about: z.string(),
  isTest: z.boolean(),
  createdAt: instant,
  /** When the status last changed. */
  changedAt: instant,
  /** How often it was handed to a mail server, or tried to be. */
  attempts: z.int(),
  /** When it is tried next; null unless it waits. */
  nextAt: instant.nullable(),
  /** Without SMTP: the personal link to pass on, until it is used. */
  link: z.string().nullable(),
})
export type MailRow = z.infer<typeof mailRow>

const mailTransport = z.object({
  /** False without SMTP: mails are listed with their links. */
  isConfigured: z.boolean(),
  /** The sender, as people see it. */
  from: z.string(),
  /** Why mail is not going out, since when; null while it does. */
  problem: z.object({ words: z.string(), at: instant }).nullable(),
  /** Bounces are read from a mailbox. */
  readsBounces: z.boolean(),
  bounceProblem: z.string().nullable(),
})
export type MailTransport = z.infer<typeof mailTransport>

const mailPage = z.object({
  mails: list(mailRow, 100),
  /** For the next page; null on the last one. */
  next: bounded(80).nullable(),
  counts: z.array(z.object({ kind: mailKind, status: mailStatus, count: z.int() })),
  transport: mailTransport,
})
export type MailPage = z.infer<typeof mailPage>

const mailQuery = z.object({
  kind: mailKind.optional(),
  status: mailStatus.optional(),
  personId: id.optional(),
  /** `next` of the page before. */
  after: bounded(80).optional(),
})

const rendered = z.object({ subject: z.string(), text: z.string(), html: z.string() })
const oneMail = z.object({
  mail: mailRow,
  /** As it was sent, its personal link left out; for a mail that waits, as it would be sent now. */
  content: rendered.nullable(),
  /** Increments with every change. */
  version: z.int(),
})
export type OneMail = z.infer<typeof oneMail>

const mailAct = z.strictObject({
  /** `again`: sends it (once more). `arrived`: the office knows that it was accepted. */
  act: z.enum(['again', 'arrived']),
  /** Of the mail that the office saw. */
  version: z.int().min(0),
})

/** A text as the office writes it. */
const templateFields = {
  kind: mailKind,
  language: mailLanguage,
  subject: text(mailSubjectMax),
  text: text(mailTextMax, { lines: true }),
}
/** A text that can be sent. */
const checked = <Shape extends z.ZodType<MailTemplate & { kind: MailKind }>>(shape: Shape): Shape =>
  shape.superRefine((template, context) => {
    for (const { field, message } of templateProblems(template.kind, template))
      context.addIssue({ code: 'custom', path: [field], message })
  }) as Shape

const example = {
  kind: 'invitation',
  language: 'en',
  subject: 'Welcome',
  text: '{{link}} {{unsubscribe}}',
} as const

export const mailTemplatePlan = checked(
  z.strictObject({ ...templateFields, /** Of the text that was edited. */ version: z.int().min(0) }),
).meta({ examples: [{ ...example, version: 0 }] })

const mailTemplate = z.object({
  kind: mailKind,
  subject: z.string(),
  text: z.string(),
  /** False for the text that comes with the product. */
  isOwn: z.boolean(),
  version: z.int(),
})
export type SavedMailTemplate = z.infer<typeof mailTemplate>

const mailDraft = checked(
  z.strictObject({
    ...templateFields,
    /** Whose values are shown; the office's own person if it is left out. */
    personId: id.exactOptional(),
  }),
).meta({ examples: [example] })
const testDraft = checked(z.strictObject({ ...templateFields, testId: createdId })).meta({
  examples: [{ ...example, testId: 'test-1' }],
})

/** Everybody for whom all of it is true. */
export const mailGroup = z.strictObject({
  role: z.enum(roles).exactOptional(),
  profession: z.enum(professions).exactOptional(),
  /** On the faculty of one of its sessions, or with one in their own agenda. */
  track: textOrNone(trackMax).exactOptional(),
  sessionId: id.exactOptional(),
  /** Has never signed in. */
  notSignedIn: z.literal(true).exactOptional(),
  personIds: list(id, 500, 1).exactOptional(),
})
export type MailGroup = z.infer<typeof mailGroup>

const groupRequest = z.strictObject({
  kind: z.enum(officeKinds as [string, ...string[]]).pipe(mailKind),
  group: mailGroup,
})
const groupCount = z.object({
  /** How many the group has. */
  people: z.int(),
  /** How many of them get the mail. */
  toSend: z.int(),
  /** How many have been sent a mail of this kind already; it is not sent twice. */
  already: z.int(),
  withoutAddress: z.int(),
  unsubscribed: z.int(),
  /** Some of those who get it. */
  sample: list(z.object({ personId: id, name: z.string() }), 10),
})
export type GroupCount = z.infer<typeof groupCount>

const reminderAudience = z.enum(['agenda', 'everybody'])
export const mailSettings = z.strictObject({
  /** Automatic mails that are turned off. */
  off: list(mailKind, mailKindNames.length),
  /** Whom reminders go to: those who have the session in their own agenda, and its faculty; or everybody. */
  reminders: reminderAudience,
  language: mailLanguage,
})
export type MailSettings = z.infer<typeof mailSettings>

const token = bounded(200)
  .regex(/^[\w.-]+$/, 'not a token')
  .meta({ examples: ['clara.AAAA'] })
const subscription = z.object({ conference: z.string(), isSubscribed: z.boolean() })
const subscriptionFailures = {
  codes: ['link_unknown'],
  points: 60,
  seconds: 60,
  pool: 'subscriptions',
} as const

const officeRate = { points: 60, seconds: 30, pool: 'mail' } as const

export const mailRoutes = declareRoutes({
  'mail.list': {
    summary: 'Mails of the conference with what became of them, newest first.',
    who: ['organiser'],
    query: mailQuery,
    reply: mailPage,
    rate: { points: 120, seconds: 30, pool: 'mail list' },
  },
  'mail.one': {
    summary: 'One mail with its text.',
    who: ['organiser'],
    params: { mailId },
    reply: oneMail,
    rate: { points: 120, seconds: 30, pool: 'mail list' },
  },
  'mail.act': {
    summary: 'Sends a mail again whose status is unknown or that failed, or notes that it arrived.',
    who: ['organiser'],
    params: { mailId },
    body: mailAct,
    reply: oneMail,
    rate: officeRate,
  },
  'mail.templates': {
    summary: 'The texts of the conference’s mails in one language.',
    who: ['organiser'],
    query: z.object({ language: mailLanguage.default('en') }),
    reply: z.object({ templates: z.array(mailTemplate) }),
  },
  'mail.saveTemplate': {
    summary: 'Saves a text. Refused as stale if somebody else has saved it since.',
    who: ['organiser'],
    body: mailTemplatePlan,
    reply: mailTemplate,
    rate: officeRate,
  },
  'mail.resetTemplate': {
    summary: 'Takes back the text that comes with the product.',
    who: ['organiser'],
    body: z.strictObject({ kind: mailKind, language: mailLanguage }),
    reply: mailTemplate,
    rate: officeRate,
  },
  'mail.preview': {
    summary: 'A text as a person would get it, its personal link left out.',
    who: ['organiser'],
    body: mailDraft,
    reply: rendered.extend({ to: z.string() }),
    rate: { points: 120, seconds: 30, pool: 'mail preview' },
  },
  'mail.test': {
    summary: 'Sends a text to the person who asks.',
    who: ['organiser'],
    body: testDraft,
    reply: z.object({ mailId, to: z.string() }),
    rate: { points: 20, seconds: 60 },
  },
  'mail.count': {
    summary: 'How many people a group has, and how many of them would get a mail.',
    who: ['organiser'],
    body: groupRequest,
    reply: groupCount,
    rate: officeRate,
  },
  'mail.send': {
    summary: 'Sends a mail to a group: at most one of its kind to each person.',
    who: ['organiser'],
    body: groupRequest.extend({ sendId: createdId }),
    reply: groupCount,
    status: 201,
    rate: officeRate,
  },
  'mail.settings': {
    summary: 'Which mails the server makes by itself, and in which language.',
    who: ['organiser'],
    reply: mailSettings,
  },
  'mail.saveSettings': {
    summary: 'Changes which mails the server makes by itself.',
    who: ['organiser'],
    body: mailSettings,
    reply: mailSettings,
    rate: officeRate,
  },
  'mail.subscription': {
    summary: 'Whether the owner of an unsubscribe link gets mails. Changes nothing.',
    who: 'anybody',
    of: 'installation',
    body: z.strictObject({ token }),
    reply: subscription,
    failures: subscriptionFailures,
  },
  'mail.subscribe': {
    summary: 'Ends or begins again the mails that a person did not ask for.',
    who: 'anybody',
    of: 'installation',
    body: z.strictObject({ token, isSubscribed: z.boolean() }),
    reply: subscription,
    failures: subscriptionFailures,
  },
  'mail.oneClick': {
    summary: 'Unsubscribes at the request of a mail program (RFC 8058).',
    who: 'anybody',
    of: 'installation',
    params: { token },
    reply: done,
    failures: subscriptionFailures,
  },
  'mail.unsubscribePage': {
    summary: 'Leads a browser to the page where a press unsubscribes. Changes nothing.',
    who: 'anybody',
    of: 'installation',
    params: { token },
    reply: files('text/html'),
  },
  'mail.myLink': {
    summary: 'Mails a personal link to the owner of an address. The answer is the same for any address.',
    who: 'anybody',
    body: z.strictObject({ address: bounded(320) }),
    reply: done,
    rate: { points: 60, seconds: 60, byAddress: true },
  },
  'mail.signInWays': {
    summary: 'How people can sign in besides by their link.',
    who: 'anybody',
    reply: z.object({
      /** A personal link can be asked for by mail. */
      byMail: z.boolean(),
      /** The name of the provider whose accounts sign in; null without one. */
      provider: z.string().nullable(),
    }),
  },
})
