// The approval of a session: what is missing, whose turn it is, and which changes take an approval back.
// Pure.
import { z } from 'zod'
import type { BodyRules } from './bodyRules.ts'
import { inControl, notCleared } from './clearance.ts'
import type { Conflict } from './conflict.ts'
import type { Activity } from './credit.ts'
import { statementProblems, testProblems } from './designations.ts'
import { id, instant } from './ids.ts'
import type { Session, SessionField, SessionPhase } from './program.ts'
import { sessionFields } from './program.ts'
import { exemptionGrounds, kindOf, sessionStatuses } from './sessionKinds.ts'
import { type JudgedSupport, supportProblems } from './supportRules.ts'

const missingCodes = [
  'faculty_missing',
  'not_cleared',
  'activity_missing',
  'statement_incomplete',
  'support',
  'conflict',
  'not_submitted',
  'not_approved',
] as const

const turns = ['faculty', 'organiser', 'office'] as const

const missing = z.object({
  code: z.enum(missingCodes),
  /** Who must act. */
  who: z.enum(turns),
  /** What is missing, in words. */
  message: z.string(),
  /** Whom it is about. */
  personId: id.optional(),
})
export type Missing = z.infer<typeof missing>

export const review = z.object({
  sessionId: id,
  version: z.number().int().nonnegative(),
  /** Only an accredited session needs the approval to go live. */
  accredited: z.boolean(),
  status: z.enum(sessionStatuses),
  missing: z.array(missing),
  /** Whose turn it is; null when nothing is missing. */
  turn: z.enum(turns).nullable(),
  /** Why an approval was taken back, until the next one. */
  why: z.array(z.string()),
  /** Who recorded that it is exempt from Standard 3, and when; absent if it is not. */
  exemption: z.object({ ground: z.enum(exemptionGrounds), by: id, name: z.string(), at: instant }).optional(),
  /** Who gave it its status, and when; null for a session that is older than statuses. */
  approval: z.object({ by: id, name: z.string(), at: instant }).nullable(),
})
export type Review = z.infer<typeof review>

export const isAccredited = ({ activityId }: Pick<Session, 'activityId'>): boolean => activityId !== undefined

/** Who will be there for the audience. */
export const hasFaculty = ({ speakers, moderators }: Session): boolean =>
  speakers.length + moderators.length > 0

function* facultyMissing(session: Session, now: number): Iterable<Missing> {
  if (!hasFaculty(session) && kindOf(session) !== 'break')
    yield { code: 'faculty_missing', who: 'organiser', message: 'Nobody is named as speaker or moderator.' }
  if (!isAccredited(session)) return
  for (const [member, part] of inControl(session)) {
    const only = { ...session, speakers: [member], moderators: [], planners: [] }
    const [problem] = notCleared(only, now)
    if (problem === undefined) continue
    yield {
      code: 'not_cleared',
      who: member.disclosure ? 'office' : 'faculty',
      personId: member.personId,
      message: member.disclosure
        ? `The CE office has not cleared the disclosure of ${problem}.`
        : `The ${part} ${problem} has no disclosure on file.`,
    }
  }
}

function* creditMissing(activity: Activity | undefined, bodies: readonly BodyRules[]): Iterable<Missing> {
  if (!activity) {
    yield { code: 'activity_missing', who: 'office', message: 'Its accredited activity is not planned.' }
    return
  }
  for (const message of [...testProblems(activity, bodies), ...statementProblems(activity, bodies)])
    yield { code: 'statement_incomplete', who: 'office', message }
}

export interface ReviewedSession {
  session: Session
  /** Of the session; absent where it names none, or names one that is not planned. */
  activity?: Activity | undefined
  bodies: readonly BodyRules[]
  /** Supporters of the conference, all agreements, and when the activity begins. */
  support: Omit<JudgedSupport, 'session' | 'activity'>
  /** Of the whole programme; those of other sessions are left out. */
  conflicts: readonly Conflict[]
  now: number
}

/** What keeps the session from being approved, apart from the steps of the approval itself. */
export function* obstacles({
  session,
  activity,
  bodies,
  support,
  conflicts,
  now,
}: ReviewedSession): Iterable<Missing> {
  yield* facultyMissing(session, now)
  if (isAccredited(session)) yield* creditMissing(activity, bodies)
  if (activity)
    for (const { who, message } of supportProblems({ ...support, session, activity }))
      yield { code: 'support', who, message }
  for (const { blocks, sessionIds, who, message, code } of conflicts)
    if (blocks && code !== 'activity_missing' && sessionIds.includes(session.id))
      yield { code: 'conflict', who, message }
}

