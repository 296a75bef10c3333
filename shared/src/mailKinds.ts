// The kinds of mail. In a file of its own, so that a page can name them without loading any validation.

/** What a text may say by name: `{{name}}`. */
export const placeholders = {
  name: 'the person’s name',
  conference: 'the conference’s name',
  provider: 'the provider’s name',
  contact: 'how to reach the organiser',
  link: 'the personal link',
  unsubscribe: 'the link that ends these mails',
  session: 'the session’s title',
  start: 'when the session starts, in the conference’s time zone',
  before: 'when the session was to start before',
  activity: 'the activity’s title',
  deadline: 'until when credit can be claimed, or is to be reported',
  until: 'when an auditor’s access ends',
  records: 'how many records are still to be reported',
  body: 'the body that wants a report about the event',
  booth: 'the booth’s name',
} as const
export type Placeholder = keyof typeof placeholders

interface MailKindRules {
  label: string
  /** What it can name besides the person, the conference, the provider and the contact. */
  names: readonly Placeholder[]
  /** Placeholders without which the mail would be of no use, or not lawful. */
  needs: readonly Placeholder[]
  /** How long its personal link works, in days. */
  linkDays: number
  /** Who makes it: the office for a group, the server by itself, or another page for one person. */
  by: 'office' | 'server' | 'page'
}

const everywhere: readonly Placeholder[] = ['name', 'conference', 'provider', 'contact', 'link']
const whole = 120

/**
 * A mail that is not necessary for what the person asked for carries `unsubscribe`, and is not sent to
 * whoever has used it.
 */
export const mailKinds = {
  invitation: {
    label: 'Invitation',
    names: ['unsubscribe'],
    needs: ['link', 'unsubscribe'],
    linkDays: whole,
    by: 'office',
  },
  exhibitor_invitation: {
    label: 'Exhibitor’s invitation',
    names: ['booth', 'unsubscribe'],
    needs: ['link', 'unsubscribe'],
    linkDays: whole,
    by: 'office',
  },
  auditor_invitation: {
    label: 'Auditor’s invitation',
    names: ['activity', 'until'],
    needs: ['activity', 'link'],
    linkDays: whole,
    by: 'page',
  },
  disclosure_request: {
    label: 'Disclosure request',
    names: [],
    needs: ['link'],
    linkDays: whole,
    by: 'office',
  },
  disclosure_reminder: {
    label: 'Disclosure reminder',
    names: [],
    needs: ['link'],
    linkDays: whole,
    by: 'server',
  },
  reminder_day: {
    label: 'Reminder a day before',
    names: ['session', 'start', 'unsubscribe'],
    needs: ['session', 'start', 'link', 'unsubscribe'],
    linkDays: 7,
    by: 'server',
  },
  reminder_soon: {
    label: 'Reminder 15 minutes before',
    names: ['session', 'start', 'unsubscribe'],
    needs: ['session', 'link', 'unsubscribe'],
    linkDays: 3,
    by: 'server',
  },
  new_session_time: {
    label: 'New time of a session',
    names: ['session', 'start', 'before'],
    needs: ['session', 'start', 'link'],
    linkDays: 14,
    by: 'server',
  },
  credit_ready: {
    label: 'Your credit is ready',
    names: ['activity', 'deadline'],
    needs: ['activity', 'link'],
    linkDays: whole,
    by: 'server',
  },
  claim_deadline: {
    label: 'Claim deadline',
    names: ['activity', 'deadline', 'unsubscribe'],
    needs: ['activity', 'deadline', 'link', 'unsubscribe'],
    linkDays: 30,
    by: 'server',
  },
  commitment_follow_up: {
    label: 'What became of your commitment',
    names: ['activity', 'unsubscribe'],
    needs: ['activity', 'link', 'unsubscribe'],
    linkDays: 30,
    by: 'server',
  },
  report_deadline: {
    label: 'Reporting deadline, to the CE office',
    names: ['activity', 'deadline', 'records', 'body'],
    needs: ['activity', 'deadline', 'link'],
    linkDays: 30,
    by: 'server',
  },
  thanks: {
    label: 'Thanks',
    names: ['unsubscribe'],
    needs: ['unsubscribe'],
    linkDays: whole,
    by: 'office',
  },
  my_link: { label: 'My link', names: [], needs: ['link'], linkDays: whole, by: 'office' },
} as const satisfies Record<string, MailKindRules>
export type MailKind = keyof typeof mailKinds

export const mailKindNames = Object.keys(mailKinds) as [MailKind, ...MailKind[]]

export const rulesOf = (kind: MailKind): MailKindRules => mailKinds[kind]

/** What a text of this kind may name. */
export const namesOf = (kind: MailKind): Placeholder[] => [...everywhere, ...rulesOf(kind).names]

/** A mail that nobody asked for, which a person can end. */
export const isOptional = (kind: MailKind): boolean => rulesOf(kind).names.includes('unsubscribe')

/** Mails that the server makes by itself, each of which a conference can turn off. */
export const automaticKinds = mailKindNames.filter((kind) => rulesOf(kind).by === 'server')
/** Mails that the office sends to a group. */
export const officeKinds = mailKindNames.filter((kind) => rulesOf(kind).by === 'office')

/**
 * waiting: not accepted by a mail server yet. sending: a server is handing it over. sent: accepted. unknown:
 * handed over, but nobody knows whether it was accepted. refused: it will not be tried again. bounced: came
 * back later. not_sent: could not be sent at all (no address, unsubscribed, too late). listed: there is no
 * SMTP, so the office passes its link on. used: its link has been used.
 */
export const mailStatuses = [
  'waiting',
  'sending',
  'sent',
  'unknown',
  'refused',
  'bounced',
  'not_sent',
  'listed',
  'used',
] as const
export type MailStatus = (typeof mailStatuses)[number]

/** Statuses of which the office may send the mail again. */
export const mayRepeat: readonly MailStatus[] = ['unknown', 'refused', 'bounced', 'not_sent']

export const mailSubjectMax = 200
export const mailTextMax = 8000
/** Languages in which a conference can write. */
export const mailLanguages = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  nl: 'Nederlands',
  pt: 'Português',
  ar: 'العربية',
  ja: '日本語',
  zh: '中文',
} as const
export type MailLanguage = keyof typeof mailLanguages
export const mailLanguageNames = Object.keys(mailLanguages) as [MailLanguage, ...MailLanguage[]]

/**
 * The language of the text that somebody gets: the first of those they want in which the conference has a
 * text of its own; else English, in which the product has one.
 */
export const languageSent = (
  wanted: readonly (MailLanguage | null)[],
  hasOwn: (language: MailLanguage) => boolean,
): MailLanguage => wanted.find((language) => language === 'en' || (language && hasOwn(language))) ?? 'en'
