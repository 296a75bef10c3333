// The audit of an activity: everything that an accreditor asks for, to read or as one file (the pack), and
// the auditors who may read it. An auditor has no place at the conference: nothing but this is theirs.
import { z } from 'zod'
import { timeZone } from './conferences.ts'
import { createdId, id, instant } from './ids.ts'
import { nameMax } from './limits.ts'
import { mailAddress } from './mailAddress.ts'
import { mailStatuses } from './mailKinds.ts'
import { declareRoutes, files } from './route.ts'
import { list, text } from './text.ts'

/** How many days after today an auditor's access may last at most. */
export const auditDaysAheadMax = 365
/** Activities that one auditor may be given at a conference. */
const auditedActivitiesMax = 100
/** Auditors of one conference, those whose access is over included. */
export const auditorsMax = 200
/** Packs that are kept: each new one displaces the oldest beyond. */
export const packsKept = 5
/** How long a pack is kept, in days. */
export const packDays = 14
/** People on one page of a sheet. */
export const auditPageSize = 50

/** Who has to act, so that something is not missing any more. */
const actors = ['office', 'faculty', 'learners', 'operator', 'nobody'] as const
export type Actor = (typeof actors)[number]

/** What an audit would find missing. */
const missing = z.object({ says: z.string(), who: z.enum(actors) })
export type Missing = z.infer<typeof missing>

/** What a section consists of; a statement has *…* for italics. */
const block = z.discriminatedUnion('is', [
  z.object({ is: z.literal('text'), text: z.string() }),
  z.object({ is: z.literal('heading'), text: z.string() }),
  z.object({ is: z.literal('statement'), text: z.string() }),
  z.object({ is: z.literal('list'), items: z.array(z.string()) }),
  z.object({ is: z.literal('facts'), facts: z.array(z.tuple([z.string(), z.string()])) }),
  z.object({
    is: z.literal('table'),
    caption: z.string(),
    head: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
])
export type Block = z.infer<typeof block>

/** A part of the dossier. */
const section = z.object({
  id: z.string(),
  title: z.string(),
  /** What it is evidence of, e.g. "ACCME Standard 3". */
  evidenceOf: z.string(),
  blocks: z.array(block),
  missing: z.array(missing),
})
export type Section = z.infer<typeof section>

/** Everything about an activity that is not about single learners. */
export const dossier = z.object({
  activity: z.object({ id, title: z.string() }),
  conference: z.string(),
  provider: z.string(),
  timeZone: z.string(),
  at: instant,
  /** All its sessions have ended and their attendance is final. */
  isOver: z.boolean(),
  sections: z.array(section),
})
export type Dossier = z.infer<typeof dossier>

const sheetRows = z.object({
  head: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  /** For the next page; null on the last one. */
  next: id.nullable(),
})
export type SheetRows = z.infer<typeof sheetRows>
/** People after this one. */
const page = z.object({ after: id.optional() })

const packStates = ['making', 'ready', 'failed', 'cancelled'] as const
const pack = z.object({
  id,
  state: z.enum(packStates),
  /** 0 to 1 */
  progress: z.number(),
  at: instant,
  by: z.string(),
  finishedAt: instant.nullable(),
  /** Of the finished file. */
  file: z
    .object({ bytes: z.int(), sha256: z.string(), isComplete: z.boolean(), missing: z.int(), until: instant })
    .nullable(),
  /** Why it failed, in words. */
  problem: z.string().nullable(),
})
export type Pack = z.infer<typeof pack>
const packs = z.object({ packs: z.array(pack) })

const ownAudit = z.object({
  activityId: id,
  title: z.string(),
  conference: z.string(),
  /** When the access ends; null for the office. */
  until: instant.nullable(),
})

const auditor = z.object({
  personId: id,
  name: z.string(),
  email: z.string(),
  activityIds: z.array(id),
  givenAt: instant,
  until: instant,
  /** When the office ended it; null if it has not. */
  endedAt: instant.nullable(),
  isOpen: z.boolean(),
  /** When they last opened something. */
  seenAt: instant.nullable(),
  mail: z.object({ status: z.enum(mailStatuses), words: z.string() }).nullable(),
  /** The link to pass on where no mail is sent; null if there is none, or it was used. */
  link: z.string().nullable(),
})
export type Auditor = z.infer<typeof auditor>
const auditors = z.object({
  auditors: z.array(auditor),
  /** Of the conference, for the choice. */
  activities: z.array(z.object({ id, title: z.string() })),
})
export type Auditors = z.infer<typeof auditors>

export const invitation = z.strictObject({
  /** Of the new person, unless somebody has this mail address already. */
  personId: createdId,
  name: text(nameMax),
  email: mailAddress,
  activityIds: list(id, auditedActivitiesMax, 1),
  /** The end of the access. */
  until: instant,
  /** Where the office is, whose days count; absent: where the conference is. */
  timeZone: timeZone.exactOptional(),
})
export type AuditInvitation = z.output<typeof invitation>

const office = ['office'] as const
const byActivity = { activityId: id }
const byPack = { activityId: id, packId: id }
const byPerson = { personId: id }
const reading = { points: 240, seconds: 60, pool: 'audit-reading' } as const
const acting = { points: 30, seconds: 60, pool: 'audit-office' } as const

export const auditRoutes = declareRoutes({
  'audit.mine': {
    summary: 'The activities that you may audit.',
    who: 'signedIn',
    of: 'installation',
    reply: z.object({ name: z.string(), activities: z.array(ownAudit) }),
    rate: reading,
  },
  'audit.dossier': {
    summary: 'Everything about an activity that an audit asks for, but for single learners.',
    who: 'auditor',
    of: 'installation',
    params: byActivity,
    reply: dossier,
    rate: reading,
  },
  'audit.attendance': {
    summary: 'Who attended which session, with every attention check.',
    who: 'auditor',
    of: 'installation',
    params: byActivity,
    query: page,
    reply: sheetRows,
    rate: reading,
  },
  'audit.certificates': {
    summary: 'The claims and certificates of an activity, those that were revoked too.',
    who: 'auditor',
    of: 'installation',
    params: byActivity,
    query: page,
    reply: sheetRows,
    rate: reading,
  },
  'audit.packs': {
    summary: 'The packs of an activity, newest first.',
    who: 'auditor',
    of: 'installation',
    params: byActivity,
    reply: packs,
    rate: reading,
  },
  'audit.packFile': {
    summary: 'A pack: a ZIP file that is read by its index.html.',
    who: 'auditor',
    of: 'installation',
    params: byPack,
    reply: files('application/zip'),
    rate: { points: 60, seconds: 60 },
  },
  'audit.makePack': {
    summary: 'Begins to make a pack. One is made at a time in the whole installation.',
    who: office,
    params: byActivity,
    body: z.strictObject({ packId: createdId }),
    reply: packs,
    status: 201,
    rate: acting,
  },
  'audit.cancelPack': {
    summary: 'Stops making a pack.',
    who: office,
    params: byPack,
    reply: packs,
    rate: acting,
  },
  'audit.auditors': {
    summary: 'The conference’s auditors, and what each may see until when.',
    who: office,
    reply: auditors,
    rate: acting,
  },
  'audit.invite': {
    summary: 'Lets somebody audit exactly these activities, and mails them a link.',
    who: office,
    body: invitation,
    reply: auditors,
    status: 201,
    rate: acting,
  },
  'audit.end': {
    summary: 'Ends an auditor’s access at once.',
    who: office,
    params: byPerson,
    reply: auditors,
    rate: acting,
  },
})
