// A session as an import reads and writes it.
import type { Faculty, Session } from '@lectern/shared/program'
import type { SessionEdit } from '@lectern/shared/programPlanning'
import { kindNames, kindOf, type SessionKind } from '@lectern/shared/sessionKinds'
import { shownMoment } from './fields/shownMoment.ts'
import type { Shown } from './target.ts'

export interface SessionState {
  title: string
  summary?: string
  startsAt: number
  endsAt: number
  track?: string
  kind?: SessionKind
  /** Ids of people. */
  speakers?: string[]
  moderators?: string[]
}

export type FacultyPart = 'speakers' | 'moderators'
export const facultyParts = ['speakers', 'moderators'] as const satisfies readonly FacultyPart[]

const idsOf = (faculty: readonly Faculty[]): string[] => faculty.map(({ personId }) => personId)

/** For `stateOf`: all of them. */
const everyField: SessionState = {
  title: '',
  summary: '',
  startsAt: 0,
  endsAt: 0,
  track: '',
  kind: 'lecture',
  speakers: [],
  moderators: [],
}

/** What can be put back, of the fields that `state` changes. */
export function stateOf(session: Session, state: SessionState): SessionState {
  const { title, startsAt, endsAt } = session
  return {
    title,
    startsAt,
    endsAt,
    ...(state.summary !== undefined && { summary: session.summary }),
    ...(state.track !== undefined && { track: session.track }),
    ...(state.kind && { kind: kindOf(session) }),
    ...(state.speakers && { speakers: idsOf(session.speakers) }),
    ...(state.moderators && { moderators: idsOf(session.moderators) }),
  }
}

/**
 * What somebody planned, without what the server notes about it: the same before an import and after it was
 * undone.
 */
export const contentOf = (session: Session) => ({
  ...stateOf(session, everyField),
  planners: idsOf(session.planners ?? []),
  objectives: session.objectives ?? [],
  languages: session.languages ?? [],
  support: session.support ?? [],
  activityId: session.activityId ?? null,
  isApproved: session.status === 'approved',
})

/** What makes a session so. */
export function editFor({ speakers, moderators, ...rest }: SessionState): SessionEdit {
  const faculty = (ids: string[]) => ids.map((personId) => ({ personId }))
  return {
    ...rest,
    ...(speakers && { speakers: faculty(speakers) }),
    ...(moderators && { moderators: faculty(moderators) }),
  }
}

/** Whether the session is already as the state says. */
export const isAt = (session: Session, state: SessionState): boolean =>
  JSON.stringify(stateOf(session, state)) === JSON.stringify(inOrder(state))

const inOrder = ({ title, startsAt, endsAt, summary, track, kind, speakers, moderators }: SessionState) => ({
  title,
  startsAt,
  endsAt,
  ...(summary !== undefined && { summary }),
  ...(track !== undefined && { track }),
  ...(kind && { kind }),
  ...(speakers && { speakers }),
  ...(moderators && { moderators }),
})

/** By field, as people read it. `nameOf`: a person's name by id. */
export function shownSession(
  { title, startsAt, endsAt, summary, track, kind, speakers, moderators }: SessionState,
  timeZone: string,
  nameOf: (personId: string) => string,
): Shown {
  const names = (ids: string[]) => ids.map(nameOf).join(', ')
  return {
    title,
    start: shownMoment(startsAt, timeZone),
    end: shownMoment(endsAt, timeZone),
    ...(summary !== undefined && { summary }),
    ...(track !== undefined && { track }),
    ...(kind && { kind: kindNames[kind] }),
    ...(speakers && { speakers: names(speakers) }),
    ...(moderators && { moderators: names(moderators) }),
  }
}
