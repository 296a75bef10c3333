import { jest } from '@jest/globals'
import type { AttendanceStatus } from '@lectern/shared/attendance'
import type { Attendance } from './attendanceClient.ts'
import {
  announced,
  disclosures,
  FakeAttendance,
  meter,
  openCheck,
  refusal,
  sessionId,
} from './fakeAttendance.ts'

let server: FakeAttendance
let page: Attendance

const settle = (ms = 0) => jest.advanceTimersByTimeAsync(ms)
const state = () => page.store.getState()
const asked = () => server.requests('attendance.status').length

async function start(fields: Partial<AttendanceStatus> = {}) {
  server = new FakeAttendance(fields)
  page = server.page()
  page.start()
  await settle()
}

beforeEach(() => jest.useFakeTimers())
afterEach(() => {
  page.stop()
  jest.useRealTimers()
})

describe('what is known', () => {
  test('is asked for at the start and after every reconnect', async () => {
    await start()
    expect(state()).toMatchObject({ status: 'ready', announced, acknowledgedAt: 50_000, meter: meter() })
    server.status.meter = meter({ asOf: 200_000, creditedSlots: 190, possibleSlots: 196 })
    server.connect()
    await settle(2000)
    expect(asked()).toBe(2)
    expect(state().meter).toMatchObject({ creditedSlots: 190, possibleSlots: 196 })
  })

  test('grows slot by slot, without asking', async () => {
    await start()
    server.emit('attendance.slot', {
      asOf: 110_000,
      creditedSlots: 187,
      possibleSlots: 187,
      state: 'counting',
    })
    expect(state().meter).toEqual(meter({ asOf: 110_000, creditedSlots: 187, possibleSlots: 187 }))
    expect(asked()).toBe(1)
  })

  test('is not changed by an older message, nor by another session’s', async () => {
    await start()
    server.emit('attendance.slot', { asOf: 90_000, creditedSlots: 185, possibleSlots: 185, state: 'break' })
    server.emit('attendance.slot', { sessionId: 'ecg', asOf: 300_000, creditedSlots: 1, possibleSlots: 2 })
    expect(state().meter).toEqual(meter())
  })

  test('an answer that is older than the last message brings its gaps only', async () => {
    await start()
    const gaps = [{ from: 10_000, to: 20_000, reason: 'hall' as const }]
    server.status.meter = meter({ asOf: 105_000, creditedSlots: 180, gaps })
    const release = server.hold('attendance.status')
    void page.reload()
    server.emit('attendance.slot', { asOf: 110_000, creditedSlots: 186, possibleSlots: 187, state: 'hall' })
    release()
    await settle()
    expect(state().meter).toEqual(
      meter({ asOf: 110_000, creditedSlots: 186, possibleSlots: 187, state: 'hall', gaps }),
    )
  })

  test('a failure is reported and retried', async () => {
    server = new FakeAttendance()
    server.refusals['attendance.status'] = [refusal('no_answer', 'No answer.')]
    page = server.page()
    page.start()
    await settle()
    expect(state()).toMatchObject({ status: 'failed', problem: { message: 'No answer.' } })
    await settle(5000)
    expect(state()).toMatchObject({ status: 'ready', problem: null })
  })

  test('a refusal is final', async () => {
    server = new FakeAttendance()
    server.refusals['attendance.status'] = [refusal('forbidden')]
    page = server.page()
    page.start()
    await settle(60_000)
    expect(state().status).toBe('failed')
    expect(asked()).toBe(1)
  })

  test('a page that was left stops listening', async () => {
    await start()
    page.stop()
    server.emit('attendance.slot', {
      asOf: 110_000,
      creditedSlots: 187,
      possibleSlots: 187,
      state: 'counting',
    })
    server.connect()
    await settle(60_000)
    expect(state().meter).toEqual(meter())
    expect(asked()).toBe(1)
  })
})

