import type { Desk as DeskReply } from '@lectern/shared/booths'
import type { Lead } from '@lectern/shared/consents'
import {
  booth,
  call,
  desk as deskReply,
  ellis,
  FakeBooths,
  lead,
  minute,
  noon,
  park,
  refusal,
  said,
  settings,
  settle,
  visit,
  visitor,
} from '../fakeBooths.ts'
import { Desk } from './deskClient.ts'

let server: FakeBooths
let desk: Desk
const state = () => desk.store.getState()
const boothId = 'meridian'

async function page(reply: Partial<DeskReply> = {}, leads: Lead[] = [], isHeld = false) {
  server = new FakeBooths({
    'booths.myBooth': () => settings,
    'booths.desk': () => deskReply(reply),
    'booths.leads': () => ({ boothId, leads, withdrawn: [] }),
    'booths.acceptCall': () => call({ state: 'active', staff: ellis }),
    'booths.offerCall': () => call({ state: 'offered', staff: ellis }),
    'booths.endCall': () => call({ state: 'ended', staff: ellis }),
    'booths.settleCall': () => call({ state: 'answered', staff: ellis }),
    'booths.setState': ({ state: now }) => ({ ...ellis, state: now }),
    'booths.chat': () => visit().chat,
  })
  desk = new Desk({ connection: server.connection, timer: server.timer })
  const release = isHeld ? server.hold('booths.leads') : () => undefined
  desk.start()
  await settle()
  return release
}

afterEach(() => desk.stop())

test('the desk of the own booth is there, with its leads', async () => {
  await page({}, [lead()])
  expect(state()).toMatchObject({ status: 'ready', booth: { id: boothId }, me: ellis, leads: [lead()] })
})

test('before the organiser has made the booth there is none', async () => {
  server = new FakeBooths()
  server.refusals['booths.myBooth'] = [refusal('not_found')]
  desk = new Desk({ connection: server.connection, timer: server.timer })
  desk.start()
  await settle()
  expect(state().status).toBe('missing')
})

test('only the parts that were told are replaced, and only of this booth', async () => {
  await page({ missed: [call({ callId: 'm', state: 'missed' })] })
  server.tell('booths.desk', { boothId, calls: [call()] })
  server.tell('booths.desk', { boothId: 'norlund', missed: [] })
  expect(state()).toMatchObject({ calls: [{ callId: 'c1' }], missed: [{ callId: 'm' }] })
})

test('a call that is accepted runs on this page until it is over', async () => {
  await page({ calls: [call()] })
  await desk.acceptCall('c1')
  expect(state()).toMatchObject({ callHere: 'c1', calls: [{ state: 'active' }] })
  server.tell('booths.desk', { boothId, calls: [] })
  expect(state().callHere).toBeNull()
})

test('a call that a colleague has taken is refused and does not run here', async () => {
  await page({ calls: [call()] })
  server.refusals['booths.acceptCall'] = [refusal('call_taken')]
  await expect(desk.acceptCall('c1')).rejects.toMatchObject({ code: 'call_taken' })
  expect(state().callHere).toBeNull()
})

test('a call that was offered runs here as soon as it is accepted', async () => {
  await page()
  await desk.offerCall('v12')
  server.tell('booths.desk', { boothId, calls: [call({ state: 'active', staff: ellis })] })
  expect(state()).toMatchObject({ callHere: 'c1', calls: [{ state: 'active' }] })
})

test('one who leaves a call stays at the desk', async () => {
  await page({ calls: [call({ state: 'active', staff: ellis })] })
  desk.joinHere('c1')
  await desk.leaveCall('c1')
  expect(state().callHere).toBeNull()
  expect(server.requests('booths.leaveCall')).toEqual([{ boothId, callId: 'c1' }])
})

test('a missed call that was seen to is not missed any more', async () => {
  await page({ missed: [call({ state: 'missed' })] })
  await desk.settleCall('c1')
  expect(state().missed).toEqual([])
})

test('the own state is what colleagues and visitors see', async () => {
  await page()
  await desk.setState('busy')
  expect(state().me?.state).toBe('busy')
  expect(state().staff[0]?.state).toBe('busy')
})

test('what is written in an open chat appears in it', async () => {
  await page()
  const chat = desk.chatOf('v12')
  await settle()
  server.tell('booths.said', { boothId, visitorId: 'v12', message: said(1, 'Hello') })
  server.tell('booths.said', { boothId, visitorId: 'v13', message: said(1, 'Not here') })
  expect(chat.store.getState().messages.map(({ text }) => text)).toEqual(['Hello'])
  expect(desk.chatOf('v12')).toBe(chat)
})

test('a chat is handed over from its holder on the page; one taken meanwhile is shown as it is now', async () => {
  await page()
  desk.chatOf('v12')
  await settle()
  server.answers['booths.assignChat'] = () => ({ ...visit().chat, assignee: park })
  await desk.assignChat('v12', 'park')
  expect(server.requests('booths.assignChat')).toEqual([
    { boothId, visitorId: 'v12', from: null, to: 'park' },
  ])
  server.refusals['booths.assignChat'] = [refusal('stale')]
  server.answers['booths.chat'] = () => ({ ...visit().chat, assignee: ellis })
  await expect(desk.assignChat('v12', null)).rejects.toMatchObject({ code: 'stale' })
  expect(desk.chatOf('v12').store.getState().assignee).toEqual(ellis)
})

