import { jest } from '@jest/globals'
import type { AttendanceStatus } from '@lectern/shared/attendance'
import type { ActivityCredit, CreditResult } from '@lectern/shared/credit'
import { act, cleanup, screen } from '@testing-library/react'
import { draw } from '../attendance/drawAttendance.tsx'
import { FakeAttendance, meter, refusal, sessionId } from '../attendance/fakeAttendance.ts'
import { violations } from '../testing/drawPage.tsx'
import { exampleReply } from '../testing/fakeHttp.ts'
import { Earned } from './Earned.tsx'

let server: FakeAttendance
let stop: () => void
const ended = meter({ creditedSlots: 312, possibleSlots: 360, state: 'ended' })
const final = { ...ended, isFinal: true }

const result: CreditResult = {
  policyId: 'ama',
  title: 'AMA PRA Category 1 Credit™',
  unit: { one: 'credit', many: 'credits' },
  step: 0.25,
  eligible: false,
  amount: 0,
  earned: 0.75,
  maximum: 1,
  also: null,
  claimBy: null,
  reasons: [
    { code: 'evaluation_missing', blocks: true, todo: true, by: null, message: 'Fill in the evaluation.' },
    { code: 'time_credited', blocks: false, todo: false, by: null, message: 'You watched 52 of 60 minutes.' },
  ],
}

async function end(
  fields: Partial<AttendanceStatus>,
  answer: () => unknown = () => ({ results: [result], claims: [] }),
) {
  globalThis.fetch = jest.fn(async () => {
    const body = answer()
    const failed = body instanceof Error
    const whole = { ...(exampleReply('credit.activity') as ActivityCredit), ...(body as object) }
    return { ok: !failed, json: async () => (failed ? { error: body } : whole) } as Response
  }) as typeof fetch
  server = new FakeAttendance(fields)
  const page = await draw(server, () => <Earned sessionId={sessionId} />)
  stop = () => page.attendance.stop()
  await act(async () => undefined)
  return page
}
const text = () => screen.getByRole('main').textContent ?? ''

afterEach(() => {
  cleanup()
  stop()
})

test('while the count is settled that is said, with the count so far, and nothing is promised yet', async () => {
  await end({ meter: ended })
  expect(screen.getByRole('status').textContent).toContain(
    'Your minutes are being settled. So far: 52 of 60 min.',
  )
  expect(fetch).not.toHaveBeenCalled()
  expect(await violations()).toEqual([])
})

test('then what was watched, what it is worth, and what is still to do', async () => {
  await end({ meter: { ...final, gaps: [{ from: 0, to: 480_000, reason: 'not_joined' }] } })
  expect(text()).toContain('You watched 52 of 60 min.')
  expect(await screen.findByText('Your time is worth 0.75 credits, of at most 1.00.')).toBeTruthy()
  expect(text()).toContain('Fill in the evaluation.')
  expect(text()).not.toContain('You watched 52 of 60 minutes.')
  expect(text()).toMatch(/8 min, .*: you were not in the session/)
  expect(screen.getByRole('link', { name: 'Go to my credit' }).getAttribute('href')).toBe(
    '/credit/heart-failure-2026',
  )
  expect(await violations()).toEqual([])
})

test('what was claimed is said to be claimed', async () => {
  const claim = { activityId: 'a', policyId: 'ama', amount: 0.75, atMost: 0.75, claimedAt: 1, code: 'x' }
  await end({ meter: final }, () => ({ results: [result], claims: [claim] }) as unknown as ActivityCredit)
  expect(await screen.findByText('You have claimed it.')).toBeTruthy()
  expect(text()).not.toContain('Fill in the evaluation.')
})

test('where nothing is in the way, that it can be claimed is said', async () => {
  const earned = { ...result, eligible: true, reasons: result.reasons.filter(({ blocks }) => !blocks) }
  await end({ meter: final }, () => ({ results: [earned], claims: [] }))
  expect(await screen.findByText('You can claim it now.')).toBeTruthy()
})

test('a worth that cannot be had leaves the minutes and the way to the credit, and can be asked for again', async () => {
  let works = false
  const { user } = await end({ meter: final }, () =>
    works ? { results: [result], claims: [] } : refusal('storage_unavailable', 'Nothing can be read.'),
  )
  expect((await screen.findByRole('alert')).textContent).toContain('Nothing can be read.')
  expect(screen.getByRole('link', { name: 'Go to my credit' })).toBeTruthy()
  works = true
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText(/worth 0.75 credits/)).toBeTruthy()
})

test('somebody who was not there is told so', async () => {
  await end({ meter: { ...final, creditedSlots: 0 }, acknowledgedAt: null })
  expect(text()).toContain('You did not watch this session live')
  expect(fetch).not.toHaveBeenCalled()
})

test('a person who has not read disclosures changed during the session is told of the minutes from before', async () => {
  await end({ acknowledgedAt: null, meter: final })
  expect(text()).toContain('You watched 52 of 60 min.')
  expect(text()).not.toContain('You did not watch')
})