describe('coming back from the exhibit hall', () => {
  const slot = (asOf: number) =>
    server.emit('attendance.slot', { asOf, creditedSlots: 186, possibleSlots: 190, state: 'hall' })

  test('is sent to the server, and earlier verdicts do not contradict it', async () => {
    await start({ meter: meter({ state: 'hall' }) })
    await page.leaveHall()
    expect(server.requests('booths.leaveHall')).toEqual([{}])
    expect(state().meter?.state).toBe('not_watching')
    slot(105_000)
    expect(state().meter?.state).toBe('not_watching')
    slot(110_000)
    expect(state().meter?.state).toBe('hall')
  })

  test('that failed changes nothing', async () => {
    await start({ meter: meter({ state: 'hall' }) })
    server.refusals['booths.leaveHall'] = [refusal('no_answer')]
    await expect(page.leaveHall()).rejects.toMatchObject({ code: 'no_answer' })
    expect(state().meter?.state).toBe('hall')
  })
})

describe('gaps', () => {
  test('are asked for when they are opened, and while open when one grows', async () => {
    await start()
    const slot = (asOf: number, creditedSlots: number, possibleSlots: number) =>
      server.emit('attendance.slot', { asOf, creditedSlots, possibleSlots, state: 'no_media' })
    page.setGapsShown(true)
    await settle()
    expect(asked()).toBe(2)
    slot(110_000, 187, 187)
    expect(asked()).toBe(2)
    slot(120_000, 187, 188)
    expect(asked()).toBe(3)
    await settle()
    page.setGapsShown(false)
    slot(130_000, 187, 189)
    expect(asked()).toBe(3)
  })
})

describe('the disclosures', () => {
  test('are acknowledged by the version that was shown, once', async () => {
    await start({ acknowledgedAt: null })
    const both = Promise.all([page.acknowledge(), page.acknowledge()])
    expect(state().acknowledging).toBe(true)
    expect(await both).toEqual([true, false])
    expect(server.requests('attendance.acknowledge')).toEqual([{ sessionId, version: 'v1' }])
    expect(state()).toMatchObject({ acknowledgedAt: 100_000, acknowledging: false })
  })

  test('that have changed meanwhile are shown again, with the reason', async () => {
    await start({ acknowledgedAt: null })
    server.status.disclosures = disclosures('v2', 'Other Devices')
    server.refusals['attendance.acknowledge'] = [refusal('stale')]
    expect(await page.acknowledge()).toBe(false)
    expect(state()).toMatchObject({
      disclosures: { version: 'v2' },
      acknowledgeProblem: { code: 'stale' },
      acknowledgedAt: null,
    })
    expect(await page.acknowledge()).toBe(true)
    expect(server.requests('attendance.acknowledge')[1]).toEqual({ sessionId, version: 'v2' })
    expect(state().acknowledgeProblem).toBeNull()
  })

  test('are not acknowledged if the server could not store it', async () => {
    await start({ acknowledgedAt: null })
    server.refusals['attendance.acknowledge'] = [refusal('storage_unavailable')]
    expect(await page.acknowledge()).toBe(false)
    expect(state()).toMatchObject({
      acknowledgedAt: null,
      acknowledgeProblem: { code: 'storage_unavailable' },
    })
  })

  test('stay acknowledged when an answer arrives that was asked for before', async () => {
    await start({ acknowledgedAt: null })
    const release = server.hold('attendance.status')
    void page.reload()
    await page.acknowledge()
    release()
    await settle()
    expect(state().acknowledgedAt).toBe(100_000)
  })

  test('of other words are to be acknowledged again', async () => {
    await start()
    server.status = { ...server.status, disclosures: disclosures('v2'), acknowledgedAt: null }
    server.connect()
    await settle(2000)
    expect(state().acknowledgedAt).toBeNull()
  })
})

