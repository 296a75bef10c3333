// What the ACCME's register (PARS, JA-PARS) is told of whole activities: its record of each (JSON v0.1.2),
// and the older table (Template D). A file is made, uploaded by the office, and marked as sent; the
// register's answer is read back. A record is added once, updated after a change, and deleted when it no
// longer stands.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import { registerReasonMax } from './limits.ts'
import { planningForm } from './planningForm.ts'
import { declareRoutes, done, files } from './route.ts'
import { bounded, list, text } from './text.ts'

const recordActions = ['Add', 'Update', 'Delete'] as const
export type RecordAction = (typeof recordActions)[number]

/** Of an activity, or of one year of a series. */
const recordKey = bounded(16)
  .regex(/^(all|\d{4})$/, 'neither a year nor “all”')
  .meta({ examples: ['all', '2026'] })

/** What keeps a record back, and who can mend it; `field`: of the planning form. */
const recordProblem = z.object({
  who: z.enum(['office', 'faculty']),
  says: z.string(),
  field: z.enum(Object.keys(planningForm.shape) as [keyof typeof planningForm.shape]).exactOptional(),
})
export type RecordProblem = z.infer<typeof recordProblem>

/**
 * `kept_back`: something is missing; `ready`: for the next file; `sent`: uploaded, and not answered yet;
 * `deleted`: the register has taken it back; `nothing`: there is nothing to send and nothing was.
 */
const states = ['kept_back', 'ready', 'sent', 'accepted', 'deleted', 'nothing'] as const

export const activityRecord = z.object({
  key: recordKey,
  year: z.number().int(),
  /** What the next file does with it; null: nothing is to be sent. */
  action: z.enum(recordActions).nullable(),
  state: z.enum(states),
  problems: z.array(recordProblem),
  /** What to look at, although the record can be sent. */
  notices: z.array(z.string()),
  /** What was sent last. */
  sent: z.object({ at: instant, action: z.enum(recordActions) }).nullable(),
  /** The register's answer to that. */
  answer: z
    .object({ at: instant, rejected: z.string().nullable(), number: z.string().nullable() })
    .nullable(),
})
export type ActivityRecord = z.infer<typeof activityRecord>

export const recordWishes = ['report', 'close', 'delete'] as const
export const activityRecordReport = z.object({
  /** Which reading of the draft the file follows, and what nobody could confirm. */
  draft: z.string(),
  /** `close`: nothing is changed there any more; `delete`: the register is to take it back. */
  wish: z.enum(recordWishes),
  records: z.array(activityRecord),
  /** `unsent`: records of it that are not marked as sent. */
  lastFile: z.object({ madeAt: instant, records: z.number().int(), unsent: z.number().int() }).nullable(),
})
export type ActivityRecordReport = z.infer<typeof activityRecordReport>

/** How every activity of a conference or a year stands for Template D. */
const templateRow = z.object({
  activityId: id,
  conferenceId: id,
  title: z.string(),
  year: z.number().int(),
  /** Something keeps it out of the file. */
  problems: z.array(recordProblem),
  notices: z.array(z.string()),
})
export const templateReport = z.object({ draft: z.string(), rows: z.array(templateRow) })
export type TemplateReport = z.infer<typeof templateReport>

export const recordAnswer = z.strictObject({
  keys: list(recordKey, 100, 1),
  rejected: z.strictObject({ reason: text(registerReasonMax) }).nullable(),
  /** The number that the register gave a record: nine digits. */
  number: bounded(9)
    .regex(/^\d{9}$/, 'a number of an activity at PARS has 9 digits')
    .meta({ examples: ['202600417'] })
    .nullable(),
})
export type RecordAnswer = z.infer<typeof recordAnswer>

const year = bounded(4)
  .regex(/^20\d{2}$/, 'not a year like 2026')
  .meta({ examples: ['2026'] })
const office = ['office'] as const
const byActivity = { activityId: id }
const deciding = { points: 60, seconds: 30, pool: 'credit-office' } as const
/** Every exported file becomes a ledger entry. */
const exporting = { points: 60, seconds: 600, pool: 'credit-export' } as const

export const activityRecordRoutes = declareRoutes({
  'records.find': {
    summary: 'How the record of an activity at the ACCME’s register stands, and what is missing.',
    who: office,
    params: byActivity,
    reply: activityRecordReport,
  },
  'records.file': {
    summary: 'The records of an activity that are to be sent (ACCME, JSON v0.1.2).',
    who: office,
    params: byActivity,
    reply: files('application/json'),
    rate: exporting,
  },
  'records.markSent': {
    summary: 'The file made at that time was uploaded.',
    who: office,
    params: byActivity,
    body: z.strictObject({ madeAt: instant }),
    reply: z.object({ marked: z.number().int() }),
    rate: deciding,
  },
  'records.answer': {
    summary: 'What the register said of records that it was sent.',
    who: office,
    params: byActivity,
    body: recordAnswer,
    reply: z.object({ changed: z.number().int() }),
    rate: deciding,
  },
  'records.wish': {
    summary: 'Whether the register is to have the record, to close it, or to take it back.',
    who: office,
    params: byActivity,
    body: z.strictObject({ wish: z.enum(recordWishes) }),
    reply: done,
    rate: deciding,
  },
  'records.conferenceTemplate': {
    summary: 'How the activities of the conference stand for Template D.',
    who: office,
    reply: templateReport,
    rate: deciding,
  },
  'records.conferenceFile': {
    summary: 'The activities of the conference in ACCME’s tab-delimited Template D.',
    who: office,
    reply: files('text/plain'),
    rate: exporting,
  },
  'records.yearTemplate': {
    summary: 'How the activities of a year stand for Template D, those of every conference.',
    who: office,
    of: 'installation',
    params: { year },
    reply: templateReport,
    rate: deciding,
  },
  'records.yearFile': {
    summary: 'The activities of a year, of every conference, in ACCME’s tab-delimited Template D.',
    who: office,
    of: 'installation',
    params: { year },
    reply: files('text/plain'),
    rate: exporting,
  },
})
