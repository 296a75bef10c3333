import { FakeBooths, refusal, settle, summary } from '../fakeBooths.ts'
import { Hall } from './hallClient.ts'

let server: FakeBooths
let hall: Hall
let inside = false
const state = () => hall.store.getState()

async function page(isInside: boolean) {
  inside = isInside
  server = new FakeBooths({
    'booths.inHall': () => ({ inside }),
    'booths.enterHall': () => {
      inside = true
      return { booths: [summary('meridian'), summary('norlund')], unread: { meridian: 2 } }
    },
    'booths.leaveHall': () => {
      inside = false
      return {}
    },
  })
  hall = new Hall(server.connection)
  hall.start()
  await settle()
}

afterEach(() => hall.stop())

test('opening the page does not bring a person into the hall', async () => {
  await page(false)
  expect(state().status).toBe('outside')
  expect(server.requests('booths.enterHall')).toEqual([])
})

test('entering shows the booths; leaving shows none', async () => {
  await page(false)
  expect(await hall.enter()).toBe(true)
  expect(state()).toMatchObject({ status: 'inside', unread: { meridian: 2 } })
  expect(state().booths.map(({ id }) => id)).toEqual(['meridian', 'norlund'])
  expect(await hall.leave()).toBe(true)
  expect(state()).toMatchObject({ status: 'outside', booths: [], leftElsewhere: false })
})

test('a reload inside the hall is inside the hall, and so is a reconnect', async () => {
  await page(true)
  expect(state().status).toBe('inside')
  server.connect()
  await settle()
  expect(server.requests('booths.enterHall')).toHaveLength(2)
})

test('a person who could not leave is still inside, and is told', async () => {
  await page(true)
  server.refusals['booths.leaveHall'] = [refusal('no_answer')]
  expect(await hall.leave()).toBe(false)
  expect(state()).toMatchObject({ status: 'inside', moving: null, moveProblem: { code: 'no_answer' } })
})

test('leaving on another device is leaving here, and is said', async () => {
  await page(true)
  server.tell('booths.inHall', { inside: false })
  expect(state()).toMatchObject({ status: 'outside', leftElsewhere: true })
})

test('entering on another device opens the hall here', async () => {
  await page(false)
  inside = true
  server.tell('booths.inHall', { inside: true })
  await settle()
  expect(state().status).toBe('inside')
})

test('what is told while leaving by oneself is not taken for another device', async () => {
  await page(true)
  const release = server.hold('booths.leaveHall')
  const leaving = hall.leave()
  server.tell('booths.inHall', { inside: false })
  release()
  await leaving
  expect(state().leftElsewhere).toBe(false)
})

test('going to another page leaves; coming back at once waits for that', async () => {
  await page(true)
  const release = server.hold('booths.leaveHall')
  hall.stop()
  expect(server.requests('booths.leaveHall')).toHaveLength(1)
  hall.start()
  await settle()
  expect(state().status).toBe('loading')
  release()
  await settle()
  expect(state().status).toBe('outside')
})

test('a person who goes elsewhere before the page knows where they are does not enter again', async () => {
  await page(true)
  const requests = server.requests('booths.enterHall').length
  const release = server.hold('booths.inHall')
  server.connect()
  await settle()
  hall.stop()
  release()
  await settle()
  expect(server.requests('booths.enterHall')).toHaveLength(requests)
})

test('a person who goes elsewhere while entering leaves once inside', async () => {
  await page(false)
  const release = server.hold('booths.enterHall')
  const entering = hall.enter()
  await settle()
  hall.stop()
  expect(server.requests('booths.leaveHall')).toEqual([])
  release()
  await entering
  await settle()
  expect(server.requests('booths.leaveHall')).toHaveLength(1)
  expect(inside).toBe(false)
  expect(state().status).toBe('loading')
})

test('a person who was never inside does not leave', async () => {
  await page(false)
  hall.stop()
  expect(server.requests('booths.leaveHall')).toEqual([])
})

test('a booth that changes is replaced, a new one is added', async () => {
  await page(true)
  server.tell('booths.summary', { booth: summary('norlund', { staff: 2 }) })
  server.tell('booths.summary', { booth: summary('heartline') })
  expect(state().booths.map(({ id, staff }) => [id, staff])).toEqual([
    ['meridian', 0],
    ['norlund', 2],
    ['heartline', 0],
  ])
})

test.each(['a load', 'entering'])(
  'what changes during %s is not lost to a reply that is older',
  async (what) => {
    await page(what === 'a load')
    const release = server.hold('booths.enterHall')
    if (what === 'entering') void hall.enter()
    else server.connect()
    await settle()
    server.tell('booths.summary', { booth: summary('norlund', { staff: 2 }) })
    release()
    await settle()
    expect(state().booths.map(({ id, staff }) => [id, staff])).toEqual([
      ['meridian', 0],
      ['norlund', 2],
    ])
  },
)

test('left on another device during a load, the page ends outside', async () => {
  await page(true)
  hall.stop()
  inside = true
  const release = server.hold('booths.enterHall')
  hall.start()
  await settle()
  server.tell('booths.inHall', { inside: false })
  release()
  await settle()
  expect(state()).toMatchObject({ status: 'outside', leftElsewhere: true })
})

test('left on another device while entering, the page asks where the person is', async () => {
  await page(false)
  const release = server.hold('booths.enterHall')
  const entering = hall.enter()
  await settle()
  inside = false
  server.tell('booths.inHall', { inside: false })
  release()
  await entering
  await settle()
  expect(state().status).toBe('outside')
})

test('a chat that is shown has nothing unread', async () => {
  await page(true)
  hall.read('meridian')
  expect(state().unread).toEqual({})
})

test('why the hall could not be loaded is told', async () => {
  server = new FakeBooths()
  server.refusals['booths.inHall'] = [refusal('forbidden')]
  hall = new Hall(server.connection)
  hall.start()
  await settle()
  expect(state()).toMatchObject({ status: 'failed', problem: { code: 'forbidden' } })
})