describe('an attention check', () => {
  test('is answered, and the answer is told', async () => {
    await start()
    server.emit('attendance.check', openCheck(4))
    expect(state().check).toEqual(openCheck(4))
    const answering = page.answer()
    expect(state().sending).toBe('answer')
    await answering
    expect(server.requests('attendance.answer')).toEqual([{ sessionId, check: 4 }])
    expect(state()).toMatchObject({ check: null, checkOutcome: 'answered', sending: null })
  })

  test('pressed twice is sent once', async () => {
    await start()
    server.emit('attendance.check', openCheck())
    await Promise.all([page.answer(), page.answer()])
    expect(server.requests('attendance.answer')).toHaveLength(1)
  })

  test('closes when it was answered on another device, or is over', async () => {
    await start()
    server.emit('attendance.check', openCheck(0))
    server.emit('attendance.checkClosed', { check: 7, answered: true })
    expect(state().check?.check).toBe(0)
    server.emit('attendance.checkClosed', { check: 0, answered: true })
    expect(state()).toMatchObject({ check: null, checkOutcome: 'answered' })
    server.emit('attendance.check', openCheck(1))
    expect(state().checkOutcome).toBeNull()
    server.emit('attendance.checkClosed', { check: 1, answered: false })
    expect(state()).toMatchObject({ check: null, checkOutcome: 'over' })
    page.forgetOutcome()
    expect(state().checkOutcome).toBeNull()
  })

  test('whose answer did not arrive stays open, with the reason', async () => {
    await start()
    server.emit('attendance.check', openCheck())
    server.refusals['attendance.answer'] = [refusal('no_answer')]
    await page.answer()
    expect(state()).toMatchObject({ check: openCheck(), checkProblem: { code: 'no_answer' }, sending: null })
    await page.answer()
    expect(state()).toMatchObject({ check: null, checkOutcome: 'answered' })
  })

  test('whose answer came too late is over', async () => {
    await start()
    server.emit('attendance.check', openCheck())
    server.refusals['attendance.answer'] = [refusal('conflict')]
    await page.answer()
    expect(state()).toMatchObject({ check: null, checkOutcome: 'over', checkProblem: null })
  })

  test('gets more time once', async () => {
    await start()
    server.emit('attendance.check', openCheck(2))
    await page.extend()
    expect(server.requests('attendance.extend')).toEqual([{ sessionId, check: 2 }])
    expect(state().check).toEqual(openCheck(2, { dueAt: 220_000, extensionSeconds: 0 }))
  })

  test('that was made small stays small with more time; the next one is not', async () => {
    await start()
    server.emit('attendance.check', openCheck(0))
    page.setCheckSmall(true)
    server.emit('attendance.check', openCheck(0, { dueAt: 220_000 }))
    expect(state().isCheckSmall).toBe(true)
    server.emit('attendance.check', openCheck(1))
    expect(state().isCheckSmall).toBe(false)
  })

  test('is there again after a reload, and gone when a reconnect tells that it is over', async () => {
    await start({ check: openCheck(3) })
    expect(state().check).toEqual(openCheck(3))
    server.status.check = null
    server.connect()
    await settle(2000)
    expect(state()).toMatchObject({ check: null, checkOutcome: null })
  })

  test('that was answered is not brought back by an answer asked for before', async () => {
    await start({ check: openCheck(3) })
    const release = server.hold('attendance.status')
    void page.reload()
    await page.answer()
    release()
    await settle()
    expect(state().check).toBeNull()
  })

  test('that has expired waits for its outcome through other replies', async () => {
    await start()
    server.emit('attendance.check', openCheck())
    server.clock = 165_000
    await page.reload()
    expect(state().check).toEqual(openCheck())
    server.emit('attendance.checkClosed', { check: 0, answered: false })
    expect(state()).toMatchObject({ check: null, checkOutcome: 'over' })
  })

  test('without a message about its end is requested', async () => {
    await start()
    server.emit('attendance.check', openCheck())
    await settle(79_000)
    expect(asked()).toBe(1)
    server.clock = 180_000
    await settle(7000)
    expect(asked()).toBe(2)
    expect(state()).toMatchObject({ check: null, checkOutcome: null })
  })
})

describe('after the end', () => {
  const final = meter({ asOf: 90_000, creditedSlots: 300, possibleSlots: 360, state: 'ended', isFinal: true })

  test('the final count is asked for when it is there, and nothing changes it', async () => {
    await start()
    server.status.meter = final
    server.emit('attendance.frozen')
    await settle(6000)
    expect(state().meter).toEqual(final)
    server.emit('attendance.slot', { asOf: 400_000, creditedSlots: 1, possibleSlots: 1, state: 'counting' })
    expect(state().meter).toEqual(final)
  })

  test('without a message it is requested until it is there', async () => {
    await start({ meter: meter({ state: 'ended' }) })
    page.awaitFinal()
    await settle(30_000)
    expect(asked()).toBe(2)
    server.status.meter = final
    await settle(30_000)
    expect(state().meter).toEqual(final)
    const before = asked()
    await settle(120_000)
    expect(asked()).toBe(before)
  })
})
