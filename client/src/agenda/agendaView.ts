// What the agenda makes of the programme for one person: days, tracks, where each session stands, and what is
// on now and next for them. Pure.
import type { Person } from '@lectern/shared/accounts'
import { amountText } from '@lectern/shared/creditAmount'
import type { Program, SessionView } from '@lectern/shared/program'
import { dayNumber } from '../words/times.ts'

/** `soon`: it is about to start. `late`: it should have. `missed`: its time is over, and it never started. */
export type Standing = 'later' | 'soon' | 'late' | 'missed' | 'live' | 'break' | 'ended'

/** How long before its start a session counts as about to start, in ms. */
const soonMs = 15 * 60_000
/** How long before its start its people are led to the desk and the green room, in ms. */
export const deskOpensMs = 30 * 60_000

export function standingOf({ session, state }: SessionView, now: number): Standing {
  if (state.phase === 'live') return 'live'
  if (state.phase === 'paused') return 'break'
  if (state.phase === 'ended') return 'ended'
  if (now >= session.endsAt) return 'missed'
  if (now >= session.startsAt) return 'late'
  return session.startsAt - now <= soonMs ? 'soon' : 'later'
}

export const isRunning = ({ state }: SessionView): boolean =>
  state.phase === 'live' || state.phase === 'paused'

export interface AgendaDay {
  /** Of the calendar in the shown time zone. */
  number: number
  /** The start of its first session. */
  at: number
  sessions: SessionView[]
}

export function daysOf(sessions: readonly SessionView[], timeZone: string): AgendaDay[] {
  const byDay = Map.groupBy(sessions, ({ session }) => dayNumber(session.startsAt, timeZone))
  return [...byDay.entries()]
    .map(([number, views]) => ({ number, at: views[0]!.session.startsAt, sessions: views }))
    .sort((a, b) => a.number - b.number)
}

/** Today; before the conference and between its days the next one, after it the last one. */
export const dayToShow = (days: readonly AgendaDay[], today: number): AgendaDay | undefined =>
  days.find(({ number }) => number >= today) ?? days.at(-1)

const collator = new Intl.Collator('en', { numeric: true })
/** By name, without the sessions that have none. */
export const tracksOf = (sessions: readonly SessionView[]): string[] =>
  [...new Set(sessions.map(({ session }) => session.track))].filter(Boolean).sort(collator.compare)

/** Distinguishable in light and dark; none of them is the accent or means something elsewhere. */
const hues = ['blue', 'orange', 'grape', 'lime', 'pink', 'cyan', 'indigo', 'yellow', 'violet', 'green']
export const trackColour = (tracks: readonly string[], track: string): string =>
  `var(--mantine-color-${hues[tracks.indexOf(track) % hues.length]}-6)`

const names = (people: { personId: string }[], id: string) => people.some(({ personId }) => personId === id)

/** Theirs by their part in it or by choice. */
export const isOwn = ({ session }: SessionView, { id }: Person, kept: ReadonlySet<string>): boolean =>
  kept.has(session.id) || names(session.speakers, id) || names(session.moderators, id)

export interface UpNext {
  now: SessionView | undefined
  next: SessionView | undefined
}

/** The person's own sessions come first; without any it is what everyone sees. */
export function upNextOf(
  sessions: readonly SessionView[],
  now: number,
  isMine: (view: SessionView) => boolean,
): UpNext {
  const first = (fits: (view: SessionView) => boolean) => {
    const fitting = sessions.filter(fits)
    return fitting.find(isMine) ?? fitting[0]
  }
  return {
    now: first(isRunning),
    next: first((view) => ['soon', 'late', 'later'].includes(standingOf(view, now))),
  }
}

/**
 * "1.00 AMA · 1.00 ANCC", where the session alone is the activity: of several sessions each is worth a part
 * that only the minutes decide. Undefined for a session without credit.
 */
export function creditWordsOf({ session }: SessionView, { sessions, credit }: Program): string | undefined {
  const { activityId } = session
  if (activityId === undefined) return undefined
  const isWhole = sessions.filter((view) => view.session.activityId === activityId).length === 1
  const designated = credit?.[activityId] ?? []
  if (!isWhole || designated.length === 0) return 'For credit'
  const amounts = new Map(
    designated.map(({ body, maximum, step }) => [body, `${amountText(maximum, { step })} ${body}`]),
  )
  return [...amounts.values()].join(' · ')
}
