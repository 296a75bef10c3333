// The state of the person's clock in one line: what the page
// itself knows takes precedence over the last verdict.
import type { Meter, MeterState } from '@lectern/shared/attendance'
import type { SessionPhase } from '@lectern/shared/program'
import { slotMs } from '@lectern/shared/slotTimes'
import type { ConnectionStatus } from '../live/connection.ts'
import type { StagePhase } from '../stage/stageStore.ts'

/** `still`: time counts for nobody, or is about to; `stopped`: the person can fix it. */
export type StripKind = 'counting' | 'still' | 'stopped'
/** What one press can do about it. */
export type StripRemedy = 'acknowledge' | 'return'
export interface StripState {
  kind: StripKind
  words: string
  remedy?: StripRemedy
}

export interface Sight {
  connection: ConnectionStatus
  phase: SessionPhase
  media: StagePhase
  /** The network lets no media through. */
  blocked?: boolean
  /** Some of the stage arrives here. */
  receives: boolean
  /** Since when it has arrived (ms), if known. */
  receivesSince?: number | undefined
  /** The page shows or plays it. */
  playing: boolean
  acknowledged: boolean
  meter: Meter | null
}

const still = (words: string): StripState => ({ kind: 'still', words })
const stopped = (words: string, remedy?: StripRemedy): StripState => ({
  kind: 'stopped',
  words,
  ...(remedy && { remedy }),
})
const starting = still('Starting to count')

const judged: Record<MeterState, StripState> = {
  counting: { kind: 'counting', words: 'Counting' },
  scheduled: still('Counting starts when the session goes live.'),
  break: still('Break – time isn’t counted.'),
  off_air: still('Nothing on stage – time isn’t counted.'),
  ended: still('The session has ended.'),
  // The page plays, so these are about to end.
  not_joined: starting,
  not_watching: starting,
  no_media: stopped('Not counting: video and sound aren’t reaching you. Check your network.'),
  hall: stopped('Not counting: you’re in the exhibit hall.', 'return'),
  missed_check: stopped('You missed an attention check: some minutes were taken back.'),
}

export function stripState({
  connection,
  phase,
  media,
  blocked = false,
  receives,
  receivesSince = 0,
  playing,
  acknowledged,
  meter,
}: Sight): StripState {
  if (connection !== 'connected') return still('Reconnecting. Your minutes up to now are safe.')
  if (phase === 'ended') return judged.ended
  if (!acknowledged) return stopped('Not counting: please confirm the disclosures.', 'acknowledge')
  if (phase === 'paused') return judged.break
  if (blocked) return judged.no_media
  if (media !== 'joined') return still('Connecting. Your minutes up to now are safe.')
  // Verdicts from before this page joined concern the time before the person came back.
  if (meter?.state === 'hall') return receivesSince > meter.asOf - slotMs ? starting : judged.hall
  if (!receives) return judged.off_air
  if (!playing) return stopped('Not counting: turn on the sound or return to the video.')
  // The next slot's verdict will show the end of a break here, or media that has just arrived.
  if (!meter || meter.state === 'break' || meter.state === 'scheduled') return starting
  if (meter.state === 'no_media' && receivesSince > meter.asOf - slotMs) return starting
  return judged[meter.state]
}
