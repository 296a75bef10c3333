// Where the installation's bare address leads somebody who belongs to several conferences. Pure.
import type { OwnConference } from '@lectern/shared/conferences'
import { firstDay, stateOf } from '../conferences/conferenceWords.ts'

interface LandingOptions {
  conferences: readonly OwnConference[]
  /** The conference that was open last in this browser. */
  last: string | null
  now: number
}

/**
 * The office chooses in its list. Everybody else is led to the conference that is on now, the one they had
 * open last before others; else to that one; else to the next one. Undefined: the server decides.
 */
export function landingOf(
  isOffice: boolean,
  { conferences, last, now }: LandingOptions,
): 'list' | { conferenceId: string } | undefined {
  if (conferences.length < 2) return undefined
  if (isOffice) return 'list'
  const states = conferences.map((conference) => ({ conference, words: stateOf(conference, now).words }))
  const are = (words: string) =>
    states.filter((each) => each.words === words).map(({ conference }) => conference)
  const open = conferences.filter(({ archivedAt }) => archivedAt === undefined)
  const lastOf = (some: readonly OwnConference[]) => some.find(({ id }) => id === last)
  const onNow = are('On now')
  const next = are('Planned').sort((a, b) => firstDay(a) - firstDay(b))
  const found = lastOf(onNow) ?? onNow[0] ?? lastOf(open) ?? next[0]
  return found && { conferenceId: found.id }
}
