// Slides and handouts of a session: uploaded by its faculty, reviewed by the CE office for marketing (ACCME
// Standard 5), then released to learners.
import { z } from 'zod'
import { fileName } from './booths.ts'
import { id, instant } from './ids.ts'
import { handoutReasonMax } from './limits.ts'
import { declareRoutes, done, files } from './route.ts'
import { text } from './text.ts'

const handout = z.object({
  id,
  name: z.string(),
  bytes: z.number().int(),
  /** When it was uploaded. */
  at: instant,
  /** `returned`: with a reason; a corrected one is uploaded as a new file. */
  status: z.enum(['waiting', 'approved', 'returned']),
  /** Why it was returned; else empty. */
  reason: z.string(),
  /** Learners get it from then on; null: as soon as it is approved. */
  releaseAt: instant.nullable(),
})
export type Handout = z.output<typeof handout>

const handoutList = z.object({
  sessionTitle: z.string(),
  handouts: z.array(handout),
  /** The faculty and the office see those that learners do not get (yet), and may add and remove. */
  mayEdit: z.boolean(),
  /** The person must confirm the session's disclosures before they get a file. */
  mustRead: z.boolean(),
})
export type HandoutList = z.output<typeof handoutList>

/** Approved and released. */
export const isReleased = ({ status, releaseAt }: Handout, now: number): boolean =>
  status === 'approved' && (releaseAt === null || releaseAt <= now)

/** The decision of the office: it carries no logos, trade names or other marketing, or it goes back. */
export const handoutReview = z.discriminatedUnion('approve', [
  z.strictObject({ approve: z.literal(true), releaseAt: instant.nullable() }),
  z.strictObject({ approve: z.literal(false), reason: text(handoutReasonMax, { min: 3, lines: true }) }),
])
export type HandoutReview = z.output<typeof handoutReview>

const queued = handout.extend({
  sessionId: id,
  sessionTitle: z.string(),
  startsAt: instant,
  byName: z.string(),
})
export type QueuedHandout = z.output<typeof queued>

/** Everyone who may watch a session. Exhibitors get nothing. */
const audience = ['clinician', 'speaker', 'moderator', 'organiser'] as const
const editors = ['speaker', 'moderator', 'organiser'] as const
const office = ['office'] as const
const bySession = { sessionId: id }
const byHandout = { sessionId: id, handoutId: id }
const editing = { points: 60, seconds: 60, pool: 'handouts' } as const

export interface HandoutEvents {
  /** To every page of the conference: what learners of this session get has changed. */
  'handouts.changed': (event: { sessionId: string }) => void
  /** To the pages of whoever uploaded it: the office has decided. */
  'handouts.reviewed': (event: { sessionId: string; status: 'approved' | 'returned' }) => void
}

export const handoutRoutes = declareRoutes({
  'handouts.list': {
    summary: 'The slides and handouts of a session that you may see.',
    who: audience,
    params: bySession,
    reply: handoutList,
  },
  'handouts.upload': {
    summary: 'Adds slides or a handout to your session, for the CE office to review.',
    who: editors,
    params: bySession,
    query: z.object({ name: fileName }),
    body: files('application/octet-stream'),
    reply: handoutList,
    status: 201,
    rate: { points: 60, seconds: 60, byAddress: true },
  },
  'handouts.file': {
    summary: 'One of them.',
    who: audience,
    params: byHandout,
    reply: files('application/pdf'),
  },
  'handouts.review': {
    summary: 'Approves it, for now or for a time, or returns it with a reason.',
    who: office,
    params: byHandout,
    body: handoutReview,
    reply: handoutList,
    rate: editing,
  },
  'handouts.remove': {
    summary: 'Removes it.',
    who: editors,
    params: byHandout,
    reply: done,
    rate: editing,
  },
  'handouts.queue': {
    summary: 'Slides and handouts of all sessions, those that wait first.',
    who: office,
    reply: z.object({ handouts: z.array(queued) }),
  },
})
