// What a key or the mouse makes of a session's place in the grid. Pure.
import { longest, type Placed, snapped, stepMs } from './grid.ts'

export interface Place {
  startsAt: number
  endsAt: number
  track: string
}

export const placeOf = ({ startsAt, endsAt, track }: Place): Place => ({ startsAt, endsAt, track })
export const isSamePlace = (a: Place, b: Place): boolean =>
  a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.track === b.track

/** Keeps a length between five minutes and a day. */
const withEnd = (place: Place, endsAt: number): Place => ({
  ...place,
  endsAt: Math.min(Math.max(endsAt, place.startsAt + stepMs), place.startsAt + longest),
})

export interface PressedKey {
  key: string
  shiftKey: boolean
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

const verticals: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }
const sideways: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }

/**
 * Up and down by five minutes, with Shift by thirty; with Alt the end alone; left and right to the next track
 * of `columns`. Undefined for a key that moves nothing.
 */
export function moveByKey(place: Place, pressed: PressedKey, columns: readonly string[]): Place | undefined {
  if (pressed.ctrlKey || pressed.metaKey) return undefined
  const vertical = verticals[pressed.key]
  if (vertical !== undefined) {
    const by = vertical * (pressed.shiftKey ? 6 : 1) * stepMs
    if (pressed.altKey) return withEnd(place, place.endsAt + by)
    return { ...place, startsAt: place.startsAt + by, endsAt: place.endsAt + by }
  }
  const aside = sideways[pressed.key]
  if (aside === undefined || pressed.altKey || pressed.shiftKey) return undefined
  const track = columns[columns.indexOf(place.track) + aside]
  return track === undefined ? place : { ...place, track }
}

/** What is dragged: the whole session, or one of its edges. */
export type Grip = 'whole' | 'start' | 'end'

/** A session dragged by `ms` into `track`. Its new edge lies on five minutes. */
export function moveByDrag(place: Place, grip: Grip, ms: number, track: string): Place {
  if (grip === 'end') return withEnd(place, snapped(place.endsAt + ms))
  if (grip === 'start') {
    const startsAt = Math.min(snapped(place.startsAt + ms), place.endsAt - stepMs)
    return { ...place, startsAt: Math.max(startsAt, place.endsAt - longest) }
  }
  const startsAt = snapped(place.startsAt + ms)
  return { track, startsAt, endsAt: startsAt + place.endsAt - place.startsAt }
}

/** The stretch that was drawn on empty ground: half an hour where the pointer was hardly moved. */
export function drawnPlace(from: number, to: number, track: string): Place {
  const [first, last] = [Math.min(from, to), Math.max(from, to)].map(snapped)
  return { track, startsAt: first!, endsAt: last! - first! < 2 * stepMs ? first! + 6 * stepMs : last! }
}

/** Sessions in the order in which the tab key meets them. */
export const inTabOrder = <Session extends Placed>(
  sessions: readonly Session[],
  columns: readonly string[],
): Session[] =>
  sessions.toSorted(
    (a, b) =>
      columns.indexOf(a.track) - columns.indexOf(b.track) ||
      a.startsAt - b.startsAt ||
      a.id.localeCompare(b.id),
  )
