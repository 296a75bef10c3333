import { createHmac } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { createIceServers, credentialEnd } from './iceServers.ts'

const hour = 3_600_000
const now = 1_800_000_000_000
const others = [{ urls: ['stun:stun.example.org'] }]
const TURN_SECRET = 'a secret of the TURN server'
const TURN_URLS = ['turn:turn.example.org', 'turns:turn.example.org:5349']
const iceServers = createIceServers({ ICE_SERVERS: others, TURN_URLS, TURN_SECRET }, () => now)

test('a page gets the servers of ICE_SERVERS, then the own TURN server with its own credential', () => {
  const [first, own, ...more] = iceServers.for('maja', 'ecg-rounds', now + hour)
  expect([first, ...more]).toEqual(others)
  expect(own!.urls).toEqual(TURN_URLS)
  const [end, name] = own!.username!.split(':')
  expect(Number(end) * 1000).toBe(now + 5 * hour)
  expect(name).not.toContain('maja')
  expect(own!.credential).toBe(createHmac('sha1', TURN_SECRET).update(own!.username!).digest('base64'))
})

test('the name in a credential is the same for one person on one stage, and nowhere else', () => {
  const name = (personId: string, stageId: string) =>
    iceServers.for(personId, stageId)[1]!.username!.split(':')[1]
  expect(name('maja', 'ecg-rounds')).toBe(name('maja', 'ecg-rounds'))
  expect(name('maja', 'sepsis')).not.toBe(name('maja', 'ecg-rounds'))
  expect(name('clara', 'ecg-rounds')).not.toBe(name('maja', 'ecg-rounds'))
})

test.each([
  ['a call, which has no plan', undefined, 4],
  ['a session of another hour', 1, 5],
  ['a session that overruns', -1, 4],
  ['a rehearsal days before the session', 72, 24],
])('the credential for %s ends', (_what, endsIn, hours) => {
  expect(credentialEnd(now, endsIn === undefined ? undefined : now + endsIn * hour)).toBe(now + hours * hour)
})

test('without a TURN server of its own, a page gets those of ICE_SERVERS only', () => {
  const plain = createIceServers(
    { ICE_SERVERS: others, TURN_URLS: undefined, TURN_SECRET: undefined },
    () => now,
  )
  expect(plain.for('maja', 'ecg-rounds')).toEqual(others)
})
