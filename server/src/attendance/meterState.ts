import type { MeterState, SlotVerdict } from '@lectern/shared/attendance'
import type { SessionPhase } from '@lectern/shared/program'
import type { PersonFacts } from '@lectern/shared/watchTime'

const states: Record<SlotVerdict, MeterState> = {
  break: 'break',
  off_air: 'off_air',
  counted: 'counting',
  excused: 'counting',
  granted: 'counting',
  not_joined: 'not_joined',
  not_watching: 'not_watching',
  no_media: 'no_media',
  connection_lost: 'no_media',
  hall: 'hall',
  missed_check: 'missed_check',
  withdrawn: 'not_joined',
}

/** What the last judged slot is to somebody now: whoever has left the hall since is not told that they are in it. */
export const sinceLeft = (last: SlotVerdict, { hall }: Pick<PersonFacts, 'hall'>): SlotVerdict =>
  last === 'hall' && hall.every(([, to]) => to !== null) ? 'not_watching' : last

/** Where the person's clock stands, by what the last judged slot was to them. `isHere`: one of their pages has a place on the stage. */
export function meterStateOf(phase: SessionPhase, last: SlotVerdict, isHere: boolean): MeterState {
  if (phase === 'scheduled') return 'scheduled'
  if (phase === 'ended') return 'ended'
  if (phase === 'paused') return 'break'
  // Whoever is here and gives no sign at all has lost the connection to the stage.
  if (last === 'not_joined' && isHere) return 'no_media'
  return states[last]
}
