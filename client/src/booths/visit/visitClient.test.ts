import type { BoothVisit } from '@lectern/shared/booths'
import {
  booth,
  call,
  ellis,
  FakeBooths,
  noon,
  park,
  refusal,
  said,
  settle,
  visitor,
  visit as visitReply,
} from '../fakeBooths.ts'
import { Visit } from './visitClient.ts'

let server: FakeBooths
let visit: Visit
const state = () => visit.store.getState()

async function page(reply: Partial<BoothVisit> = {}) {
  server = new FakeBooths({
    'booths.visit': () => visitReply(reply),
    'booths.requestCall': () => call(),
    'booths.cancelCall': () => call({ state: 'cancelled', place: null }),
    'booths.answerCall': ({ accept }) => call({ state: accept ? 'active' : 'declined', staff: ellis }),
    'booths.endCall': () => call({ state: 'ended' }),
    'booths.book': ({ slot }) => ({ boothId: 'meridian', boothName: 'Meridian Imaging', slot }),
  })
  visit = new Visit({ connection: server.connection, boothId: 'meridian', timer: server.timer })
  visit.start()
  await settle()
}

afterEach(() => visit.stop())

test('a visit shows the booth, who is there and the chat', async () => {
  await page({ chat: { ...visitReply().chat, messages: [said(1, 'Hello', ellis)] } })
  expect(state()).toMatchObject({ status: 'ready', me: { number: 12 }, staff: [ellis] })
  expect(visit.chat.store.getState().messages).toHaveLength(1)
})

test('a sign of life is given now and then, and at once where it is asked for', async () => {
  await page()
  server.tick()
  server.tell('booths.beat', { boothId: 'meridian' })
  server.tell('booths.beat', { boothId: 'norlund' })
  expect(server.requests('booths.beat')).toHaveLength(2)
})

test('a visitor who is no longer there visits again', async () => {
  await page()
  server.refusals['booths.beat'] = [refusal('conflict')]
  server.tick()
  await settle()
  expect(server.requests('booths.visit')).toHaveLength(2)
})

test('after a reconnect the visit is asked for, and what was not sent is sent', async () => {
  await page()
  server.refusals['booths.say'] = [refusal('no_answer')]
  server.answers['booths.say'] = ({ messageId, text }) => ({ ...said(1, text), messageId })
  visit.chat.write('Hello')
  await visit.chat.send()
  server.connect()
  await settle()
  expect(server.requests('booths.visit')).toHaveLength(2)
  expect(new Set(server.requests('booths.say').map(({ messageId }) => messageId)).size).toBe(1)
  expect(visit.chat.store.getState().outgoing).toEqual([])
})

test('leaving the page leaves the booth', async () => {
  await page()
  visit.stop()
  expect(server.requests('booths.leaveBooth')).toEqual([{ boothId: 'meridian' }])
})

test('a call that is asked for rings, moves up and runs on this page', async () => {
  await page()
  await visit.requestCall()
  server.tell('booths.call', { call: call({ place: 2 }) })
  expect(state()).toMatchObject({ callHere: true, call: { place: 2 } })
  server.tell('booths.call', { call: call({ state: 'active', staff: ellis }) })
  expect(state()).toMatchObject({ callHere: true, call: { state: 'active' } })
  server.tell('booths.call', { call: call({ state: 'ended', staff: ellis }) })
  expect(state()).toMatchObject({ call: null, callHere: false, lastCall: { state: 'ended' } })
})

test('an answer that comes after the news does not bring a call back', async () => {
  await page()
  const release = server.hold('booths.requestCall')
  const asking = visit.requestCall()
  server.tell('booths.call', { call: call({ state: 'active', staff: ellis }) })
  release()
  await asking
  expect(state()).toMatchObject({ callHere: true, call: { state: 'active' } })
  server.tell('booths.call', { call: call({ state: 'ended' }) })
  server.tell('booths.call', { call: call({ state: 'active', staff: ellis }) })
  expect(state()).toMatchObject({ call: null, lastCall: { state: 'ended' } })
})

