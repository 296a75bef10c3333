import type { MeterState } from '@lectern/shared/attendance'
import { meter } from './fakeAttendance.ts'
import { type Sight, type StripState, stripState } from './stripState.ts'

const watching: Sight = {
  connection: 'connected',
  phase: 'live',
  media: 'joined',
  receives: true,
  playing: true,
  acknowledged: true,
  meter: meter(),
}
const judged = (state: MeterState): Partial<Sight> => ({ meter: meter({ state }) })

test.each<[string, Partial<Sight>, StripState['kind'], string]>([
  ['watching', {}, 'counting', 'Counting'],
  [
    'a lost connection',
    { connection: 'reconnecting' },
    'still',
    'Reconnecting. Your minutes up to now are safe.',
  ],
  [
    'a network that lets no media through, though the page joins again and again',
    { media: 'interrupted', blocked: true },
    'stopped',
    'video and sound aren’t reaching you',
  ],
  ['lost media', { media: 'interrupted' }, 'still', 'Connecting. Your minutes up to now are safe.'],
  [
    'a break that began after the last judged slot',
    { phase: 'paused' },
    'still',
    'Break – time isn’t counted.',
  ],
  ['a break that is just over', judged('break'), 'still', 'Starting to count'],
  ['nobody on stage', { receives: false, playing: false }, 'still', 'Nothing on stage – time isn’t counted.'],
  ['silent and out of sight', { playing: false }, 'stopped', 'turn on the sound or return to the video'],
  ['in the hall', judged('hall'), 'stopped', 'Not counting: you’re in the exhibit hall.'],
  [
    'back from the hall, of which the last judged slot was',
    { ...judged('hall'), receivesSince: meter().asOf },
    'still',
    'Starting to count',
  ],
  ['just joined', judged('not_joined'), 'still', 'Starting to count'],
  ['just come back to the picture', judged('not_watching'), 'still', 'Starting to count'],
  [
    'media that came within the last judged slot',
    { ...judged('no_media'), receivesSince: meter().asOf - 9000 },
    'still',
    'Starting to count',
  ],
  [
    'media that seems to come, and did not in a whole slot',
    { ...judged('no_media'), receivesSince: meter().asOf - 11_000 },
    'stopped',
    'video and sound aren’t reaching you',
  ],
  ['media that does not arrive', judged('no_media'), 'stopped', 'video and sound aren’t reaching you'],
  ['in the exhibit hall', judged('hall'), 'stopped', 'you’re in the exhibit hall'],
  ['a missed check', judged('missed_check'), 'stopped', 'You missed an attention check'],
  ['the end', { phase: 'ended', playing: false }, 'still', 'The session has ended.'],
  ['not acknowledged', { acknowledged: false }, 'stopped', 'please confirm the disclosures'],
])('%s is said', (_what, fields, kind, words) => {
  const state = stripState({ ...watching, ...fields })
  expect(state.kind).toBe(kind)
  expect(state.words).toContain(words)
})

test('states that one press can fix have a button: reading the disclosures, and leaving the hall', () => {
  const remedyOf = (fields: Partial<Sight>) => stripState({ ...watching, ...fields }).remedy
  expect(remedyOf({ acknowledged: false })).toBe('acknowledge')
  expect(remedyOf(judged('hall'))).toBe('return')
  expect(remedyOf(judged('no_media'))).toBeUndefined()
})
