// The day grid's geometry: time runs down, tracks stand side by side. Pure; heights in px.
import { momentAt, wallTimeOf } from '@lectern/shared/zoneTime'

export const stepMs = 5 * 60_000
export const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Of five minutes: a session of that length is still a row that can be read. */
const stepHeight = 10

/** What the grid needs to know of a session. */
export interface Placed {
  id: string
  startsAt: number
  endsAt: number
  track: string
}

/** The nearest five minutes. */
export const snapped = (at: number): number => Math.round(at / stepMs) * stepMs
export const heightOf = (ms: number): number => (ms / stepMs) * stepHeight
export const durationAt = (height: number): number => (height / stepHeight) * stepMs

/** The stretch of a day that is drawn, from one whole hour to another. */
export interface DayWindow {
  from: number
  to: number
}

/** As long as nothing lies outside of them, in hours of the day. */
const usualHours = [8, 18] as const

/** Every session of the day is in it; one that goes on after midnight ends where it ends. */
export function windowOf(day: number, sessions: readonly Placed[], timeZone: string): DayWindow {
  const [usualFrom, usualTo] = usualHours.map((hour) => momentAt({ day, minutes: hour * 60 }, timeZone))
  const from = Math.min(usualFrom!, ...sessions.map(({ startsAt }) => startsAt))
  const to = Math.max(usualTo!, ...sessions.map(({ endsAt }) => endsAt))
  // Whole hours of a zone that is not off by whole hours begin elsewhere.
  const wholeFrom = usualFrom! - Math.ceil((usualFrom! - from) / hourMs) * hourMs
  return { from: wholeFrom, to: wholeFrom + Math.ceil((to - wholeFrom) / hourMs) * hourMs }
}

export const hoursOf = ({ from, to }: DayWindow): number[] =>
  Array.from({ length: Math.round((to - from) / hourMs) }, (_, hour) => from + hour * hourMs)

/**
 * The conference's tracks in their order, then those that only sessions name; '' for sessions without one.
 */
export function columnsOf(tracks: readonly string[], sessions: readonly Placed[]): string[] {
  const named = new Set(sessions.map(({ track }) => track))
  const others = [...named].filter((track) => track !== '' && !tracks.includes(track))
  const without = named.has('') || tracks.length + others.length === 0
  return [...(without ? [''] : []), ...tracks, ...others.sort((a, b) => a.localeCompare(b))]
}

/** Beside how many others of its track a session stands, and at which place. */
export interface Lane {
  lane: number
  lanes: number
}

/** Sessions of a track at one time stand side by side, each as wide as its group allows. */
export function lanesOf(sessions: readonly Placed[]): Map<string, Lane> {
  const lanes = new Map<string, Lane>()
  let group: Placed[] = []
  let ends: number[] = []
  const close = () => {
    for (const { id } of group) lanes.get(id)!.lanes = ends.length
    group = []
    ends = []
  }
  for (const session of sessions.toSorted((a, b) => a.startsAt - b.startsAt || b.endsAt - a.endsAt)) {
    if (ends.every((end) => end <= session.startsAt)) close()
    const free = ends.findIndex((end) => end <= session.startsAt)
    const lane = free === -1 ? ends.length : free
    ends[lane] = session.endsAt
    lanes.set(session.id, { lane, lanes: 1 })
    group.push(session)
  }
  close()
  return lanes
}

/** As many sessions stand side by side at most, in one track. */
export const mostLanes = (sessions: readonly Placed[]): number =>
  Math.max(
    1,
    ...[...Map.groupBy(sessions, ({ track }) => track).values()].flatMap((own) =>
      [...lanesOf(own).values()].map(({ lanes }) => lanes),
    ),
  )

/** A part of the grid, in px from its upper left corner. */
export interface View {
  top: number
  left: number
  height: number
  width: number
}

/** Drawn around what is in view, so that scrolling and the tab key meet no gap. */
const margin = 400

/** Whether a session is in view, or near by. A view without a size shows everything. */
export const isInView = (
  { top, left, height, width }: View,
  item: { top: number; height: number; left: number; width: number },
): boolean =>
  (height === 0 || (item.top < top + height + margin && item.top + item.height > top - margin)) &&
  (width === 0 || (item.left < left + width + margin && item.left + item.width > left - margin))

/** The same time on the clock of another day. */
export function onDay<Session extends Placed>(session: Session, day: number, timeZone: string): Session {
  const { minutes } = wallTimeOf(session.startsAt, timeZone)
  const startsAt = momentAt({ day, minutes }, timeZone)
  return { ...session, startsAt, endsAt: startsAt + session.endsAt - session.startsAt }
}

/** A session lasts from five minutes to a day. */
export const longest = dayMs