test('with nobody there a call is missed at once', async () => {
  await page()
  server.answers['booths.requestCall'] = () => call({ state: 'missed', place: null })
  await visit.requestCall()
  expect(state()).toMatchObject({ call: null, callHere: false, lastCall: { state: 'missed' } })
})

test('a call that runs is found again after a reload, and joined only by a press', async () => {
  await page({ call: call({ state: 'active', staff: ellis }) })
  expect(state()).toMatchObject({ callHere: false, call: { state: 'active' } })
  visit.joinHere()
  expect(state().callHere).toBe(true)
})

test.each([
  [true, { call: { state: 'active' }, callHere: true }],
  [false, { call: null, lastCall: { state: 'declined' } }],
])('an offered call is answered with %s', async (accept, expected) => {
  await page({ call: call({ state: 'offered', place: null, staff: park }) })
  await visit.answerCall(accept)
  expect(server.requests('booths.answerCall')).toEqual([{ boothId: 'meridian', callId: 'c1', accept }])
  expect(state()).toMatchObject(expected)
})

test('a call that ended while the connection was lost is not shown any more', async () => {
  await page()
  await visit.requestCall()
  server.connect()
  await settle()
  expect(state()).toMatchObject({ call: null, callHere: false })
})

test('a time is booked once, whether by the answer or by the news', async () => {
  await page()
  await visit.book(noon)
  server.tell('booths.booking', { boothId: 'meridian', slot: noon, booked: true })
  expect(state().bookings).toEqual([{ boothId: 'meridian', boothName: 'Meridian Imaging', slot: noon }])
  server.tell('booths.booking', { boothId: 'meridian', slot: noon, booked: false })
  expect(state().bookings).toEqual([])
})

test('staff who come and times that are booked during a load are not lost to a reply that is older', async () => {
  await page()
  const release = server.hold('booths.visit')
  server.connect()
  await settle()
  const present = { ...park, state: 'busy' as const }
  server.tell('booths.staff', { boothId: 'meridian', staff: [present] })
  server.tell('booths.booking', { boothId: 'meridian', slot: noon, booked: true })
  release()
  await settle()
  expect(state()).toMatchObject({ staff: [present], bookings: [{ slot: noon }] })
})

test('a booth that is closed meanwhile says so; opened again it is visited again', async () => {
  await page()
  server.refusals['booths.visit'] = [refusal('booth_closed')]
  server.tell('booths.changed', { booth: { ...booth, version: 2, open: false } })
  await settle()
  expect(state().status).toBe('closed')
  server.tell('booths.changed', { booth: { ...booth, version: 3 } })
  await settle()
  expect(state().status).toBe('ready')
})

test('what is older than what is known is not shown', async () => {
  await page({ booth: { ...booth, version: 5 } })
  server.tell('booths.changed', { booth: { ...booth, version: 4, name: 'Old' } })
  expect(state().booth?.name).toBe('Meridian Imaging')
})

test('after a failover that lost changes, the booth is shown as it is now', async () => {
  await page({ booth: { ...booth, version: 5 } })
  server.answers['booths.visit'] = () => visitReply({ booth: { ...booth, version: 4, name: 'As before' } })
  server.connect()
  await settle()
  expect(state().booth?.name).toBe('As before')
})

test('details that are given change what the staff see', async () => {
  await page()
  server.answers['booths.consent'] = () => ({
    consentId: 'r1',
    ledgerHead: '12-3f2a9-c01d7',
    boothId: 'meridian',
    boothName: 'Meridian Imaging',
    fields: ['name'],
    at: noon,
  })
  server.answers['booths.visit'] = () => visitReply({ me: visitor(12, { name: 'Clara Nwosu' }) })
  await visit.consent({ fields: ['name'], values: { name: 'Clara Nwosu' } })
  await settle()
  expect(state().me?.name).toBe('Clara Nwosu')
})

test('a booth that does not exist fails for good', async () => {
  server = new FakeBooths()
  server.refusals['booths.visit'] = [refusal('not_found')]
  visit = new Visit({ connection: server.connection, boothId: 'meridian', timer: server.timer })
  visit.start()
  await settle()
  expect(state()).toMatchObject({ status: 'failed', problem: { code: 'not_found' } })
})