const steps: Partial<Record<string, Missing>> = {
  draft: { code: 'not_submitted', who: 'organiser', message: 'It has not been submitted for approval.' },
  in_review: { code: 'not_approved', who: 'office', message: 'The CE office has not approved it yet.' },
}

/** What is missing, and whose turn it is. Nothing is missing once a session has gone live. */
export function reviewOf(of: ReviewedSession, phase: SessionPhase): Omit<Review, 'approval' | 'exemption'> {
  const { session } = of
  const status = session.status ?? 'draft'
  const step = steps[status]
  const all = phase === 'scheduled' ? [...obstacles(of), ...(step ? [step] : [])] : []
  return {
    sessionId: session.id,
    version: session.version ?? 0,
    accredited: isAccredited(session),
    status,
    missing: all,
    turn: all[0]?.who ?? null,
    why: session.approval?.why ?? [],
  }
}

/**
 * A session that was planned before there were kinds and statuses: a lecture; approved if it may go live as
 * before, which takes the clearance of everybody in control of accredited content.
 */
export function upgradeSession(session: Session, now: number): Session {
  if (session.status !== undefined && session.kind !== undefined) return session
  const isCleared = !isAccredited(session) || notCleared(session, now).length === 0
  return { ...session, kind: kindOf(session), status: session.status ?? (isCleared ? 'approved' : 'draft') }
}

const people = (members: Session['speakers'] | undefined) =>
  (members ?? []).map(({ personId, name, credentials, affiliation }) => ({
    personId,
    name,
    credentials,
    affiliation,
  }))

/** A field as it is compared and shown: people without their disclosures, absent lists as empty ones. */
function shownValue(session: Session, field: SessionField): unknown {
  if (field === 'speakers' || field === 'moderators' || field === 'planners') return people(session[field])
  if (field === 'kind') return kindOf(session)
  if (field === 'objectives' || field === 'languages' || field === 'support') return session[field] ?? []
  return session[field] ?? null
}

export interface FieldChange {
  field: SessionField
  before: unknown
  after: unknown
}

/** What differs between two plans of a session, field by field; disclosures do not count. */
export const fieldChanges = (before: Session, after: Session): FieldChange[] =>
  sessionFields.flatMap((field) => {
    const [was, is] = [shownValue(before, field), shownValue(after, field)]
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, before: was, after: is }]
  })

const reasons: Partial<Record<SessionField, string>> = {
  title: 'The title was changed.',
  kind: 'The kind of session was changed.',
  startsAt: 'The time was changed.',
  endsAt: 'The time was changed.',
  track: 'The track was changed.',
  activityId: 'The accredited activity was changed.',
  objectives: 'The learning objectives were changed.',
  support: 'The commercial support was changed.',
}

const idsIn = (session: Session): string =>
  JSON.stringify(inControl(session).map(([{ personId }, part]) => [personId, part]))
const disclosuresIn = (session: Session): string =>
  JSON.stringify(inControl(session).map(([{ personId, disclosure }]) => [personId, disclosure ?? null]))

/**
 * Why a change takes an approval back, each reason once; empty for what was not part of the decision: the
 * summary, the languages, how a name is written.
 */
export function approvalLostBy(before: Session, after: Session): string[] {
  const ground = ({ exemption }: Session) => exemption?.ground
  const lost = fieldChanges(before, after).flatMap(({ field }) => reasons[field] ?? [])
  if (idsIn(before) !== idsIn(after)) lost.push('The people in control of the content were changed.')
  else if (disclosuresIn(before) !== disclosuresIn(after)) lost.push('A disclosure was changed.')
  if (ground(before) !== ground(after)) lost.push('The exemption from Standard 3 was changed.')
  return [...new Set(lost)]
}

/**
 * A new session is a draft. A change of what an approval was about takes it back. A session that has gone
 * live keeps it, since nothing is undone by that, and so does one without credit: it needs none to go live.
 */
export function withStatus(
  planned: Session,
  before: Session | undefined,
  phase: SessionPhase,
  { by, at }: { by: string; at: number },
): Session {
  const changed = { ...planned, changed: { by, at } }
  if (!before) return { ...changed, status: 'draft' }
  const why = approvalLostBy(before, planned)
  const isFree = !isAccredited(before) && !isAccredited(planned)
  if (before.status !== 'approved' || phase !== 'scheduled' || isFree || why.length === 0) return changed
  return { ...changed, status: 'in_review', approval: { by, at, why } }
}
