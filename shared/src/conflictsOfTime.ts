// Conflicts of a programme's times: within a session, of a person, and of education with promotion.
import { type Conflict, type ConflictCode, grouped, minuteMs, named } from './conflict.ts'
import type { Faculty, Session } from './program.ts'
import { kindOf } from './sessionKinds.ts'
import type { ZoneClock } from './zoneTime.ts'

export const dayMs = 1440 * minuteMs
/** ACCME Standard 5.2a. */
const apartMs = 30 * minuteMs

/**
 * Pairs of sessions of opposite sides with less than `gapMs` between them. Not every pair, which could be
 * n² of them, but each session that has such a neighbour is in one: with the last to end of those that
 * started before it, or the first to start after it. `sorted` by start; `sides` says on which side a session
 * is, and on which its opposites are.
 */
function nearPairs(
  sorted: readonly Session[],
  gapMs: number,
  sides: (session: Session) => { own: string; opposite: string } | undefined,
): [Session, Session][] {
  const pairs = new Map<string, [Session, Session]>()
  const add = (first: Session, second: Session) => pairs.set(`${first.id} ${second.id}`, [first, second])
  const lastEnding = new Map<string, Session>()
  for (const session of sorted) {
    const side = sides(session)
    if (!side) continue
    const before = lastEnding.get(side.opposite)
    if (before && session.startsAt - before.endsAt < gapMs) add(before, session)
    const last = lastEnding.get(side.own)
    if (!last || session.endsAt > last.endsAt) lastEnding.set(side.own, session)
  }
  const nextStarting = new Map<string, Session>()
  for (const session of sorted.toReversed()) {
    const side = sides(session)
    if (!side) continue
    const after = nextStarting.get(side.opposite)
    if (after && after.startsAt - session.endsAt < gapMs) add(session, after)
    nextStarting.set(side.own, session)
  }
  return [...pairs.values()]
}

/** Sessions whose times make no sense are left out of everything else. */
export function* timeConflicts(session: Session, { dayOf, offsetAt }: ZoneClock): Iterable<Conflict> {
  const of = (code: ConflictCode, blocks: boolean, message: string): Conflict => ({
    ...{ code, blocks, sessionIds: [session.id], who: 'organiser', message },
  })
  const { startsAt, endsAt } = session
  if (endsAt <= startsAt) yield of('ends_before_start', true, `${named(session)} would end before it starts.`)
  else if (endsAt - startsAt > dayMs)
    yield of(
      'longer_than_a_day',
      true,
      `${named(session)} lasts more than a day. Plan one session for each day.`,
    )
  else {
    if (dayOf(startsAt) !== dayOf(endsAt - 1))
      yield of('over_days', false, `${named(session)} goes on past midnight at the conference.`)
    const shift = offsetAt(endsAt) - offsetAt(startsAt)
    if (shift !== 0)
      yield of(
        'clock_change',
        false,
        `The clocks are put ${shift > 0 ? 'forward' : 'back'} during ${named(session)}: it lasts ${(endsAt - startsAt) / minuteMs} minutes, whatever the times on the wall say.`,
      )
  }
}

/** Everybody who has to be there; planners need not be. */
const present = ({ speakers, moderators }: Session): Faculty[] => {
  const seen = new Set<string>()
  return [...speakers, ...moderators].filter(
    ({ personId }) => !seen.has(personId) && seen.add(personId) !== undefined,
  )
}

export function* peopleConflicts(sorted: readonly Session[]): Iterable<Conflict> {
  const places = sorted.flatMap((session) => present(session).map((person) => ({ person, session })))
  for (const [personId, own] of grouped(places, ({ person }) => person.personId)) {
    if (own.length === 1) continue
    const { name } = own[0]!.person
    const all = { own: '', opposite: '' }
    for (const [first, second] of nearPairs(
      own.map(({ session }) => session),
      0,
      () => all,
    ))
      yield {
        code: 'person_twice',
        blocks: false,
        sessionIds: [first.id, second.id],
        personId,
        who: 'organiser',
        message: `${name} is to be in ${named(first)} and in ${named(second)} at the same time.`,
      }
  }
}

/** A company's influence that is known: its support, or a relationship that was never mitigated. */
const isInfluenced = (session: Session): boolean =>
  (session.support?.length ?? 0) > 0 ||
  present(session).some(({ disclosure }) =>
    disclosure?.relationships.some(
      ({ resolution }) =>
        !resolution || (resolution.relevant && !resolution.step && resolution.exception === undefined),
    ),
  )

const isEducation = (session: Session): boolean => session.activityId !== undefined
/** What must be kept apart from promotion: a session that is exempt from Standard 3 need not be. */
const isProtected = (session: Session): boolean => isEducation(session) && session.exemption === undefined
/** Marketing, exhibits, and education under a company's influence (ACCME Standard 5.2a). */
const isPromotional = (session: Session): boolean =>
  !isEducation(session) &&
  (kindOf(session) === 'satellite' || (kindOf(session) === 'unaccredited' && isInfluenced(session)))
/** Nobody has said yet whether a company is behind it. */
const isUnclear = (session: Session): boolean =>
  !isEducation(session) &&
  kindOf(session) === 'unaccredited' &&
  !isInfluenced(session) &&
  present(session).some(({ disclosure }) => !disclosure)

const gapWords = (first: Session, second: Session): string => {
  const minutes = Math.floor((second.startsAt - first.endsAt) / minuteMs)
  return minutes < 0 ? 'overlap' : minutes === 0 ? 'follow each other' : `are ${minutes} minutes apart`
}

export function* promotionConflicts(sorted: readonly Session[]): Iterable<Conflict> {
  const between = (session: Session, isOther: (session: Session) => boolean) => {
    if (isProtected(session)) return { own: 'education', opposite: 'other' }
    return isOther(session) ? { own: 'other', opposite: 'education' } : undefined
  }
  for (const [track, items] of grouped(sorted, (session) => session.track)) {
    const space = track === '' ? 'in the same space' : `on “${track}”`
    for (const [first, second] of nearPairs(items, apartMs, (session) => between(session, isPromotional)))
      yield {
        code: 'promotion_too_near',
        blocks: true,
        sessionIds: [first.id, second.id],
        who: 'organiser',
        message: `${named(first)} and ${named(second)} ${gapWords(first, second)} ${space}. Standard 5.2a wants 30 minutes between accredited education and what a company is behind: move one of them, or hold it elsewhere.`,
      }
    for (const [first, second] of nearPairs(items, apartMs, (session) => between(session, isUnclear)))
      yield {
        code: 'promotion_unclear',
        blocks: false,
        sessionIds: [first.id, second.id],
        who: 'office',
        message: `${named(first)} and ${named(second)} ${gapWords(first, second)} ${space}. If a company is behind the one without credit, Standard 5.2a wants 30 minutes between them: get the disclosures of its faculty.`,
      }
  }
}