test('what is withdrawn is gone at once, from the lead, every list and the open chat', async () => {
  const clara = visitor(12, { name: 'Clara Nwosu', profession: 'Physician' })
  const summary = { visitor: clara, last: said(1, 'Hello'), unread: 1, assignee: null }
  await page(
    {
      present: { count: 1, newest: [clara] },
      calls: [call({ visitor: clara })],
      missed: [call({ callId: 'm', visitor: clara, state: 'missed' })],
      chats: [summary],
      bookings: [{ slot: noon, visitor: clara, bookedAt: noon }],
    },
    [lead({ visitor: clara, values: { name: 'Clara Nwosu', profession: 'Physician' } })],
  )
  server.answers['booths.chat'] = () => ({ ...visit().chat, visitor: clara })
  desk.chatOf('v12')
  await settle()
  const withdrawn = {
    visitorId: 'v12',
    number: 12,
    fields: ['name' as const],
    whole: false,
    at: noon,
    version: 2,
  }
  const rest = lead({
    visitor: visitor(12, { profession: 'Physician' }),
    values: { profession: 'Physician', email: 'c@example.org' },
    version: 2,
  })
  server.tell('booths.lead', { boothId, visitorId: 'v12', lead: rest, withdrawn })
  expect(JSON.stringify([state(), desk.chatOf('v12').store.getState()])).not.toContain('Clara')
  expect(state().withdrawn).toEqual([withdrawn])
  expect(state().present.newest[0]?.profession).toBe('Physician')
  server.tell('booths.lead', {
    boothId,
    visitorId: 'v12',
    lead: null,
    withdrawn: { ...withdrawn, whole: true, version: 3 },
  })
  expect(state().leads).toEqual([])
  expect(JSON.stringify(state())).not.toContain('Physician')
  expect(state().withdrawn.map(({ version }) => version)).toEqual([3, 2])
})

test.each([true, false])(
  'a lead withdrawn during a load does not come back with its reply (first load: %s)',
  async (isFirst) => {
    let release = await page({}, [lead()], isFirst)
    if (!isFirst) {
      release = server.hold('booths.leads')
      server.connect()
      await settle()
    }
    const withdrawn = {
      visitorId: 'v12',
      number: 12,
      fields: ['name' as const],
      whole: true,
      at: noon,
      version: 2,
    }
    server.answers['booths.leads'] = () => ({ boothId, leads: [], withdrawn: [withdrawn] })
    server.tell('booths.lead', { boothId, visitorId: 'v12', lead: null, withdrawn })
    release()
    await settle()
    expect(state()).toMatchObject({ status: 'ready', leads: [], withdrawn: [withdrawn] })
  },
)

test('what was read before a withdrawal and arrives after it brings nothing back', async () => {
  const clara = visitor(12, { name: 'Clara Nwosu' })
  await page({}, [lead({ visitor: clara })])
  const withdrawn = { visitorId: 'v12', number: 12, fields: ['name' as const], whole: true, at: noon }
  server.tell('booths.lead', {
    boothId,
    visitorId: 'v12',
    lead: null,
    withdrawn: { ...withdrawn, version: 2 },
  })
  // A colleague's note and a push of another server, both with what was read before.
  server.tell('booths.lead', {
    boothId,
    visitorId: 'v12',
    lead: lead({ visitor: clara, notes: 'Call her', changedAt: noon + minute }),
    withdrawn: null,
  })
  server.tell('booths.desk', {
    boothId,
    present: { count: 1, newest: [clara] },
    missed: [call({ visitor: clara })],
  })
  expect(state().leads).toEqual([])
  expect(JSON.stringify(state())).not.toContain('Clara')
  server.tell('booths.lead', {
    boothId,
    visitorId: 'v12',
    lead: lead({ visitor: clara, version: 3 }),
    withdrawn: null,
  })
  expect(state().leads).toHaveLength(1)
  expect(state().missed[0]?.visitor.name).toBe('Clara Nwosu')
})

test('of two notes the later one stays, in any order of their messages', async () => {
  await page({}, [lead()])
  const noted = (notes: string, changedAt: number) =>
    server.tell('booths.lead', {
      boothId,
      visitorId: 'v12',
      lead: lead({ notes, changedAt }),
      withdrawn: null,
    })
  noted('Later', noon + 2)
  noted('Earlier', noon + 1)
  expect(state().leads[0]?.notes).toBe('Later')
})

test('after a reconnect the desk, its leads and the open chats are asked for', async () => {
  await page()
  desk.chatOf('v12')
  await settle()
  server.connect()
  await settle()
  for (const name of ['booths.desk', 'booths.leads', 'booths.chat'] as const)
    expect(server.requests(name)).toHaveLength(2)
})

test('a change of the booth is shown, with what the staff may edit now', async () => {
  await page()
  server.answers['booths.myBooth'] = () => ({ ...settings, name: 'Meridian', version: 2, editable: [] })
  server.tell('booths.changed', { booth: { ...booth, name: 'Meridian', version: 2 } })
  expect(state().booth?.name).toBe('Meridian')
  await settle()
  expect(state().booth?.editable).toEqual([])
})

test('staff who are no longer at the desk take their place again', async () => {
  await page()
  server.refusals['booths.beat'] = [refusal('conflict')]
  server.tick()
  await settle()
  expect(server.requests('booths.desk')).toHaveLength(2)
})

test('leaving the page leaves the desk', async () => {
  await page()
  desk.stop()
  expect(server.requests('booths.leaveDesk')).toEqual([{ boothId }])
})
