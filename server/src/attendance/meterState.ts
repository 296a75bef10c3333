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
  not_on_stage: 'not_joined',
}

/**
 * The last judged slot's verdict for the person now: someone
 * who has left the hall since is no longer shown as in it.
 */
export const sinceLeft = (last: SlotVerdict, { hall }: Pick<PersonFacts, 'hall'>): SlotVerdict =>
  last === 'hall' && hall.every(([, to]) => to !== null) ? 'not_watching' : last

/**
 * The meter's state, from the last judged slot's verdict.
 * `isHere`: one of the person's pages is on the stage.
 */
export function meterStateOf(phase: SessionPhase, last: SlotVerdict, isHere: boolean): MeterState {
  if (phase === 'scheduled') return 'scheduled'
  if (phase === 'ended') return 'ended'
  if (phase === 'paused') return 'break'
  // A person who is on the stage without any sign has lost the connection to it.
  if (last === 'not_joined' && isHere) return 'no_media'
  return states[last]
}
